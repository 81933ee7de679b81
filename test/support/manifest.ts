/** The drafts of `test/fixtures` and what must be seen and heard of them, as their manifest says. Checked on reading. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Region, Rgb } from './video';

interface Opinion {
	/** CERTAIN must hold; LIKELY is the best that is known. */
	readonly certainty: 'CERTAIN' | 'LIKELY' | 'UNKNOWN';
	readonly note?: string;
}

interface InkArea {
	/** Seconds. */
	readonly t: number;
	readonly region: Region;
	readonly rgb: Rgb;
	readonly tol: number;
}

/** A check of one picture. Times in seconds, places in output pixels, colors 0 to 255. */
export type PictureCheck = Opinion &
	(
		| ({ readonly type: 'pixel' } & InkArea)
		| { readonly type: 'frame_counter'; t: number; n: number; tol_frames: number }
		| ({ readonly type: 'ink_present'; readonly min_px: number } & InkArea)
		| ({ readonly type: 'ink_absent'; readonly max_px: number } & InkArea)
		| ({ readonly type: 'ink_ratio'; readonly ref_t: number; readonly max: number } & InkArea)
		| {
				readonly type: 'ink_mean';
				readonly t: number;
				readonly region: Region;
				readonly between_t: readonly [number, number];
		  }
		| {
				readonly type: 'color_bbox';
				readonly t: number;
				readonly rgb: Rgb;
				readonly color_tol: number;
				readonly center: readonly [number, number];
				readonly tol_center: number;
				readonly width?: readonly [number, number];
				readonly height?: readonly [number, number];
		  }
		| {
				readonly type: 'offset';
				readonly t: number;
				readonly a: { readonly rgb: Rgb; readonly tol: number };
				readonly b: { readonly rgb: Rgb; readonly tol: number };
				readonly dx: readonly [number, number];
				readonly dy: readonly [number, number];
		  }
		| {
				readonly type: 'line_align';
				readonly t: number;
				readonly rgb: Rgb;
				readonly tol: number;
				readonly lines: number;
				readonly align: 'left' | 'right';
				readonly tol_px: number;
		  }
		| {
				readonly type: 'dominant';
				readonly t: number;
				readonly region: Region;
				readonly channel: 'r' | 'g' | 'b';
				readonly margin: number;
		  }
		| {
				readonly type: 'grayish';
				readonly t: number;
				readonly region: Region;
				readonly max_spread: number;
		  }
		| { readonly type: 'not_black'; readonly t: number }
	);

/** A check of a span of sound. Times in seconds, amplitudes with full scale 1.0. */
export type SoundCheck = Opinion & { readonly t0: number; readonly t1: number } & (
		| {
				readonly type: 'tone';
				readonly hz: number;
				readonly peak_amp: number;
				readonly rel_tol: number;
		  }
		| { readonly type: 'silence'; readonly max_rms_dbfs: number }
	);

/** Anything that the manifest can ask of a finished video. */
export type Check = PictureCheck | SoundCheck;

/** One draft and what comes of it. */
export interface Fixture {
	readonly name: string;
	/** The folder that holds its `draft_content.json`. */
	readonly folder: string;
	readonly description: string;
	readonly outcome: 'ok' | 'ok-with-warnings' | 'error';
	readonly width: number;
	readonly height: number;
	readonly fps: number;
	/** Null where the draft cannot be read. */
	readonly duration_us: number | null;
	readonly frames: number | null;
	readonly checks: readonly Check[];
	readonly expected_error?: string;
	readonly expected_warnings_any?: readonly string[];
	readonly options?: Readonly<Record<string, unknown>>;
	/** The id under which capcut-mate served it. */
	readonly draft_id?: string;
}

/** The fields that each type of check needs. */
const NEEDS: Readonly<Record<Check['type'], readonly string[]>> = {
	pixel: ['t', 'region', 'rgb', 'tol'],
	frame_counter: ['t', 'n', 'tol_frames'],
	ink_present: ['t', 'region', 'rgb', 'tol', 'min_px'],
	ink_absent: ['t', 'region', 'rgb', 'tol', 'max_px'],
	ink_ratio: ['t', 'ref_t', 'region', 'rgb', 'tol', 'max'],
	ink_mean: ['t', 'region', 'between_t'],
	color_bbox: ['t', 'rgb', 'color_tol', 'center', 'tol_center'],
	offset: ['t', 'a', 'b', 'dx', 'dy'],
	line_align: ['t', 'rgb', 'tol', 'lines', 'align', 'tol_px'],
	dominant: ['t', 'region', 'channel', 'margin'],
	grayish: ['t', 'region', 'max_spread'],
	not_black: ['t'],
	tone: ['t0', 't1', 'hz', 'peak_amp', 'rel_tol'],
	silence: ['t0', 't1', 'max_rms_dbfs'],
};

const isType = (type: unknown): type is Check['type'] =>
	typeof type === 'string' && Object.hasOwn(NEEDS, type);

/** The names of the types of check that a manifest may hold. */
export const CHECK_TYPES = Object.keys(NEEDS).filter(isType);

/**
 * A check as the manifest writes it, known to have the fields of its type.
 * @throws {RangeError} for an unknown type or a missing field
 */
export const checkOf = (value: Readonly<Record<string, unknown>>): Check => {
	const { type } = value;
	if (!isType(type)) throw new RangeError(`there is no check of type ${String(type)}`);
	const missing = [...NEEDS[type], 'certainty'].filter((field) => !(field in value));
	if (missing.length > 0) throw new RangeError(`check ${type} lacks ${missing.join(', ')}`);
	return value as unknown as Check;
};

type RawFixture = Omit<Fixture, 'name' | 'folder' | 'checks'> & {
	readonly checks: readonly Readonly<Record<string, unknown>>[];
};

/**
 * Every draft of a folder of fixtures.
 * @throws {RangeError} when a check can't be understood
 */
export const readFixtures = (root: string): readonly Fixture[] => {
	const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')) as {
		readonly fixtures: Readonly<Record<string, RawFixture>>;
	};
	return Object.entries(manifest.fixtures).map(([name, fixture]) => ({
		...fixture,
		name,
		folder: join(root, name),
		checks: fixture.checks.map(checkOf),
	}));
};
