/** What a render tells on its way is what its report says in the end, of files that turn out to have no sound too. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clip, draftOf, extra, type Piece, videoTrack } from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { renderFixture } from '../support/renderDraft';
import { H264, made } from '../support/studio';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'agreeing-'));
const film = made('testsrc2=s=128x72:r=30:d=1');
const TONE = ['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', '-shortest'];

beforeAll(() => {
	const make = (name: string, ...more: string[]): void => {
		execFileSync(ffmpegPath(), ['-v', 'error', ...film, ...more, ...H264, join(folder, name)]);
	};
	make('silent.mp4');
	make('heard.mp4', ...TONE);
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const rendered = async (name: string) => {
	const place = join(folder, `of-${name}`);
	mkdirSync(place);
	const voice = extra('audio_effects', { name: '机器人' });
	const fade = extra('audio_fades', { fade_in_duration: 5e5, fade_out_duration: 0 });
	const one: Piece = clip(join(folder, name), [0, 1], voice, fade);
	writeFileSync(join(place, 'draft_content.json'), JSON.stringify(draftOf(videoTrack(one))));
	const { diagnostics, report } = await renderFixture({
		...{ draft: place, options: { quality: 'draft' }, folder: join(place, 'out') },
	});
	const warnings = report['warnings'] as readonly {
		readonly code: string;
		readonly text: unknown;
	}[];
	const texts = (all: readonly { readonly text: unknown }[]) =>
		all.map(({ text }) => JSON.stringify(text)).sort();
	return { diagnostics, told: texts(diagnostics), reported: texts(warnings) };
};

it('a voice effect of a file without sound is told as no loss, once, as in the report', async () => {
	const { diagnostics, told, reported } = await rendered('silent.mp4');
	expect(told).toEqual(reported);
	expect(diagnostics.filter(({ code }) => code === 'AUDIO_EFFECT_APPROXIMATED')).toMatchObject([
		{ how: 'exact', text: { en: expect.stringContaining('nothing is lost with that') as string } },
	]);
	expect(told.filter((text) => text.includes('the fade of the sound has no effect'))).toHaveLength(
		1,
	);
});

it('of a file with sound it is told as near, in both', async () => {
	const { diagnostics, told, reported } = await rendered('heard.mp4');
	expect(told).toEqual(reported);
	const [voice, ...more] = diagnostics.filter(({ code }) => code === 'AUDIO_EFFECT_APPROXIMATED');
	expect(more).toEqual([]);
	expect(voice?.how).toBeUndefined();
	expect(JSON.stringify(voice?.text)).not.toContain('nothing is lost');
});
