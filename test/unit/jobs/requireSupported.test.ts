/** `on_unsupported: fail`: what of a draft is refused, in which words, and what is another option's matter. */
import { requireSupported } from '../../../render-agent/src/jobs/requireSupported';
import type { Diagnostic } from '../../../render-agent/src/kernel/diagnostic';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { inLanguage } from '../../../render-agent/src/kernel/words';
import {
	captionPiece,
	clip,
	draftOf,
	extra,
	type Piece,
	read,
	segmentWith,
	textTrack,
	videoTrack,
} from '../../support/drafts';

const refusal = (
	found: Parameters<typeof requireSupported>[0],
	language: 'zh' | 'en' = 'en',
): string | undefined => {
	try {
		requireSupported(found, { on_unsupported: 'fail' });
		return undefined;
	} catch (error) {
		if (!(error instanceof AgentError) || error.code !== 'UNSUPPORTED') throw error;
		return error.object === undefined ? '' : inLanguage(error.object, language);
	}
};

const refusalOf = (...pieces: Piece[]) => refusal(read(draftOf(videoTrack(...pieces))));

it('a draft that is drawn exactly is not refused, and none without that option', () => {
	expect(refusalOf(clip('a.mp4', [0, 1]))).toBeUndefined();
	const odd = read(draftOf(videoTrack(clip('a.mp4', [0, 1], segmentWith({ weird: 1 })))));
	expect(() => {
		requireSupported(odd, { on_unsupported: 'approximate' });
	}).not.toThrow();
});

it.each<readonly [string, Piece, string]>([
	['a lost material', clip('a.mp4', [0, 1], segmentWith({ material_id: 'gone' })), 'gone is not'],
	['a lost reference', clip('a.mp4', [0, 1], segmentWith({ extra_material_refs: ['x'] })), ' x:'],
	['an unknown field', clip('a.mp4', [0, 1], segmentWith({ weird: { x: 2 } })), '.weird'],
	['what is near', clip('a.mp4', [0, 1], extra('video_effects', { name: '模糊' })), '“模糊”'],
])('%s is refused by name', (_, one, said) => {
	expect(refusalOf(one)).toContain(said);
});

it('an unknown field that says nothing is none', () => {
	expect(refusalOf(clip('a.mp4', [0, 1], segmentWith({ weird: { x: 0 } })))).toBeUndefined();
});

it('a caption in the own font of the app, for which another stands, is refused', () => {
	expect(refusal(read(draftOf(textTrack(captionPiece('字', [0, 1])))))).toContain('Noto Sans SC');
});

it('of many things the first ten are named, and the rest is counted', () => {
	const effects = Array.from({ length: 13 }, (_, i) => extra('video_effects', { name: `Qzx${i}` }));
	const read13 = read(draftOf(videoTrack(clip('a.mp4', [0, 1], ...effects))));
	expect(
		refusal(read13)
			?.split('; ')
			.filter((one) => one.startsWith('skipped')),
	).toHaveLength(10);
	expect(refusal(read13)).toMatch(/; and 3 more$/);
	expect(refusal(read13, 'zh')).toMatch(/；另有 3 项$/);
});

it('media that cannot be had and options that nobody knows are no matter of it', () => {
	const { elements } = read(draftOf(videoTrack(clip('a.mp4', [0, 1]))));
	const others = (['MEDIA_MISSING', 'OPTION_UNKNOWN'] as const).map((code): Diagnostic => ({
		code,
		segment: 'a.mp4@0',
		text: 'x',
	}));
	expect(refusal({ elements, diagnostics: others })).toBeUndefined();
});
