/** What drafts give clips beside their picture: effects for a while, gradients, keyframed keys, what masks have around them. */
import {
	captionPiece,
	type Change,
	draftOf,
	extra,
	type Json,
	keyframes,
	materialWith,
	photo,
	type Piece,
	piece,
	textTrack,
	track,
	videoTrack,
} from '../support/drafts';
import { flatColor, framesOfDraft, middleOf, small } from '../support/draftStudio';
import { hex, made, near, openStudio } from '../support/studio';
import { type Frame, meanOf, pixelOf, type Rgb } from '../support/video';

const GRAY: Rgb = [128, 128, 128];
const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];
const BLUE: Rgb = [0, 0, 255];
const text = (color: Rgb): string => hex(color).replace('0x', '#');

const studio = openStudio();
beforeAll(async () => {
	const cells = [RED, BLUE].flatMap((color) => made(`color=${hex(color)}:s=4x36:d=1`));
	const pairs = ['-filter_complex', '[0][1]hstack=inputs=2,format=rgb24', '-frames:v', '1'];
	await studio.make('pair.png', ...cells, ...pairs);
	await studio.make('green.png', ...made(`color=${hex([0, 217, 26])}:s=64x36`), '-frames:v', '1');
});
afterAll(() => {
	studio.close();
});

const framesOf = (...tracks: Parameters<typeof small>): Promise<readonly Frame[]> =>
	framesOfDraft(small(...tracks), studio);

describe('an effect with a time range', () => {
	const grayOf = (frame: Frame | undefined): boolean => {
		const [red, green, blue] = middleOf(frame);
		return Math.max(red, green, blue) - Math.min(red, green, blue) < 12;
	};
	const effect = (fields: Json): Change =>
		extra('video_effects', { type: 'video_effect', name: '黑白', ...fields });
	const range = (start: number, duration: number): Json => ({
		start: start * 1e6,
		duration: duration * 1e6,
	});
	const shown = async (one: Piece): Promise<string> =>
		(await framesOf(videoTrack(one))).map((frame) => (grayOf(frame) ? 'x' : '.')).join('');

	it('is drawn on its clip in that range only', async () => {
		const clip = flatColor('#FF0000', [0, 0.4], effect({ time_range: range(0.1, 0.2) }));
		expect(await shown(clip)).toBe('...xxxxxx...');
	});

	it('whose range lies on the timeline behind the clip counts from its start', async () => {
		const before = flatColor('#FF0000', [0, 0.2]);
		const clip = flatColor('#FF0000', [0.2, 0.2], effect({ apply_time_range: range(0.3, 0.1) }));
		const frames = await framesOf(videoTrack(before, clip));
		expect(frames.map((frame) => (grayOf(frame) ? 'x' : '.')).join('')).toBe('.........xxx');
	});

	it('on a track of its own keeps to it as well', async () => {
		const own = piece(
			['video_effects', { type: 'video_effect', name: '黑白', time_range: range(0.1, 0.1) }],
			['e', 0.1, 0.3],
		);
		const frames = await framesOf(
			videoTrack(flatColor('#FF0000', [0, 0.4])),
			track({ type: 'effect' }, own),
		);
		expect(frames.map((frame) => (grayOf(frame) ? 'x' : '.')).join('')).toBe('......xxx...');
	});
});

describe('a clip of a gradient', () => {
	const gradient = async (fields: Json, ...changes: Change[]): Promise<Frame> => {
		const colors = { is_gradient: true, gradient_colors: ['#FF0000', '#0000FF'], ...fields };
		const one = piece(['material_colors', colors], ['g', 0, 0.04], changes);
		const [frame] = await framesOf(videoTrack(flatColor(text(GRAY), [0, 0.04])), videoTrack(one));
		if (!frame) throw new RangeError('no frame');
		return frame;
	};

	it('leads from its first color to its last in the direction of its angle', async () => {
		const right = await gradient({ gradient_angle: 0 });
		for (const x of [2, 18, 32, 46, 62]) {
			const share = x / 64;
			const wanted: Rgb = [255 * (1 - share), 0, 255 * share];
			expect(meanOf(right, [x - 1, 12, 2, 12])).toEqual(near(wanted, 4));
		}
		const up = await gradient({ gradient_angle: 90 });
		expect(meanOf(up, [24, 0, 16, 2])).toEqual(near([7, 0, 248], 5));
		expect(meanOf(up, [24, 34, 16, 2])).toEqual(near([248, 0, 7], 5));
	});

	it('has its colors where their shares say, and holds them beyond', async () => {
		const fields = {
			...{ gradient_colors: ['#FF0000', '#00FF00', '#0000FF'], gradient_angle: 0 },
			gradient_percents: [0.25, 0.5, 0.75],
		};
		const frame = await gradient(fields);
		expect(meanOf(frame, [2, 12, 8, 12])).toEqual(near(RED, 4));
		expect(meanOf(frame, [31, 12, 2, 12])).toEqual(near(GREEN, 20));
		expect(meanOf(frame, [54, 12, 8, 12])).toEqual(near(BLUE, 4));
	});

	it('that is clear at one end shows what lies beneath there, into every corner', async () => {
		const colors = { gradient_colors: ['#00FF0000', '#00FF00'], gradient_angle: 45 };
		const frame = await gradient(colors);
		expect(pixelOf(frame, 0, 35)).toEqual(near(GRAY, 4));
		expect(pixelOf(frame, 63, 0)).toEqual(near(GREEN, 6));
		expect(pixelOf(frame, 32, 18)).toEqual(near([64, 192, 64], 6));
	});

	it('scales and fades like any clip', async () => {
		const half = await gradient(
			{ gradient_angle: 0 },
			keyframes('KFTypeScaleX', [0, 0.5]),
			keyframes('KFTypeAlpha', [0, 0.5]),
		);
		expect(meanOf(half, [2, 2, 8, 8])).toEqual(near(GRAY));
		expect(meanOf(half, [17, 12, 2, 12])).toEqual(near([64 + 122, 64, 64 + 6], 6));
	});
});

