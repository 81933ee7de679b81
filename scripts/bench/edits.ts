/** What rendering again costs after one caption has changed, after a clip was trimmed, and after nothing has. */
import { join } from 'node:path';
import type { Piece } from '../demo/draftParts';
import { renderCommand } from './agentSide';
import { draftOf, writeDraft } from './draft';
import { measured } from './measure';
import { median } from './results';
import type { Measured } from './further';
import { type Form, type Timeline, timelineOf } from './timelines';

/** The draft with another text in one of its captions. */
const changed = (draft: Piece, index: number): Piece => {
	const materials = draft['materials'] as Readonly<Record<string, readonly Piece[]>>;
	const texts = (materials['texts'] ?? []).map((text, i) => {
		if (i !== index) return text;
		const content = JSON.parse(String(text['content'])) as Piece;
		const words = `改${String(content['text']).slice(1)}`;
		return { ...text, content: JSON.stringify({ ...content, text: words }) };
	});
	return { ...draft, materials: { ...materials, texts } };
};

/** Frames by which the first still is trimmed; whole tenths of a second, as the microseconds of a draft can say them. */
const TRIMMED = { full: 30, small: 9 } as const satisfies Record<Form, number>;

/** The timeline with its first clip so many frames shorter, and all that follows so much sooner. */
const trimmed = ({ video, audio, frames, ...rest }: Timeline, by: number): Timeline => ({
	...{ ...rest, frames: frames - by },
	video: video.map((layer, i) =>
		i === 0 ? { ...layer, dur: layer.dur - by } : { ...layer, start: layer.start - by },
	),
	audio: audio.map((sound) => ({ ...sound, dur: sound.dur - by })),
});

/**
 * Renders T3 whole, then with `tries` of its captions changed one at a time, then unchanged; T2 whole, then with its
 * first still shorter.
 */
export const editsOf = async (
	{ form, media, cache, tries }: { form: Form; media: string; cache: string; tries: number },
	tell: (what: string) => void,
): Promise<Measured<'edits'>> => {
	const timeline = timelineOf('T3', form);
	const draft = draftOf(timeline, media);
	const captions = timeline.captions?.count ?? 0;
	const render = async (content: Piece, keep: boolean): Promise<number> => {
		const folder = writeDraft(join(cache, 'edit'), content);
		const place = { output: join(cache, 'edit.mp4'), data: join(cache, 'edit-data'), keep };
		return (await measured(renderCommand(folder, place))).cpu;
	};
	tell('T3, whole');
	const full = await render(draft, false);
	const count = Math.min(tries, captions);
	const shares: number[] = [];
	for (let i = 0; i < count; i++) {
		const index = Math.floor(((i + 0.5) * captions) / count);
		tell(`T3, caption ${String(index + 1)} changed`);
		shares.push((await render(changed(draft, index), true)) / full);
	}
	tell('T3, nothing changed');
	const unchanged = (await render(draft, true)) / full;
	const stills = timelineOf('T2', form);
	tell('T2, whole');
	const stillsFull = await render(draftOf(stills, media), false);
	tell('T2, its first still shorter');
	const shorter = trimmed(stills, TRIMMED[form]);
	const shifted = (await render(draftOf(shorter, media), true)) / stillsFull;
	return {
		...{ timeline: 'T3', captions, changed: count, full, unchanged, shifted },
		...{ median: median(shares), worst: Math.max(...shares) },
	};
};
