/** Fills the holes of damaged mp3 files with silence, so that what follows stays at its time. Pure. */
import { fromSeconds } from '../kernel/units';
import { rangeBetween, type TimeRange } from '../timeline/range';
import {
	mp3FrameAt,
	type Mp3Told,
	nextChain,
	type PlacedFrame,
	reachOf,
	silenced,
	silentLike,
	tagAt,
	toldBy,
} from './mp3Frames';

/** A file without holes, and what of it is silent instead. */
export interface FilledMp3 {
	readonly bytes: Uint8Array;
	/** Its own time, ascending. */
	readonly lost: readonly TimeRange[];
}

/** A row of frames without anything between them, and the bytes of a hole behind it; 0 at the end of the file. */
interface Row {
	readonly frames: readonly PlacedFrame[];
	readonly hole: number;
}

/** All that is found in a file. */
interface Found {
	readonly rows: readonly Row[];
	/** Where the last frame ends; behind it nothing goes on. */
	readonly end: number;
}

/**
 * The frames of a file, in rows; the first is the encoder's own where it has one. Undefined of a file in which sound of
 * another kind comes: only its decoder can tell how that goes on.
 */
const rowsIn = (bytes: Uint8Array, start: number): Found | undefined => {
	const ended: Row[] = [];
	let frames: PlacedFrame[] = [];
	let kind: number | undefined;
	let at = start;
	while (at < bytes.length) {
		const frame = mp3FrameAt(bytes, at);
		if (frame && (kind ?? frame.kind) === frame.kind) {
			kind = frame.kind;
			frames.push({ ...frame, at });
			at += frame.length;
			continue;
		}
		const tag = tagAt(bytes, at);
		const next = tag > 0 ? at + tag : nextChain(bytes, at);
		if (next === undefined) break;
		if (tag === 0) {
			if (mp3FrameAt(bytes, next)?.kind !== kind) return undefined;
			ended.push({ frames, hole: next - at });
			frames = [];
		}
		at = next;
	}
	return { rows: [...ended, { frames, hole: 0 }], end: Math.min(at, bytes.length) };
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** So many frames on either side of a hole tell how long one is. */
const NEAR = 100;

/** How many frames are lost in a hole, by the lengths of those around it. */
const guessed = (row: Row, next: Row): number => {
	const near = [...row.frames.slice(-NEAR), ...next.frames.slice(0, NEAR)];
	const usual = sumOf(near.map(({ length }) => length)) / Math.max(1, near.length);
	return usual === 0 ? 0 : row.hole / usual;
};

/** How many times more or less than guessed the head of a whole file may say: where bit rates vary, guesses are rough. */
const TRUSTED = 3;

/** How many frames are lost in each hole: where the head tells how many there should be, that sum shared out. */
const lostIn = (rows: readonly Row[], told: number | undefined): readonly number[] => {
	const guesses = rows.slice(0, -1).map((row, index) => {
		const next = rows[index + 1];
		return next ? guessed(row, next) : 0;
	});
	const all = sumOf(guesses);
	const lacking = (told ?? 0) - sumOf(rows.map(({ frames }) => frames.length));
	const isTrusted = lacking < all * TRUSTED && lacking > all / TRUSTED;
	return guesses.map((guess) => Math.round(isTrusted ? (guess * lacking) / all : guess));
};

/** How many frames behind a hole refer to what was lost in it. */
const dependentOn = (bytes: Uint8Array, frames: readonly PlacedFrame[]): number => {
	let there = 0;
	for (const [index, frame] of frames.entries()) {
		if (reachOf(bytes, frame) <= there) return index;
		there += frame.length - frame.side - frame.sum - 4;
	}
	return frames.length;
};

/** Shorter holes are what careless cutters leave between frames. Seconds. */
const LEAST = 0.1;

/** Frames that are heard one after another, and how many are lost behind them; 0 at the end of the file. */
interface Stretch {
	readonly frames: readonly PlacedFrame[];
	readonly lost: number;
}

/** Joins rows between which next to nothing is lost. */
const stretchesOf = (rows: readonly Row[], lost: readonly number[]): readonly Stretch[] => {
	const stretches: Stretch[] = [];
	let frames: PlacedFrame[] = [];
	rows.forEach((row, index) => {
		for (const frame of row.frames) frames.push(frame);
		const [last] = frames.slice(-1);
		const count = lost[index] ?? 0;
		if (!last || (count * last.samples) / last.rate < LEAST) return;
		stretches.push({ frames, lost: count });
		frames = [];
	});
	return [...stretches, { frames, lost: 0 }];
};

/** A file that is written anew. */
class Filling {
	readonly lost: TimeRange[] = [];
	private readonly parts: Uint8Array[] = [];
	private count = 0;
	private silentSince: number | undefined;
	private readonly bytes: Uint8Array;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	copy(from: number, to: number): void {
		this.parts.push(this.bytes.subarray(from, to));
	}

	/** A frame of the file; `isLost`: it is not what it was. */
	frame(frame: PlacedFrame, isLost: boolean): void {
		if (isLost) this.silent(frame, silenced(this.bytes, frame));
		else {
			this.endSilence(frame);
			this.copy(frame.at, frame.at + frame.length);
			this.count += 1;
		}
	}

	/** Frames that are gone, as long as one of their neighbors. */
	gone(like: PlacedFrame, count: number): void {
		const frame = silentLike(this.bytes, like);
		for (let i = 0; i < count; i++) this.silent(like, frame);
	}

	/** The whole file. `rest`: from where on it goes on as before. */
	end(last: PlacedFrame, rest: number): Uint8Array {
		this.endSilence(last);
		this.copy(rest, this.bytes.length);
		return Buffer.concat(this.parts);
	}

	private silent(frame: PlacedFrame, bytes: Uint8Array): void {
		this.silentSince ??= this.timeOf(frame);
		this.parts.push(bytes);
		this.count += 1;
	}

	private endSilence(next: PlacedFrame): void {
		if (this.silentSince === undefined) return;
		this.lost.push(rangeBetween(fromSeconds(this.silentSince), fromSeconds(this.timeOf(next))));
		this.silentSince = undefined;
	}

	private timeOf({ samples, rate }: PlacedFrame): number {
		return (this.count * samples) / rate;
	}
}

/** Writes stretches with silence between them; what lies around them stays as it is. */
const filled = (
	{
		bytes,
		start,
		end,
	}: Pick<Found, 'end'> & { readonly bytes: Uint8Array; readonly start: number },
	stretches: readonly Stretch[],
): FilledMp3 | undefined => {
	const file = new Filling(bytes);
	file.copy(0, start);
	let last: PlacedFrame | undefined;
	stretches.forEach(({ frames, lost }, index) => {
		const isAfter = index > 0;
		const spoiled = isAfter ? dependentOn(bytes, frames) : 0;
		frames.forEach((frame, place) => {
			// The last before a hole may lie half in it.
			file.frame(frame, place < spoiled || (lost > 0 && place === frames.length - 1));
			last = frame;
		});
		if (last) file.gone(last, lost);
	});
	return last && { bytes: file.end(last, end), lost: file.lost };
};

/** Where the sound of a file begins, behind the tags in front of it. */
const beginningOf = (bytes: Uint8Array): number | undefined => {
	let start = 0;
	for (let tag = tagAt(bytes, 0); tag > 0; tag = tagAt(bytes, start)) start += tag;
	return nextChain(bytes, start);
};

/** How many frames a head frame says that follow; undefined of a file that is cut off, of which it counts what is lost, too. */
const toldOf = ({ frames, length = 0 }: Mp3Told, there: number): number | undefined =>
	there < length ? undefined : frames;

const NOTHING: Found = { rows: [], end: 0 };
const HEADLESS: Mp3Told = { frames: undefined, length: undefined };

/** A damaged mp3 file without its holes; undefined where it has none, or is no such file, or has sound of several kinds. */
export const filledMp3 = (bytes: Uint8Array): FilledMp3 | undefined => {
	const begin = beginningOf(bytes) ?? bytes.length;
	const { rows, end } = rowsIn(bytes, begin) ?? NOTHING;
	const [first] = rows.flatMap(({ frames }) => frames.slice(0, 1));
	if (rows.length < 2 || !first) return undefined;
	const told = toldBy(bytes, first);
	const start = told ? begin + first.length : begin;
	const sounding = rows.map((row) => ({
		...row,
		frames: row.frames.filter(({ at }) => at >= start),
	}));
	const lost = lostIn(sounding, toldOf(told ?? HEADLESS, end - begin));
	const stretches = stretchesOf(sounding, lost);
	return stretches.length < 2 ? undefined : filled({ bytes, start, end }, stretches);
};
