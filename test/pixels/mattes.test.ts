/** Masks that are no plain shape: closed lines, letters, and pictures of the user's library. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftOf, extra, keyframes, type Json, photo, videoTrack } from '../support/drafts';
import { flatColor, framesOfDraft, small } from '../support/draftStudio';
import { ffmpegPath } from '../support/ffmpegPath';
import { readVideo } from '../support/media';
import { renderFixture } from '../support/renderDraft';
import { near, openStudio } from '../support/studio';
import { type Frame, pixelOf, type Rgb } from '../support/video';

jest.setTimeout(60_000);

const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];
const GRAY: Rgb = [128, 128, 128];

const studio = openStudio();
afterAll(() => {
	studio.close();
});

/** A red clip with a mask over gray, both 64 × 36; places count from the middle. */
const masked = async (mask: Json, ...changes: Parameters<typeof keyframes>[]) => {
	const own = extra('common_mask', { name: '手绘', resource_id: '7414333113955783185', ...mask });
	const keyed = changes.map((one) => keyframes(...one));
	const tracks = [
		videoTrack(flatColor('#808080', [0, 0.2])),
		videoTrack(flatColor('#FF0000', [0, 0.2], own, ...keyed)),
	];
	const frames = await framesOfDraft(small(...tracks), studio);
	return (x: number, y: number, frame = 0): Rgb => pixelOf(frames[frame] as Frame, 32 + x, 18 + y);
};

const WHOLE = { width: 1, height: 1 };
/** The left half, written in shares from the top left. */
const LEFT = [
	{ x: 0, y: 0 },
	{ x: 0.5, y: 0 },
	{ x: 0.5, y: 1 },
	{ x: 0, y: 1 },
];

describe('a line drawn by hand', () => {
	it.each([
		['a list', { contour_path: LEFT }],
		['JSON in a text', { contour_path: JSON.stringify({ path: { points: LEFT } }) }],
		[
			'pairs from the middle',
			{
				position_info: {
					points: [
						[-1, 1],
						[0, 1],
						[0, -1],
						[-1, -1],
					],
				},
			},
		],
	])('keeps what lies inside, written as %s', async (_, written) => {
		const seen = await masked({ resource_type: 'contour', config: WHOLE, ...written });
		for (const y of [-17, 0, 17]) {
			expect(seen(-30, y)).toEqual(near(RED));
			expect(seen(-2, y)).toEqual(near(RED));
			expect(seen(2, y)).toEqual(near(GRAY));
			expect(seen(30, y)).toEqual(near(GRAY));
		}
	});

	it('turns inside out, is placed and softened as other masks are', async () => {
		const contour = { resource_type: 'contour', contour_path: LEFT };
		const out = await masked({ ...contour, config: { ...WHOLE, invert: true } });
		expect(out(-20, 0)).toEqual(near(GRAY));
		expect(out(20, 0)).toEqual(near(RED));
		const right = await masked({ ...contour, config: { ...WHOLE, centerX: 1 } });
		expect(right(-3, 0)).toEqual(near(GRAY));
		expect(right(3, 0)).toEqual(near(RED));
		const small = await masked({ ...contour, config: { width: 0.5, height: 0.5 } });
		expect(small(-20, 0)).toEqual(near(GRAY));
		expect(small(-8, 0)).toEqual(near(RED));
		expect(small(-8, 12)).toEqual(near(GRAY));
		const [, half] = (await masked({ ...contour, config: { ...WHOLE, feather: 0.4 } }))(0, 0);
		expect(half).toBeGreaterThan(40);
		expect(half).toBeLessThan(90);
	});

	it('of a triangle has slanted sides', async () => {
		const triangle = [
			[0.5, 0],
			[1, 1],
			[0, 1],
		];
		const seen = await masked({ resource_type: 'custom', config: WHOLE, contour_path: triangle });
		expect(seen(0, -10)).toEqual(near(RED));
		expect(seen(-20, -10)).toEqual(near(GRAY));
		expect(seen(-20, 16)).toEqual(near(RED));
	});
});

