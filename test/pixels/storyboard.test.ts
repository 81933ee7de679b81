/** Contact sheets and posters of drafts, pixel by pixel. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderOptions } from '../../render-agent/src/config/options';
import type { StoryboardWish } from '../../render-agent/src/config/storyboardOptions';
import { drawPictures } from '../../render-agent/src/jobs/drawPictures';
import { readHere } from '../../render-agent/src/jobs/readTimeline';
import type { DraftPicture } from '../../render-agent/src/jobs/storyboard';
import { sheetLayoutOf } from '../../render-agent/src/render/sheetLayout';
import { captionPiece, clip, draftOf, photo, textTrack, videoTrack } from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { type RenderedDraft, renderFixture } from '../support/renderDraft';
import { type Looks, openLooks, type Pixels, pixelsOf } from '../support/looks';

jest.setTimeout(120_000);

const NEVER = new AbortController().signal;
const PAPER = [21, 23, 26];
const COLORS = { red: [255, 0, 0], lime: [0, 255, 0], blue: [0, 0, 255] } as const;

let folder = '';
let looks: Looks;

const make = (name: string, source: string, ...rest: string[]): void => {
	execFileSync(ffmpegPath(), [
		'-v',
		'error',
		'-y',
		'-f',
		'lavfi',
		'-i',
		source,
		...rest,
		join(folder, name),
	]);
};

/** Red for two seconds, green for two, blue for two with a caption; after a minute a file that nobody has. */
const DRAFT = draftOf(
	videoTrack(
		photo('assets/red.png', [0, 2]),
		clip('assets/lime.mp4', [2, 2]),
		photo('assets/blue.png', [4, 2]),
		clip('assets/nobody.mp4', [60, 6]),
	),
	textTrack(captionPiece('字幕', [4, 2])),
);

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'storyboard-'));
	mkdirSync(join(folder, 'assets'));
	make('assets/red.png', 'color=red:s=640x360', '-frames:v', '1');
	make('assets/blue.png', 'color=blue:s=640x360', '-frames:v', '1');
	make(
		'assets/lime.mp4',
		'color=lime:s=640x360:r=30:d=4,format=rgb24',
		...['-vf', 'scale=out_color_matrix=bt709:out_range=limited,format=yuv420p'],
		...['-c:v', 'libx264', '-qp', '0', '-colorspace', 'bt709'],
	);
	writeFileSync(join(folder, 'draft_content.json'), JSON.stringify(DRAFT));
	looks = await openLooks();
});
afterAll(async () => {
	await looks.close();
	rmSync(folder, { recursive: true, force: true });
});

const draw = (wish: StoryboardWish, options: object = {}, signal = NEVER): Promise<DraftPicture> =>
	looks.storyboard({ draft: folder, options: renderOptions.parse(options) }, wish, signal);

const close = (got: readonly number[], wanted: readonly number[], within = 3): boolean =>
	got.every((value, i) => Math.abs(value - (wanted[i] ?? 0)) <= within);

const brightest = (pixels: Pixels, [from, to]: readonly [number, number], row: number): number => {
	let most = 0;
	for (let x = from; x < to; x++) most = Math.max(most, ...pixels.at(x, row));
	return most;
};

