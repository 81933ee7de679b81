import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { segmentOptions, segmentPattern } from '../../../render-agent/src/render/directEncoding';
import { readChunk } from '../../../render-agent/src/render/quality/chunkBoxes';
import { ffmpegPath, ffprobePath } from '../../support/ffmpegPath';
import { canvasOf } from '../../support/timelines';

const CANVAS = canvasOf({ width: 64, height: 36 });
/** Versions of ffmpeg differ in what they take for the moment of a key frame and of a file's start. */
const PROGRAMS = [ffmpegPath(), '/usr/bin/ffmpeg'].filter(
	(file, i, all) => (i === 0 || existsSync(file)) && all.indexOf(file) === i,
);

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'segments-'));
});
afterAll(() => {
	rmSync(folder, { recursive: true });
});

describe('one encoder that writes several files', () => {
	it.each(PROGRAMS)('gives each its frames, from time 0 on (%#)', async (ffmpeg) => {
		const counts = [150, 149, 151, 61];
		const file = join(folder, 'cut.mp4');
		const total = counts.reduce((sum, count) => sum + count, 0);
		execFileSync(ffmpeg, [
			...['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=s=64x36:r=30,format=yuv420p`],
			...['-map', '0:v', '-frames:v', String(total), '-c:v', 'libx264', '-bf', '3', '-g', '150'],
			...['-video_track_timescale', '15360', ...segmentOptions(counts, CANVAS)],
			segmentPattern(file),
		]);
		const started = (name: string): string =>
			execFileSync(ffprobePath(), [
				...['-v', 'error', '-show_entries', 'stream=start_time', '-of', 'csv=p=0', name],
			])
				.toString()
				.trim();
		for (const [i, count] of counts.entries()) {
			expect((await readChunk(`${file}.${String(i)}`))?.samples).toBe(count);
			expect(Number(started(`${file}.${String(i)}`))).toBe(0);
		}
	});
});
