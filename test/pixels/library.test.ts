/** The picture with files of the user's library: stickers, overlays and LUTs as they are. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftOf, photo, piece, track, videoTrack } from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { readVideo } from '../support/media';
import { renderFixture, type RenderedDraft } from '../support/renderDraft';
import { meanOf, type Video } from '../support/video';

jest.setTimeout(120_000);

let folder = '';
let made: RenderedDraft;
let video: Video;

const ffmpeg = (source: string, ...rest: string[]): void => {
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...rest]);
};

/** Every color becomes its opposite. */
const NEGATIVE = [
	'LUT_3D_SIZE 2',
	...[0, 1].flatMap((b) => [0, 1].flatMap((g) => [0, 1].map((r) => `${1 - r} ${1 - g} ${1 - b}`))),
].join('\n');

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'library-'));
	const draft = join(folder, 'draft');
	const library = join(folder, 'library');
	mkdirSync(join(draft, 'assets'), { recursive: true });
	mkdirSync(library);
	ffmpeg('color=0x304050:s=640x360', '-frames:v', '1', join(draft, 'assets', 'base.png'));
	ffmpeg('color=0xff0000:s=270x135', '-frames:v', '1', join(library, '702.png'));
	// Half a second: black, with a white right half.
	ffmpeg(
		'color=black:s=320x180:r=30:d=0.5',
		...['-vf', 'drawbox=x=160:w=160:h=180:c=white:t=fill', join(library, 'snow.mp4')],
	);
	writeFileSync(join(library, 'night.cube'), NEGATIVE);
	writeFileSync(
		join(library, 'library.json'),
		JSON.stringify({ 雪花飘飘: 'snow.mp4', '99': 'night.cube' }),
	);
	const sticker = piece(['stickers', { name: '熊猫', resource_id: '702' }], ['s', 0, 1]);
	const effect = piece(
		['video_effects', { name: '雪花飘飘', resource_id: '88', value: 1 }],
		['e', 1, 2],
	);
	const filter = piece(
		['effects', { type: 'filter', name: '夜色', resource_id: '99', value: 1 }],
		['f', 3, 1],
	);
	writeFileSync(
		join(draft, 'draft_content.json'),
		JSON.stringify(
			draftOf(
				videoTrack(photo('assets/base.png', [0, 4])),
				track({ type: 'effect' }, effect),
				track({ type: 'filter' }, filter),
				track({ type: 'sticker' }, sticker),
			),
		),
	);
	const out = join(folder, 'out');
	mkdirSync(out);
	made = await renderFixture({ draft, options: {}, library, folder: out });
	video = await readVideo(made.file, [0.5, 1.1, 1.6, 2.4, 2.9, 3.5]);
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const colorAt = (time: number, x: number, y: number) => meanOf(video.at(time), [x, y, 4, 4]);

it('nothing is reported of what the library has', () => {
	expect(made.diagnostics).toEqual([]);
});

it('a sticker of 270 × 135 is 160 × 80 on a canvas 640 wide', () => {
	for (const [x, y] of [
		[244, 144],
		[392, 212],
	] as const)
		expect(colorAt(0.5, x, y)[0]).toBeGreaterThan(200);
	for (const [x, y] of [
		[232, 178],
		[404, 178],
		[318, 132],
		[318, 224],
	] as const)
		expect(colorAt(0.5, x, y)[0]).toBeLessThan(80);
});

it.each([1.1, 1.6, 2.4, 2.9])('an overlay of half a second is still there at %d s', (time) => {
	expect(colorAt(time, 500, 180)[1]).toBeGreaterThan(230);
	expect(colorAt(time, 100, 180)[1]).toBeLessThan(90);
});

it('a filter gives the colors of its LUT', () => {
	const [red, green, blue] = colorAt(3.5, 100, 100);
	expect(
		[red - (255 - 0x30), green - (255 - 0x40), blue - (255 - 0x50)].every((d) => Math.abs(d) < 8),
	).toBe(true);
});
