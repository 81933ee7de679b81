import { CHECK_TYPES, checkOf, readFixtures } from '../../support/manifest';
import { counterOf, findingOf } from '../../support/checks';
import type { Sound } from '../../support/samples';
import { type Frame, indexAt, type Region, type Rgb, type Video } from '../../support/video';
import { join } from 'node:path';

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
const RED: Rgb = [224, 16, 16];

interface Patch {
	readonly color: Rgb;
	readonly region: Region;
}

/** A picture of one color with patches of others. */
const painted = (
	size: readonly [number, number],
	ground: Rgb,
	patches: readonly Patch[],
): Frame => {
	const [width, height] = size;
	const rgb = new Uint8Array(width * height * 3);
	const fill = ({ color, region: [left, top, wide, high] }: Patch): void => {
		for (let y = top; y < top + high; y++)
			for (let x = left; x < left + wide; x++) rgb.set(color, (y * width + x) * 3);
	};
	fill({ color: ground, region: [0, 0, width, height] });
	patches.forEach(fill);
	return { width, height, rgb };
};

/** A video whose picture changes every second. */
const shown = (...pictures: readonly Frame[]): Video => ({
	width: pictures[0]?.width ?? 0,
	height: pictures[0]?.height ?? 0,
	fps: 1,
	frames: pictures.length,
	at: (time) => pictures[indexAt(time, 1, pictures.length)] as Frame,
});

const SILENT: Sound = { rate: 48_000, samples: new Float32Array(48_000) };

const tone = (frequency: number, amplitude: number): Sound => ({
	rate: 48_000,
	samples: Float32Array.from(
		{ length: 48_000 },
		(_, i) => amplitude * Math.sin((2 * Math.PI * frequency * i) / 48_000 + 1),
	),
});

const check = (fields: Readonly<Record<string, unknown>>) =>
	checkOf({ certainty: 'CERTAIN', t: 0, ...fields });

const seen = (fields: Readonly<Record<string, unknown>>, ...pictures: readonly Frame[]) =>
	findingOf(check(fields), shown(...pictures), SILENT);

const heard = (fields: Readonly<Record<string, unknown>>, sound: Sound) =>
	findingOf(check({ t0: 0.1, t1: 0.9, ...fields }), shown(), sound);

const patch = (color: Rgb, region: Region): Patch => ({ color, region });

describe('pixel', () => {
	const wanted = { type: 'pixel', region: [2, 2, 4, 4], rgb: RED, tol: 28 };

	it('holds where the mean is the color', () => {
		expect(seen(wanted, painted([16, 16], BLACK, [patch(RED, [2, 2, 4, 4])]))).toBeUndefined();
	});

	it('fails with the color that was seen', () => {
		const half = painted([16, 16], BLACK, [patch(RED, [2, 2, 2, 4])]);
		expect(seen(wanted, half)).toBe(
			'pixel at 0 s: the mean of [2, 2, 4, 4] is rgb(112, 8, 8), not rgb(224, 16, 16) ± 28',
		);
	});

	it('looks at the picture on screen at its time', () => {
		const pictures = [painted([16, 16], BLACK, []), painted([16, 16], RED, [])];
		expect(seen({ ...wanted, t: 1.2 }, ...pictures)).toBeUndefined();
		expect(seen({ ...wanted, t: 0.9 }, ...pictures)).toContain('rgb(0, 0, 0)');
	});
});

describe('frame counter', () => {
	const counting = (n: number): Frame =>
		painted(
			[640, 360],
			[32, 64, 96],
			Array.from({ length: 8 }, (_, k) =>
				patch((n >> k) & 1 ? WHITE : BLACK, [80 * k, 320, 80, 40]),
			),
		);

	it('is read from the blocks, lowest bit at the left', () => {
		expect([0, 1, 45, 128, 255].map((n) => counterOf(counting(n)))).toEqual([0, 1, 45, 128, 255]);
	});

	it('fails when the clip is further off than allowed', () => {
		const wanted = { type: 'frame_counter', n: 45, tol_frames: 1 };
		expect(seen(wanted, counting(46))).toBeUndefined();
		expect(seen(wanted, counting(47))).toContain('its frame 47, not 45 ± 1');
	});
});

