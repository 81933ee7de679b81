import { encodingOf, planOf } from '../../../render-agent/src/compile/plan';
import { shortIn } from '../../../render-agent/src/compile/shortMedia';
import { frames, fromSeconds, pixels } from '../../../render-agent/src/kernel/units';
import type { AssetFacts, AssetId, PictureFacts } from '../../../render-agent/src/timeline/asset';
import type { PictureClip, Timeline } from '../../../render-agent/src/timeline/timeline';
import { captionIn } from '../../support/captions';
import {
	assetId,
	canvasOf,
	keyed,
	nested,
	picture,
	type Place,
	sound,
	timelineOf,
	transition,
	words,
} from '../../support/timelines';

const video: PictureFacts = {
	...{ width: pixels(1920), height: pixels(1080), rate: { num: 30, den: 1 }, alpha: false },
	...{ motion: 'video', codec: 'h264', pixelFormat: 'yuv420p', matrix: 'bt709' },
	...{ fullRange: false, rotation: 0, hdr: false, duration: fromSeconds(60) },
};
const factsOf = (name: string, changes: Partial<PictureFacts> = {}): [AssetId, AssetFacts] => [
	assetId(name),
	{
		...{ id: assetId(name), file: `/w/${name}`, sha256: name, demuxer: 'mov' },
		picture: { ...video, ...changes },
		sound: { codec: 'aac', sampleRate: 48_000, channels: 2, duration: fromSeconds(60) },
	},
];
const a = assetId('a');
const facts = new Map([
	factsOf('a'),
	factsOf('photo', { motion: 'still', width: pixels(3000), height: pixels(2000) }),
	factsOf('vp9', { codec: 'vp9', alpha: true }),
	factsOf('vp8', { codec: 'vp8', alpha: true }),
	factsOf('plain9', { codec: 'vp9' }),
	factsOf('gif', { motion: 'animation', alpha: true, codec: 'gif' }),
]);
const hd = canvasOf({ width: 1280, height: 720 });
const plan = (timeline: Timeline, gop = 250) =>
	planOf(timeline, facts, { ...encodingOf('h264', 'standard'), gop: frames(gop) });
const sourcesOf = (timeline: Timeline) =>
	plan(timeline).chunks.flatMap(({ scene }) => scene.sources);
const sourceOf = (name: string, place: Place = {}, more: Partial<PictureClip> = {}) =>
	sourcesOf(
		timelineOf(2, { canvas: hd, visuals: [picture(assetId(name), [0, 2], { ...place, more })] }),
	)[0];

describe('the plan', () => {
	it('opens nothing beyond the cut where clips do not overlap, and says of none that it is short', () => {
		const [left, right] = [picture(a, [0, 1]), picture(a, [1, 2])];
		const crossing = transition({ family: 'dissolve' }, [left, right], 0.4);
		const opened = (more: { readonly apart?: true }) => {
			const transitions = [{ ...crossing, ...more }];
			const timeline = timelineOf(2, { visuals: [left, right], transitions });
			const silent = { id: a, file: '/w/a', sha256: 'a', demuxer: 'mov' };
			const film = { ...video, duration: fromSeconds(1) };
			const exact = new Map([[a, { ...silent, picture: film }]]);
			expect(shortIn(timeline, exact)).toEqual([]);
			return plan(timeline).chunks.flatMap(({ scene }) =>
				scene.sources.map((source) => source.kind === 'video' && [source.first, source.count]),
			);
		};
		expect(opened({ apart: true })).toEqual([
			[0, 30],
			[30, 30],
		]);
		expect(opened({})).toEqual([
			[0, 36],
			[24, 36],
		]);
	});

	it('opens in a chunk only what it shows, from the frame on where it shows it', () => {
		const visuals = [picture(a, [0, 10]), picture(a, [10, 20]), picture(a, [12, 13], { layer: 1 })];
		const { chunks } = plan(timelineOf(20, { visuals }), 120);
		const opened = chunks.map(({ scene }) =>
			scene.sources.map((source) => source.kind === 'video' && [source.first, source.count]),
		);
		expect(opened).toEqual([
			[[0, 120]],
			[[120, 120]],
			[[240, 60]],
			[
				[300, 120],
				[360, 30],
			],
			[[420, 120]],
			[[540, 60]],
		]);
	});

	it('keeps both sides of a transition together in a chunk that shows only one end of it', () => {
		const [left, right] = [picture(a, [0, 4]), picture(a, [4, 12])];
		const transitions = [transition({ family: 'dissolve' }, [left, right], 2)];
		const timeline = timelineOf(12, { visuals: [left, right], transitions });
		const { chunks } = plan(timeline, 100);
		expect(chunks.map(({ first }) => first)).toEqual([0, 130, 230]);
		for (const chunk of chunks.slice(0, 2))
			expect(chunk.scene.layers.map(({ crossings }) => crossings[0])).toMatchObject([
				{ left: 0, right: 1 },
				{ left: 0, right: 1 },
			]);
		expect(chunks[2]?.scene.layers.map(({ crossings }) => crossings)).toEqual([[]]);
	});

	it('ends chunks at cuts and where most of a dissolve is done, not where it begins or ends', () => {
		const [left, right, last] = [picture(a, [0, 4]), picture(a, [4, 7]), picture(a, [7, 12])];
		const transitions = [transition({ family: 'dissolve' }, [left, right], 1)];
		const timeline = timelineOf(12, { visuals: [left, right, last], transitions });
		const firsts = plan(timeline, 150).chunks.map(({ first }) => first);
		expect(firsts).toEqual([0, 125, 210]);
	});

	it('is the same for the same timeline', () => {
		const timeline = timelineOf(9, { visuals: [picture(a, [0, 9])], sounds: [sound(a, [0, 9])] });
		expect(plan(timeline)).toEqual(plan(timeline));
	});

	it('leaves out a clip whose file is not there', () => {
		expect(sourcesOf(timelineOf(1, { visuals: [picture(assetId('gone'), [0, 1])] }))).toEqual([]);
	});
});

