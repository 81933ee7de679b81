import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gridFilters, readGrids } from '../../render-agent/src/render/quality/gridFile';
import { PrintReader } from '../../render-agent/src/render/quality/lumaPrint';
import { ffmpegPath } from '../support/ffmpegPath';
import {
	H264,
	made,
	numbered,
	numberIn,
	openStudio,
	renderTimeline,
	type Studio,
} from '../support/studio';
import { picture, timelineOf } from '../support/timelines';

let studio: Studio;

beforeAll(() => {
	studio = openStudio();
});
afterAll(() => {
	studio.close();
});

it('looks at the very pixels that are looked at where frames are drawn', async () => {
	const canvas = { width: 1280, height: 722 };
	const source = made('testsrc2=s=1280x722:d=0.1,noise=alls=60:allf=t,format=yuv420p');
	const [whole, grid] = [join(studio.folder, 'whole.raw'), join(studio.folder, 'grid.raw')];
	const raw = ['-frames:v', '1', '-f', 'rawvideo', '-y'];
	execFileSync(ffmpegPath(), [
		...['-v', 'error', '-nostdin', ...source, '-filter_complex'],
		`split[w][g];[g]${gridFilters(canvas)}[o]`,
		...['-map', '[w]', ...raw, whole, '-map', '[o]', ...raw, grid],
	]);
	const [found] = await readGrids(grid, canvas, { counts: [1] });
	const reader = new PrintReader({ left: 0, top: 0, ...canvas }, canvas.width);
	const { cells } = reader.read(readFileSync(whole));
	expect(new Set(cells).size).toBeGreaterThan(10);
	expect([...Buffer.from(found?.first ?? '', 'base64')]).toEqual([...cells]);
});

describe('several chunks that one encoder makes', () => {
	it('have every picture once and in order', async () => {
		const file = await studio.make('numbers.mp4', ...numbered(4), ...H264);
		const timeline = timelineOf(4, { visuals: [picture(file, [0, 4])] });
		const { file: video, chunks } = await renderTimeline(timeline, studio, { gop: 60 });
		expect(chunks).toHaveLength(2);
		const [width, height] = [64, 36];
		const raw = execFileSync(
			ffmpegPath(),
			['-v', 'error', '-i', video, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
			{ maxBuffer: 1 << 26 },
		);
		const size = width * height * 3;
		const seen = Array.from({ length: raw.length / size }, (_, i) =>
			numberIn({ width, height, rgb: raw.subarray(i * size, (i + 1) * size) }),
		);
		expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => i));
	});
});