describe('color box', () => {
	const wanted = {
		type: 'color_bbox',
		rgb: WHITE,
		color_tol: 60,
		center: [50, 30],
		tol_center: 4,
		width: [18, 24],
		height: [8, 12],
	};
	const boxed = (region: Region): Frame => painted([100, 60], BLACK, [patch(WHITE, region)]);

	it('holds for a box of that size at that place', () => {
		expect(seen(wanted, boxed([40, 25, 20, 10]))).toBeUndefined();
	});

	it('fails for a box elsewhere, too wide, too high, or not there', () => {
		expect(seen(wanted, boxed([50, 25, 20, 10]))).toContain('not about 50, 30 ± 4');
		expect(seen(wanted, boxed([35, 25, 30, 10]))).toContain('not 18 to 24 wide');
		expect(seen(wanted, boxed([40, 20, 20, 20]))).toContain('not 8 to 12 high');
		expect(seen(wanted, painted([100, 60], BLACK, []))).toContain('no pixel near');
	});

	it('does not mind a few stray pixels', () => {
		const stray = [patch(WHITE, [40, 25, 20, 10]), patch(WHITE, [0, 0, 1, 1])];
		expect(seen(wanted, painted([100, 60], BLACK, stray))).toBeUndefined();
	});
});

describe('offset', () => {
	const wanted = {
		type: 'offset',
		a: { rgb: WHITE, tol: 60 },
		b: { rgb: BLACK, tol: 60 },
		dx: [4, 8],
		dy: [4, 8],
	};
	const pair = (x: number, y: number): Frame =>
		painted([60, 60], RED, [patch(WHITE, [20, 20, 4, 4]), patch(BLACK, [20 + x, 20 + y, 4, 4])]);

	it('holds when the second color lies where it should from the first', () => {
		expect(seen(wanted, pair(6, 6))).toBeUndefined();
	});

	it('fails when it lies on another side or is not there', () => {
		expect(seen(wanted, pair(-6, 6))).toContain('lies -6.0, 6.0 px from');
		expect(seen(wanted, painted([60, 60], RED, [patch(WHITE, [20, 20, 4, 4])]))).toContain(
			'no pixel near rgb(0, 0, 0)',
		);
	});
});

describe('ink', () => {
	const area = { region: [0, 0, 20, 20], rgb: WHITE, tol: 60 };
	const inked = (columns: number): Frame =>
		painted([40, 20], BLACK, [patch(WHITE, [0, 0, columns, 10])]);

	it('is present from the given count on', () => {
		expect(seen({ type: 'ink_present', ...area, min_px: 40 }, inked(4))).toBeUndefined();
		expect(seen({ type: 'ink_present', ...area, min_px: 41 }, inked(4))).toContain('fewer than 41');
	});

	it('is absent up to the given count', () => {
		expect(seen({ type: 'ink_absent', ...area, max_px: 40 }, inked(4))).toBeUndefined();
		expect(seen({ type: 'ink_absent', ...area, max_px: 39 }, inked(4))).toContain('more than 39');
	});

	it('is counted inside the region alone', () => {
		const outside = painted([40, 20], BLACK, [patch(WHITE, [20, 0, 20, 20])]);
		expect(seen({ type: 'ink_absent', ...area, max_px: 0 }, outside)).toBeUndefined();
	});

	it('is compared with another time', () => {
		const ratio = { type: 'ink_ratio', ...area, ref_t: 1, max: 0.5 };
		expect(seen(ratio, inked(4), inked(8))).toBeUndefined();
		expect(seen(ratio, inked(5), inked(8))).toContain('more than 0.5 of the 80 at 1 s');
		expect(seen(ratio, inked(0), inked(0))).toContain('none at 1 s');
	});

	it('has a mean between those of two other times', () => {
		const mean = { type: 'ink_mean', region: [0, 0, 20, 20], between_t: [1, 2] };
		expect(seen(mean, inked(4), inked(0), inked(8))).toBeUndefined();
		expect(seen(mean, inked(8), inked(0), inked(8))).toContain('not between 0.0 and');
	});
});