describe('the edge of what is no plain shape', () => {
	const mask_stroke = { color: '#00FF00', size: 1, alpha: 1 };
	const contour = { resource_type: 'contour', contour_path: LEFT, config: WHOLE };
	const letters = { resource_type: 'text', text_config: { content: '■', font_size: 60 } };

	it('has its line, half of it on each side, within the clip', async () => {
		const seen = await masked({ ...contour, mask_stroke });
		// 3.6 pixels wide.
		expect([seen(-5, 0), seen(-1, 0), seen(1, 0), seen(5, 0)]).toEqual([
			...[near(RED), near(GREEN, 80), near(GREEN, 40), near(GRAY)],
		]);
		const inverted = await masked({ ...contour, mask_stroke, config: { ...WHOLE, invert: true } });
		expect([inverted(-5, 0), inverted(-1, 0), inverted(5, 0)]).toEqual([
			...[near(GRAY), near(GREEN, 80), near(RED)],
		]);
	});

	it('has its line around letters too', async () => {
		const plain = await masked({ ...letters, config: WHOLE });
		const lined = await masked({ ...letters, config: WHOLE, mask_stroke });
		const edge = Array.from({ length: 31 }, (_, x) => x).findIndex((x) => plain(x, 0)[0] < 170);
		expect(edge).toBeGreaterThan(4);
		const [, inside] = lined(edge - 1, 0);
		expect(inside).toBeGreaterThan(200);
		expect([lined(0, 0), lined(edge - 5, 0), lined(edge + 5, 0)]).toEqual([
			...[near(RED), near(RED), near(GRAY)],
		]);
	});

	it('lies further out, or further in, as its expansion says', async () => {
		const at = (expansion: number) => masked({ ...contour, config: { ...WHOLE, expansion } });
		// A fifth of half the shorter side: 3.6 pixels.
		const [wide, narrow] = [await at(0.2), await at(-0.2)];
		expect([wide(2, 0), wide(6, 0)]).toEqual([near(RED), near(GRAY)]);
		expect([narrow(-6, 0), narrow(-2, 0)]).toEqual([near(RED), near(GRAY)]);
		const keyed = await masked(contour, ['KFTypeCommonMaskExpansion', [0, 0.5]]);
		expect([keyed(7, 0), keyed(11, 0)]).toEqual([near(RED), near(GRAY)]);
	});
});

describe('letters', () => {
	const square = { content: '■', font_size: 60 };
	const text = { resource_type: 'text', config: WHOLE };

	it('keep what lies under them, and follow their mask', async () => {
		const seen = await masked({ ...text, text_config: square });
		expect(seen(0, 0)).toEqual(near(RED));
		expect(seen(-30, 0)).toEqual(near(GRAY));
		expect(seen(0, -17)).toEqual(near(GRAY));
		const moved = await masked({
			...text,
			config: { ...WHOLE, centerX: 0.75 },
			text_config: square,
		});
		expect(moved(0, 0)).toEqual(near(GRAY));
		expect(moved(24, 0)).toEqual(near(RED));
	});

	it('are as large as their size and scale say, and as their keyframes do', async () => {
		const edge = async (config: Json, ...changes: Parameters<typeof keyframes>[]) => {
			const seen = await masked({ ...text, text_config: { ...square, ...config } }, ...changes);
			return [0, 5].map(
				(frame) =>
					Array.from({ length: 32 }, (_, x) => seen(x, 0, frame)).filter(([r]) => r > 190).length,
			);
		};
		const [one = 0] = await edge({});
		const [half = 0] = await edge({ scale: 0.5 });
		expect(half).toBeGreaterThan(3);
		expect(Math.abs(one - 2 * half)).toBeLessThanOrEqual(2);
		const [first, last = 0] = await edge({ scale: 0.5 }, [
			'KFTypeCommonMaskSizeWidth',
			...([
				[0, 1],
				[0.16, 2],
			] as const),
		]);
		expect(first).toBe(half);
		expect(Math.abs(last - one)).toBeLessThanOrEqual(1);
	});
});

describe('a picture of the library', () => {
	const folder = mkdtempSync(join(tmpdir(), 'matte-'));
	const [draft, library] = [join(folder, 'draft'), join(folder, 'library')];
	const make = (source: string, filter: string, file: string): void => {
		const from = ['-v', 'error', '-f', 'lavfi', '-i', `color=${source}`];
		execFileSync(ffmpegPath(), [...from, '-vf', filter, '-frames:v', '1', file]);
	};
	beforeAll(() => {
		mkdirSync(draft);
		mkdirSync(library);
		make('red:s=640x360', 'format=rgb24', join(draft, 'a.png'));
		// The left half, white on black and black on nothing.
		const box = 'drawbox=w=iw/2:h=ih:t=fill:c';
		make('black:s=64x36', `${box}=white,format=rgb24`, join(library, '奇形.png'));
		make(
			'black:s=64x36',
			`format=rgba,colorchannelmixer=aa=0,${box}=black@1:replace=1`,
			join(library, '7350964630979613186.png'),
		);
	});
	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	it.each([
		['light is', { resource_type: 'odd', name: '奇形' }],
		['opaque is', { resource_type: 'heart', name: '爱心', resource_id: '7350964630979613186' }],
	])('is the shape of a mask that is not drawn without it: what is %s kept', async (_, mask) => {
		const masked = extra('masks', { ...mask, config: WHOLE });
		const json = draftOf(videoTrack(photo('a.png', [0, 0.2], masked)));
		writeFileSync(join(draft, 'draft_content.json'), JSON.stringify(json));
		const work = { draft, options: {}, library, folder: mkdtempSync(join(folder, 'out-')) };
		const done = await renderFixture(work);
		expect(done.diagnostics).toEqual([]);
		const frame = (await readVideo(done.file, [0.1])).at(0.1);
		expect(pixelOf(frame, 100, 180)).toEqual(near(RED, 4));
		expect(pixelOf(frame, 540, 180)).toEqual(near([0, 0, 0], 4));
	});
});