describe('a contact sheet', () => {
	let picture: DraftPicture;
	let pixels: Pixels;
	const spec = { ratio: 640 / 360, count: 11, columns: 4, width: 800 };
	const layout = sheetLayoutOf(spec);

	beforeAll(async () => {
		const wish = { kind: 'sheet', count: 11, columns: 4, width: 800 } as const;
		picture = await draw(wish, { on_missing: 'skip' });
		pixels = pixelsOf(picture.png, picture);
	});

	const middleOf = (index: number) => {
		const { x, y } = layout.cells[index] ?? { x: 0, y: 0 };
		return pixels.at(x + (layout.cell.width >> 1), y + (layout.cell.height >> 1));
	};

	it('shows the frames at its times, spread over the draft and half a second after cuts', () => {
		expect(picture.times).toHaveLength(11);
		// Eleven shares of 6 s: the first holds three shots of two seconds, of which the first is shown.
		expect(picture.times[0]).toBe(1);
		expect(picture.times.slice(1, 3)).toEqual([6.5, 15]);
		expect(picture.times[10]).toBe(60.5);
		expect(close(middleOf(0), COLORS.red)).toBe(true);
		expect(close(middleOf(5), [0, 0, 0])).toBe(true);
	});

	it('has tidy margins: nothing but paper left and right, equal to a pixel', () => {
		const first = layout.cells[0] ?? { x: 0, y: 0 };
		const last = layout.cells[3] ?? { x: 0, y: 0 };
		const right = picture.width - last.x - layout.cell.width;
		expect(Math.abs(first.x - right)).toBeLessThanOrEqual(1);
		for (let y = 0; y < picture.height; y++) {
			expect([y, pixels.at(first.x - 2, y)]).toEqual([y, PAPER]);
			expect([y, pixels.at(picture.width - right + 1, y)]).toEqual([y, PAPER]);
		}
	});

	it('has the time under each picture and nothing under the place of a twelfth', () => {
		layout.cells.forEach(({ x, y }) => {
			const baseline = y + layout.cell.height + layout.baselines.below;
			const rows = [2, 3, 4, 5, 6, 7].map((up) => brightest(pixels, [x, x + 60], baseline - up));
			expect(Math.max(...rows)).toBeGreaterThan(110);
		});
		const { x } = layout.cells[3] ?? { x: 0 };
		const { y } = layout.cells[8] ?? { y: 0 };
		expect(pixels.at(x + 20, y + 20)).toEqual(PAPER);
	});
});

describe('a poster', () => {
	it('is the frame at its time, in the size of the video, opening nothing that it does not show', async () => {
		// `on_missing: fail` and a file that nobody has, a minute later.
		const green = await draw({ kind: 'poster', at: 2.5 });
		expect(green).toMatchObject({ width: 640, height: 360, times: [2.5] });
		const pixels = pixelsOf(green.png, green);
		for (const [x, y] of [
			[0, 0],
			[639, 0],
			[320, 180],
			[0, 359],
			[639, 359],
		] as const)
			expect([x, y, close(pixels.at(x, y), COLORS.lime)]).toEqual([x, y, true]);
	});

	it('has captions, at another width too', async () => {
		const blue = await draw({ kind: 'poster', at: 5, width: 320 });
		expect(blue).toMatchObject({ width: 320, height: 180 });
		const pixels = pixelsOf(blue.png, blue);
		expect(close(pixels.at(4, 4), COLORS.blue)).toBe(true);
		const rows = Array.from({ length: 20 }, (_, i) => 80 + i);
		// White letters on blue: red is where a letter is.
		const lit = rows.flatMap((y) =>
			Array.from({ length: 120 }, (_, i) => pixels.at(100 + i, y)).filter(([red]) => red > 200),
		);
		expect(lit.length).toBeGreaterThan(15);
	});

	it('at the end is the last frame, behind it is refused; one that needs a missing file names it', async () => {
		await expect(draw({ kind: 'poster', at: 5000 })).rejects.toMatchObject({
			code: 'REQUEST_INVALID',
			object: {
				en: 'at: 5000 lies behind the end of the video, which lasts 66 s; write seconds from 0 to 66',
			},
		});
		await expect(draw({ kind: 'poster', at: 66 })).rejects.toMatchObject({
			code: 'MEDIA_MISSING',
			object: { en: 'nobody.mp4' },
		});
		const black = await draw({ kind: 'poster', at: 66 }, { on_missing: 'skip' });
		expect(black.times).toEqual([65.967]);
	});

	it('behind the end of a file that is shorter than its clip shows the last picture of it', async () => {
		const draft = join(folder, 'beyond');
		cpSync(join(folder, 'assets'), join(draft, 'assets'), { recursive: true });
		const content = draftOf(videoTrack(clip('assets/lime.mp4', [0, 12])));
		writeFileSync(join(draft, 'draft_content.json'), JSON.stringify(content));
		const wish = { kind: 'poster', at: 10 } as const;
		const held = await looks.storyboard({ draft, options: renderOptions.parse({}) }, wish, NEVER);
		expect(close(pixelsOf(held.png, held).at(320, 180), COLORS.lime)).toBe(true);
	});

	it('that is given up ends at once and leaves nothing', async () => {
		const gone = new AbortController();
		const drawing = draw(
			{ kind: 'sheet', count: 30, width: 1600 },
			{ on_missing: 'skip' },
			gone.signal,
		);
		gone.abort(new Error('the caller has gone'));
		await expect(drawing).rejects.toThrow('the caller has gone');
		expect(await looks.leftOver()).toEqual([]);
	});
});

