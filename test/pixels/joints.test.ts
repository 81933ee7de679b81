/** Files of many chunks: every frame stands at its moment, whatever the rate. */
import { execFileSync, spawnSync } from 'node:child_process';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { openStudio, renderTimeline } from '../support/studio';
import { canvasOf, fill, rgb, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const studio = openStudio();
afterAll(() => {
	studio.close();
});

/** When each frame of a file is shown. Seconds, in order. */
const momentsOf = (file: string): readonly number[] => {
	const asked = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time'];
	const text = execFileSync(ffprobePath(), [...asked, '-of', 'csv=p=0', file], {
		encoding: 'utf8',
	});
	return text
		.split('\n')
		.filter(Boolean)
		.map(Number.parseFloat)
		.sort((a, b) => a - b);
};

/** The ffmpeg of the tests, and the machine's own, which may be an older one. */
const FFMPEGS = Object.entries({ "the tests' ffmpeg": ffmpegPath(), "the machine's": 'ffmpeg' });

const CASES = FFMPEGS.filter(
	([, program]) => spawnSync(program, ['-version']).status === 0,
).flatMap(([name, program]) => [1, 23, 29].map((num) => [num, name, program] as const));

// At one frame a second ffmpeg is easily mistaken in how long each lasts; ffmpeg 5 takes the lengths of files in milliseconds, where most of these chunks do not end.
it.each(CASES)('at %d frames a second, over many joints, by %s', async (num, _, ffmpeg) => {
	const seconds = 160 / num;
	// Turned, so that every chunk is drawn and encoded by itself.
	const visuals = [fill(rgb(1, 0, 0), [0, seconds], { rotation: 20 })];
	const timeline = timelineOf(seconds, { canvas: canvasOf({ rate: { num, den: 1 } }), visuals });
	const { file } = await renderTimeline(timeline, studio, {
		gop: 8,
		machine: { ffmpegPath: ffmpeg, encoder: 'software' },
	});
	const moments = momentsOf(file);
	expect(moments).toHaveLength(160);
	const [begin = 0] = moments;
	const furthest = Math.max(...moments.map((at, frame) => Math.abs(at - begin - frame / num)));
	expect(furthest).toBeLessThan(0.000_2);
});