describe('the source of a clip', () => {
	it('is decoded at the size that it is seen at', () => {
		expect(sourceOf('a')).toMatchObject({ width: 1280, height: 720 });
		expect(sourceOf('a', { scale: 0.25 })).toMatchObject({ width: 320, height: 180 });
		expect(sourceOf('a', { scale: keyed([0, 0.5], [1, 1], [2, 0.2]) })).toMatchObject({
			...{ width: 1280, height: 720 },
		});
	});

	it('is not enlarged beyond its own size and twice the canvas', () => {
		expect(sourceOf('photo', { scale: 8 })).toMatchObject({ width: 3000, height: 2000 });
	});

	it('is cropped on whole pixels, and fitted as what is left', () => {
		const crop = { left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 };
		expect(sourceOf('a', {}, { crop })).toMatchObject({
			crop: { x: 480, y: 270, width: 960, height: 540 },
			box: { width: 1280, height: 720 },
		});
		const odd = { left: 0.4125, top: 0.4, right: 0.454_166, bottom: 0.6 };
		expect(sourceOf('a', {}, { crop: odd })).toMatchObject({
			crop: { x: 792, y: 432, width: 80, height: 216 },
		});
		const slim = { left: 481 / 1920, top: 0, right: 484 / 1920, bottom: 1 };
		expect(sourceOf('a', {}, { crop: slim })).toMatchObject({ crop: { x: 481, width: 3 } });
	});

	it('goes round when it is an animation, and is one picture when it is a still', () => {
		expect(sourceOf('gif')).toMatchObject({ kind: 'video', loops: true, alpha: true });
		expect(sourceOf('photo')).toMatchObject({ kind: 'still' });
	});

	it('keeps the rate of its file along a speed curve', () => {
		const points = [
			{ x: 0, speed: 1 },
			{ x: 1, speed: 2 },
		];
		expect(sourceOf('a', {}, { tempo: { kind: 'curve', points } })).toMatchObject({
			...{ kind: 'video', sampling: 'own' },
		});
	});

	it('forces the decoder that sees transparency, where there is any', () => {
		const decoderOf = (name: string): string | undefined => {
			const source = sourceOf(name);
			return source?.kind === 'video' ? source.media.decoder : undefined;
		};
		expect(['vp9', 'vp8', 'plain9', 'gif'].map(decoderOf)).toEqual([
			...['libvpx-vp9', 'libvpx', undefined, undefined],
		]);
	});

	it('of a text is drawn at the greatest scale that it reaches', () => {
		const text = words(captionIn({}, 'text'), [0, 2], { scale: keyed([0, 1], [2, 2.5]) });
		expect(sourcesOf(timelineOf(2, { visuals: [text] }))[0]).toMatchObject({
			...{ kind: 'text', scale: 2.5 },
		});
	});

	it('of a timeline within has its own canvas, fitted into the outer one', () => {
		const inner = timelineOf(2, { canvas: hd, visuals: [picture(a, [0, 2])] });
		expect(sourcesOf(timelineOf(2, { visuals: [nested(inner, [0, 2])] }))[0]).toMatchObject({
			kind: 'nested',
			box: { width: 64, height: 36 },
		});
	});
});