it('keyframes of a chroma key let its color go as they rise', async () => {
	const key = extra('chromas', { color: '#00D91A', intensity_value: 0 });
	const keyed = keyframes('KFTypeChromaIntensity', [0, 0], [0.2, 0], [0.201, 0.5]);
	const frames = await framesOf(
		videoTrack(flatColor(text(GRAY), [0, 0.4])),
		videoTrack(photo('green.png', [0, 0.4], key, keyed)),
	);
	expect(middleOf(frames[5])).toEqual(near([0, 217, 26], 4));
	expect(middleOf(frames[7])).toEqual(near(GRAY, 4));
});

describe('a mask', () => {
	/** A red clip over gray, 64 × 36, its mask a rectangle of 32 × 18 in the middle unless changed. */
	const masked = async (
		mask: Json,
		...changes: Change[]
	): Promise<(x: number, y: number) => Rgb> => {
		const config = { width: 0.5, height: 0.5, ...(mask['config'] as Json | undefined) };
		const own = extra('common_mask', { resource_type: 'rectangle', ...mask, config });
		const [frame] = await framesOf(
			videoTrack(flatColor(text(GRAY), [0, 0.04])),
			videoTrack(flatColor('#FF0000', [0, 0.04], own, ...changes)),
		);
		return (x, y) => (frame ? pixelOf(frame, 32 + x, 18 + y) : [NaN, NaN, NaN]);
	};

	it('with an outline has a line along its edge', async () => {
		const stroke = { color: '#00FF00', size: 1, alpha: 1 };
		const seen = await masked({ mask_stroke: stroke });
		// 3.6 pixels wide, half of it on each side.
		expect(seen(0, 0)).toEqual(near(RED));
		expect(seen(-16, 0)).toEqual(near(GREEN, 6));
		expect(seen(15, 0)).toEqual(near(GREEN, 45));
		expect(seen(0, -10)).toEqual(near(GREEN, 45));
		expect(seen(-21, 0)).toEqual(near(GRAY));
		expect(seen(-11, 0)).toEqual(near(RED));
	});

	it('turned inside out has the same line, and nothing of it beside the clip', async () => {
		const stroke = { color: '#00FF00', size: 1, alpha: 1 };
		const seen = await masked({ mask_stroke: stroke, config: { invert: true } });
		expect(seen(0, 0)).toEqual(near(GRAY));
		expect(seen(-16, 0)).toEqual(near(GREEN, 6));
		expect(seen(-21, 0)).toEqual(near(RED));
		const line = await masked({ resource_type: 'line', mask_stroke: stroke });
		expect(line(0, -8)).toEqual(near(RED));
		expect(line(-30, 0)).toEqual(near(GREEN, 6));
		expect(line(0, 8)).toEqual(near(GRAY));
	});

	it('with a shadow has it beneath what it keeps, where its angle says', async () => {
		const shadow = { color: '#000000', alpha: 1, distance: 0.5, angle: -90, blur: 0 };
		const seen = await masked({ mask_shadow: shadow });
		expect(seen(0, 0)).toEqual(near(RED));
		expect(seen(0, 11)).toEqual(near([0, 0, 0], 20));
		expect(seen(0, 15)).toEqual(near(GRAY));
		expect(seen(0, -11)).toEqual(near(GRAY));
	});

	it('that expands is larger all around, by half its shorter side at 1; keyframes move it', async () => {
		const plain = await masked({});
		expect(plain(20, 0)).toEqual(near(GRAY));
		const wide = await masked({ config: { expansion: 0.6 } });
		expect(wide(20, 0)).toEqual(near(RED));
		expect(wide(0, -13)).toEqual(near(RED));
		expect(wide(23, 0)).toEqual(near(GRAY));
		const keyed = await masked({}, keyframes('KFTypeCommonMaskExpansion', [0, -0.5]));
		expect(keyed(13, 0)).toEqual(near(GRAY));
		expect(keyed(10, 0)).toEqual(near(RED));
	});
});

