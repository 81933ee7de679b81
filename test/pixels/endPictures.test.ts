import { frames } from '../../render-agent/src/kernel/units';
import { type Begun, endPicturesOf } from '../../render-agent/src/render/quality/soughtPictures';
import { ffmpegPath } from '../support/ffmpegPath';
import { H264, numbered, openStudio, type Studio } from '../support/studio';
import { assetId, canvasOf } from '../support/timelines';

const CANVAS = canvasOf({ width: 64, height: 36 });
const NEVER = new AbortController().signal;

let studio: Studio;
let video: Begun;

beforeAll(async () => {
	studio = openStudio();
	// Frames between that nobody refers to, as our encoder has them.
	const coded = [...H264, '-bf', '3', '-preset', 'veryfast', '-g', '60'];
	const joints = ['-force_key_frames', 'expr:eq(n,25)+eq(n,26)'];
	await studio.make('film.mp4', ...numbered(2), ...coded, ...joints);
	const file = studio.facts.get(assetId('film.mp4'))?.file ?? '';
	const moments = Array.from({ length: 60 }, (_, frame) => frame / 30);
	video = {
		...{ file, canvas: CANVAS, codec: 'h264', frames: frames(60), moments },
		...{ levels: [], keys: [0, 25, 26], chunks: [] },
	};
});
afterAll(() => {
	studio.close();
});

/** The number that a picture carries in columns of eight pixels, the lowest bit on the left. */
const numberOf = (luma: Uint8Array): number =>
	Array.from({ length: 8 }, (_, bit) => ((luma[18 * 64 + bit * 8 + 4] ?? 0) > 128 ? 2 ** bit : 0))
		// The sum of all bits.
		.reduce((sum, bit) => sum + bit, 0);

const endsOf = async (...chunks: readonly (readonly [first: number, last: number])[]) => {
	const wanted = chunks.map(([first, last]) => ({ first, last, isWhole: last === 59 }));
	const pictures = await endPicturesOf(video, wanted, { ffmpeg: ffmpegPath(), signal: NEVER });
	return pictures?.map(({ first, last }) => [numberOf(first), numberOf(last)]);
};

describe('the end pictures of chunks', () => {
	it('are the first and the last one of each, whatever lies between', async () => {
		expect(await endsOf([0, 24], [26, 59])).toStrictEqual([
			[0, 24],
			[26, 59],
		]);
	});

	it('are one and the same of a chunk of one frame', async () => {
		expect(await endsOf([25, 25], [26, 59])).toStrictEqual([
			[25, 25],
			[26, 59],
		]);
	});

	it('are none where one of them is not there', async () => {
		expect(await endsOf([0, 24], [26, 80])).toBeUndefined();
	});
});