describe('pictures that go along with a video', () => {
	/** Red for a second, green for three, blue for one. */
	const SHORT = draftOf(
		videoTrack(
			photo('assets/red.png', [0, 1]),
			clip('assets/lime.mp4', [1, 3]),
			photo('assets/blue.png', [4, 1]),
		),
	);
	let made: RenderedDraft;
	beforeAll(async () => {
		const draft = join(folder, 'short');
		cpSync(join(folder, 'assets'), join(draft, 'assets'), { recursive: true });
		writeFileSync(join(draft, 'draft_content.json'), JSON.stringify(SHORT));
		const pictures = ['poster', 'storyboard'] as const;
		made = await renderFixture({ draft, options: {}, pictures, folder: join(folder, 'work') });
	});

	const pixelsIn = (index: number, size: { width: number; height: number }): Pixels => {
		const { file = '', bytes, sha256 } = made.pictures[index] ?? {};
		const png = readFileSync(file);
		const digest = createHash('sha256').update(png).digest('hex');
		expect({ bytes, sha256 }).toEqual({ bytes: png.length, sha256: digest });
		return pixelsOf(png, size);
	};

	it('are the longest shot in the size of the video, and twelve moments', () => {
		expect(made.pictures.map(({ kind }) => kind)).toEqual(['poster', 'storyboard']);
		const poster = pixelsIn(0, { width: 640, height: 360 });
		expect(close(poster.at(3, 3), COLORS.lime)).toBe(true);
		const { width, height, cells, cell } = sheetLayoutOf({
			...{ ratio: 640 / 360, count: 12, width: 1600 },
		});
		const sheet = pixelsIn(1, { width, height });
		const colors = [0, 6, 11].map((index) => {
			const { x, y } = cells[index] ?? { x: 0, y: 0 };
			return sheet.at(x + (cell.width >> 1), y + (cell.height >> 1));
		});
		const shown = [COLORS.red, COLORS.lime, COLORS.blue];
		expect(colors.map((color, i) => close(color, shown[i] ?? []))).toEqual([true, true, true]);
	});

	it('that cannot be drawn are a warning; a render that was stopped stays stopped', async () => {
		const { timeline } = readHere({ text: Buffer.from(JSON.stringify(SHORT)) });
		const threads = { perform: () => Promise.reject(new Error('broken')) };
		const along = { facts: new Map(), kinds: ['poster' as const], folder, threads };
		expect(await drawPictures({ timeline, fonts: [] }, along, NEVER)).toMatchObject({
			pictures: [],
			diagnostics: [
				{
					code: 'PICTURE_UNDRAWN',
					text: { en: expect.stringMatching(/the poster.*wrong/) as string },
				},
			],
		});
		const stopped = AbortSignal.abort(new Error('stopped'));
		await expect(drawPictures({ timeline, fonts: [] }, along, stopped)).rejects.toThrow('stopped');
	});
});