it('a heart is a square on its corner with two half circles, its line as wide everywhere', async () => {
	const mask = extra('masks', {
		...{ resource_type: 'geometric_shape', name: '爱心', config: { width: 0.5, height: 0.9 } },
		mask_stroke: { color: '#00FF00', size: 1, alpha: 1 },
	});
	const [frame] = await framesOfDraft(
		draftOf(
			videoTrack(flatColor(text(GRAY), [0, 0.04])),
			videoTrack(flatColor('#FF0000', [0, 0.04], mask)),
		),
		studio,
	);
	const at = (x: number, y: number): Rgb =>
		frame ? pixelOf(frame, Math.round(320 + x), Math.round(180 + y)) : [NaN, NaN, NaN];
	// 320 × 324 pixels; the line reaches 18 pixels to both sides.
	const bow = Math.SQRT2 / 4;
	const [perX, perY] = [160 / (0.25 + bow), 162 / ((0.75 + bow) / 2)];
	const place = (hx: number, hy: number) => [hx * perX, 162 - hy * perY] as const;
	const steps = [-23, -14, 0, 14, 23];
	const across = (
		[x, y]: readonly [number, number],
		[dx, dy]: readonly [number, number],
		most = steps.length,
	) => steps.slice(0, most).map((step) => at(x + dx * step, y + dy * step));
	const [side, sideways] = [place(0.3, 0.3), Math.hypot(perX, perY)];
	expect(across(side, [perY / sideways, perX / sideways])).toEqual([
		near(RED),
		near(GREEN),
		near(GREEN),
		near(GREEN),
		near(GRAY),
	]);
	expect(across(place(0.25, 0.75 + bow), [0, -1], 3)).toEqual([
		near(RED),
		near(GREEN),
		near(GREEN),
	]);
	expect(at(0, 162 - perY - 40)).toEqual(near(GRAY));
	expect(at(...place(0, 0.6))).toEqual(near(RED));
});

describe('captions', () => {
	const inkOf = async (...changes: Change[]): Promise<{ most: number; wide: number }> => {
		const [frame] = await framesOfDraft(
			draftOf(textTrack(captionPiece('国', [0, 0.04], ...changes))),
			studio,
		);
		const reds = Array.from({ length: 640 }, (_, x) => (frame ? pixelOf(frame, x, 180)[0] : NaN));
		const inked = reds.flatMap((red, x) => (red > 6 ? [x] : []));
		return { most: Math.max(...reds), wide: (inked.at(-1) ?? 0) - (inked[0] ?? 0) };
	};

	it('are blurred beyond their letters by an effect, as much as the canvas asks for', async () => {
		const plain = await inkOf();
		const effect = extra('video_effects', { type: 'video_effect', name: '模糊', value: 1 });
		const blurred = await inkOf(effect);
		expect(plain.most).toBeGreaterThan(250);
		expect(blurred.most).toBeLessThan(200);
		expect(blurred.wide).toBeGreaterThan(plain.wide + 12);
	});

	it.each(['KFTypeScale', 'KFTypeScaleX'])('grow with keyframes of %s', async (property) => {
		const plain = await inkOf();
		const large = await inkOf(keyframes(property, [0, 3]));
		expect(large.wide / plain.wide).toBeCloseTo(3, 0);
	});

	it('turn about their middle with keyframes of KFTypeRotation', async () => {
		const line = (angle: number) => inkOfText('一一一一', keyframes('KFTypeRotation', [0, angle]));
		expect((await line(0)).wide).toBeGreaterThan(100);
		expect((await line(90)).wide).toBeLessThan(50);
	});

	const inkOfText = async (words: string, ...changes: Change[]): Promise<{ wide: number }> => {
		const [frame] = await framesOfDraft(
			draftOf(textTrack(captionPiece(words, [0, 0.04], ...changes))),
			studio,
		);
		const columns = Array.from({ length: 640 }, (_, x) => x).filter(
			(x) => frame && meanOf(frame, [x, 60, 1, 240])[0] > 1,
		);
		return { wide: (columns.at(-1) ?? 0) - (columns[0] ?? 0) };
	};
});

it('the outline that a video has for its masks is drawn along its mask', async () => {
	const stroke = { color: '#00FF00', size: 1, alpha: 1, resource_id: '7', type: 'line' };
	const mask = extra('masks', {
		...{ resource_type: 'rectangle', config: { width: 0.5, height: 0.5 } },
	});
	const [frame] = await framesOf(
		videoTrack(photo('green.png', [0, 0.04], materialWith({ video_mask_stroke: stroke }), mask)),
	);
	expect(frame && pixelOf(frame, 16, 18)).toEqual(near(GREEN, 40));
});
