/** A draft with a LUT file, a filter track, a chroma key and a blend mode, rendered as any other. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftOf, extra, photo, piece, track, videoTrack } from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { readVideo } from '../support/media';
import { renderFixture, type RenderedDraft } from '../support/renderDraft';
import { meanOf, type Region, type Rgb, type Video } from '../support/video';

/** Chroma at half size, limited range and the encoder: what they cost a channel. */
const ROUNDING = 8;
const ORANGE: Rgb = [204, 128, 51];
const GREEN: Rgb = [0, 217, 26];
const LEFT: Region = [20, 20, 100, 140];
const RIGHT: Region = [200, 20, 100, 140];

const SWAP = `LUT_3D_SIZE 2\n0 0 0\n0 0 1\n0 1 0\n0 1 1\n1 0 0\n1 0 1\n1 1 0\n1 1 1\n`;

let folder: string;
let video: Video;
let rendered: RenderedDraft;

const halves = (file: string, [left, right]: readonly [string, string]): void => {
	const half = (color: string): readonly string[] => [
		'-f',
		'lavfi',
		'-i',
		`color=${color}:s=160x180:d=1`,
	];
	execFileSync(ffmpegPath(), [
		...['-nostdin', '-v', 'error', '-y', ...half(left), ...half(right)],
		...['-filter_complex', '[0]format=gbrp[a];[1]format=gbrp[b];[a][b]hstack,format=rgb24'],
		...['-frames:v', '1', join(folder, 'draft/assets', file)],
	]);
};

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'graded-'));
	mkdirSync(join(folder, 'draft/assets'), { recursive: true });
	mkdirSync(join(folder, 'out'));
	halves('main.png', ['0xCC8033', '0x00D91A']);
	halves('upper.png', ['0x00D91A', '0x808080']);
	writeFileSync(join(folder, 'draft/assets/swap.cube'), SWAP);
	const main = 'assets/main.png';
	const upper = 'assets/upper.png';
	const lut = extra('effects', { type: 'lut', path: 'assets/swap.cube', value: 1 });
	const key = extra('chromas', {
		...{ color: '#00D91A', intensity_value: 0.3, edge_smooth_value: 0.1 },
	});
	const multiply = extra('effects', { type: 'mix_mode', name: '正片叠底', value: 1 });
	const draft = draftOf(
		videoTrack(photo(main, [0, 1]), photo(main, [1, 1], lut), photo(main, [2, 3])),
		videoTrack(photo(upper, [3, 1], key), photo(upper, [4, 1], multiply)),
		track(
			{ type: 'filter' },
			piece(['effects', { type: 'filter', name: '黑白', value: 1 }], ['f', 2, 1]),
		),
	);
	writeFileSync(
		join(folder, 'draft/draft_content.json'),
		JSON.stringify({ ...draft, canvas_config: { width: 320, height: 180 } }),
	);
	rendered = await renderFixture({
		draft: join(folder, 'draft'),
		options: {},
		folder: join(folder, 'out'),
	});
	video = await readVideo(rendered.file, [0.5, 1.5, 2.5, 3.5, 4.5]);
}, 120_000);
afterAll(() => {
	rmSync(folder, { recursive: true });
});

const expectColor = (time: number, region: Region, wanted: Rgb): void => {
	meanOf(video.at(time), region).forEach((channel, i) => {
		expect(Math.abs(channel - (wanted[i] ?? NaN))).toBeLessThanOrEqual(ROUNDING);
	});
};

it('without a grading the picture is as it was', () => {
	expectColor(0.5, LEFT, ORANGE);
	expectColor(0.5, RIGHT, GREEN);
});

it('a LUT file of the draft that swaps red and blue swaps them', () => {
	expectColor(1.5, LEFT, [51, 128, 204]);
	expectColor(1.5, RIGHT, [26, 217, 0]);
});

it('a black and white filter on its own track takes the color out, and is told as approximated', () => {
	for (const region of [LEFT, RIGHT]) {
		const [red, green, blue] = meanOf(video.at(2.5), region);
		expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(ROUNDING);
	}
	expect(rendered.diagnostics.map(({ code }) => code)).toContain('FILTER_APPROXIMATED');
});

it('a chroma key shows what lies beneath where its color was, and keeps the rest', () => {
	expectColor(3.5, LEFT, ORANGE);
	expectColor(3.5, RIGHT, [128, 128, 128]);
});

it('a multiplied clip is the product of both', () => {
	expectColor(4.5, LEFT, [0, 109, 5]);
	expectColor(4.5, RIGHT, [0, 109, 13]);
});