describe('line alignment', () => {
	const wanted = { type: 'line_align', rgb: WHITE, tol: 60, lines: 2, align: 'left', tol_px: 4 };
	const lines = (first: number, second: number): Frame =>
		painted([80, 40], BLACK, [patch(WHITE, [first, 5, 30, 6]), patch(WHITE, [second, 20, 15, 6])]);

	it('holds when the edges are within the tolerance', () => {
		expect(seen(wanted, lines(20, 24))).toBeUndefined();
	});

	it('fails for edges apart and for another number of lines', () => {
		expect(seen(wanted, lines(20, 25))).toContain('left edges of the lines are 20, 25');
		expect(seen({ ...wanted, align: 'right' }, lines(20, 20))).toContain('right edges');
		expect(seen({ ...wanted, lines: 3 }, lines(20, 20))).toContain('there are 2 lines');
	});
});

describe('looks', () => {
	const region = [0, 0, 8, 8];

	it('a channel dominates from the margin on', () => {
		const picture = painted([8, 8], [100, 70, 75], []);
		expect(seen({ type: 'dominant', region, channel: 'r', margin: 25 }, picture)).toBeUndefined();
		expect(seen({ type: 'dominant', region, channel: 'r', margin: 26 }, picture)).toContain(
			'r does not lead by 26',
		);
		expect(seen({ type: 'dominant', region, channel: 'b', margin: 1 }, picture)).toContain(
			'b does',
		);
	});

	it('gray is a small spread of the channels', () => {
		const picture = painted([8, 8], [100, 110, 120], []);
		expect(seen({ type: 'grayish', region, max_spread: 20 }, picture)).toBeUndefined();
		expect(seen({ type: 'grayish', region, max_spread: 19 }, picture)).toContain('more than 19');
	});

	it('a dark picture is black, one that is lit in a part is not', () => {
		expect(seen({ type: 'not_black' }, painted([8, 8], [9, 9, 9], []))).toContain('black');
		const lit = painted([8, 8], BLACK, [patch(WHITE, [0, 0, 8, 1])]);
		expect(seen({ type: 'not_black' }, lit)).toBeUndefined();
	});
});

describe('sound', () => {
	const wanted = { type: 'tone', hz: 880, peak_amp: 0.25, rel_tol: 0.2 };

	it('a tone is measured by its own frequency alone', () => {
		expect(heard(wanted, tone(880, 0.25))).toBeUndefined();
		expect(heard(wanted, tone(880, 0.31))).toContain('amplitude 0.310, not 0.25 ± 20 %');
		expect(heard(wanted, tone(440, 0.25))).toContain('amplitude 0.000');
	});

	it('a sound that ends too early is said to', () => {
		const short = { rate: 48_000, samples: tone(880, 0.25).samples.subarray(0, 24_000) };
		expect(heard(wanted, short)).toContain('ends 19200 samples before 0.9 s');
	});

	it('silence is a level, and no sound at all is silent', () => {
		const quiet = { type: 'silence', max_rms_dbfs: -50 };
		expect(heard(quiet, tone(440, 0.004))).toBeUndefined();
		expect(heard(quiet, tone(440, 0.01))).toContain('the level is -43.0 dBFS, above -50');
		expect(heard(quiet, { rate: 48_000, samples: new Float32Array() })).toBeUndefined();
	});
});

describe('the manifest', () => {
	it('holds 24 drafts and only checks that can be understood', () => {
		const fixtures = readFixtures(join(__dirname, '..', '..', 'fixtures'));
		const types = new Set(fixtures.flatMap(({ checks }) => checks.map(({ type }) => type)));
		expect(CHECK_TYPES).toEqual(expect.arrayContaining([...types]));
		expect(fixtures).toHaveLength(24);
	});

	it('is refused where a check has no known type or lacks a field', () => {
		expect(() => checkOf({ type: 'smell' })).toThrow('there is no check of type smell');
		expect(() => checkOf({ type: 'not_black', certainty: 'CERTAIN' })).toThrow('lacks t');
	});
});
