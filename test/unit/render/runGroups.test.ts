import { encodingOf, planOf, stretchesOf } from '../../../render-agent/src/compile/plan';
import { frames, fromSeconds, pixels } from '../../../render-agent/src/kernel/units';
import { groupsOf } from '../../../render-agent/src/render/runGroups';
import type { AssetFacts } from '../../../render-agent/src/timeline/asset';
import { caption } from '../../support/captions';
import { assetId, canvasOf, picture, timelineOf, words } from '../../support/timelines';

const a = assetId('a');
const film: AssetFacts = {
	...{ id: a, file: '/w/a', sha256: 'a', demuxer: 'mov' },
	picture: {
		...{ width: pixels(1280), height: pixels(720), rate: { num: 30, den: 1 }, alpha: false },
		...{ motion: 'video', codec: 'h264', pixelFormat: 'yuv420p', matrix: 'bt709' },
		...{ fullRange: false, rotation: 0, hdr: false, duration: fromSeconds(60) },
	},
};
const facts = new Map([[a, film]]);

/** How the chunks of 20 s with a caption every `step` seconds, over clips of `clip` seconds, are put together: for each group its chunks. */
const grouped = (step: number, clip = 20) => {
	const captions = Array.from({ length: Math.floor(20 / step) }, (_, i) =>
		words(caption('word'), [i * step, (i + 0.5) * step], { layer: 1 }),
	);
	const clips = Array.from({ length: 20 / clip }, (_, i) => picture(a, [i * clip, (i + 1) * clip]));
	const timeline = timelineOf(20, {
		canvas: canvasOf({ width: 1280, height: 720 }),
		visuals: [...clips, ...captions],
	});
	const encoding = encodingOf('h264', 'standard');
	const parts = planOf(timeline, facts, encoding).chunks.map(({ count }) => ({
		...{ count, file: '', options: [] },
	}));
	const [first, ...others] = parts;
	if (!first) throw new RangeError('a timeline of 20 s has chunks');
	const scene = stretchesOf(timeline, facts)({ from: frames(0), to: frames(600) });
	const groups = groupsOf({ first: frames(0), scene, parts: [first, ...others], alone: false });
	return groups.map(({ from, parts: { length }, direct, stretch }) => {
		const isDirect = direct !== undefined;
		return { from, chunks: length, isDirect, first: stretch.first };
	});
};

it('a video with few captions is made by one ffmpeg, whatever its number of chunks', () => {
	expect(grouped(1)).toEqual([{ from: 0, chunks: 4, isDirect: true, first: 0 }]);
});

it('where captions change more often than one ffmpeg can be told, several make it', () => {
	expect(grouped(2 / 15)).toEqual([
		{ from: 0, chunks: 3, isDirect: true, first: 0 },
		{ from: 3, chunks: 1, isDirect: true, first: 450 },
	]);
});

it('where more clips are shown than one ffmpeg has room for, several make it', () => {
	// Chunks of two clips, eight clips for each.
	expect(grouped(20, 1).map(({ chunks, isDirect }) => [chunks, isDirect])).toEqual([
		[4, true],
		[4, true],
		[2, true],
	]);
	expect(grouped(20, 2.5).map(({ chunks, isDirect }) => [chunks, isDirect])).toEqual([[8, true]]);
});
