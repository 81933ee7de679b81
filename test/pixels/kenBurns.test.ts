/** Slow motion: a photo that moves by fractions of a pixel moves in every frame, and evenly. */
import { execFileSync } from 'node:child_process';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import { ffmpegPath } from '../support/ffmpegPath';
import { drawn, made, openStudio, renderTimeline } from '../support/studio';
import { canvasOf, keyed, picture, RATES, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const WIDTH = 320;
const HEIGHT = 180;
const SECONDS = 5;

/** A photo with fine and coarse structure everywhere. */
const texture = '128+45*sin(X/5+Y/17)+35*sin(Y/7-X/23)+25*sin((X+Y)/11)*cos((X-Y)/29)';

const studio = openStudio();
let photo: AssetId;
beforeAll(async () => {
	photo = await studio.make(
		'photo.png',
		...made(`nullsrc=s=960x540,geq=lum='${texture}':cb=128:cr=128,format=gray`),
		...['-frames:v', '1'],
	);
});
afterAll(() => {
	studio.close();
});

/** How far two frames are from each other: the mean of the differences of their luma. */
const apart = (a: Buffer, b: Buffer): number => {
	let sum = 0;
	for (let i = 0; i < WIDTH * HEIGHT; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
	return sum / (WIDTH * HEIGHT);
};

it.each([
	['grows by a tenth', { scale: keyed([0, 1], [SECONDS, 1.1]) }],
	['pans by thirty pixels', { scale: 1.2, x: keyed([0, -15], [SECONDS, 15]) }],
	[
		'turns by three degrees as it grows',
		{ scale: keyed([0, 1.1], [SECONDS, 1.25]), rotation: keyed([0, 0], [SECONDS, 3]) },
	],
])('a photo that %s in five seconds has no two equal frames and no jump', async (_, place) => {
	const { raw } = await drawn(
		timelineOf(SECONDS, {
			canvas: canvasOf({ width: WIDTH, height: HEIGHT }),
			visuals: [picture(photo, [0, SECONDS], place)],
		}),
		studio,
	);
	expect(raw).toHaveLength(150);
	const steps = raw.slice(1).map((frame, i) => apart(frame, raw[i] ?? frame));
	const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
	expect(Math.min(...steps)).toBeGreaterThan(0.3 * mean);
	expect(Math.max(...steps)).toBeLessThanOrEqual(1.5 * mean);
});

/** The luma of each frame of a file. */
const lumaOf = (file: string): readonly Buffer[] => {
	const args = ['-v', 'error', '-i', file, '-pix_fmt', 'gray', '-f', 'rawvideo', '-'];
	const all = execFileSync(ffmpegPath(), args, { maxBuffer: 2 ** 26 });
	const size = WIDTH * HEIGHT;
	return Array.from({ length: all.length / size }, (_, i) =>
		all.subarray(i * size, (i + 1) * size),
	);
};

/** x264 lags a little and catches up; a key frame in the midst of a move would be a step of 4 to 20 times the mean. */
it.each([
	['of five seconds at 60 frames a second', 5, RATES['60']],
	['of ten seconds', 10, RATES['30']],
])(
	'a photo that grows slowly in a finished file %s has no jump either',
	async (_, seconds, rate) => {
		const place = { scale: keyed([0, 1.2], [seconds, 1.3]) };
		const { file } = await renderTimeline(
			timelineOf(seconds, {
				canvas: canvasOf({ width: WIDTH, height: HEIGHT, rate }),
				visuals: [picture(photo, [0, seconds], place)],
			}),
			studio,
			{ gop: 150, quality: 'standard' },
		);
		const frames = lumaOf(file);
		expect(frames).toHaveLength(300);
		const steps = frames.slice(1).map((frame, i) => apart(frame, frames[i] ?? frame));
		const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
		expect(Math.min(...steps)).toBeGreaterThan(0.05 * mean);
		expect(Math.max(...steps)).toBeLessThanOrEqual(2.5 * mean);
	},
);
