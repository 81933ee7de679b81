/** Looks for what of a file cannot be decoded: decodes it once and compares what came with what its packets and headers promise. */
import type { Holes } from '../compile/damagedMedia';
import { fromSeconds, type Microseconds } from '../kernel/units';
import type { AssetFacts } from '../timeline/asset';
import { endOf, rangeBetween, type TimeRange } from '../timeline/range';
import { run } from './processes';
import { probeInput } from './safeInput';
import { watchStall } from './stall';
import type { Tools } from './tools';

/** Shorter ones are what encoders leave out at ends and joints. */
const LEAST = fromSeconds(0.1);
/** Rounding of time stamps between packet and frame. Seconds. */
const NEAR = 0.002;
/** How much longer than a standstill elsewhere the decoding of a whole file may take. */
const READINGS = 10;

const ASKED = [
	'packet=pts_time,dts_time,duration_time,flags',
	'frame=best_effort_timestamp_time',
	'format=start_time',
].join(':');

/** A packet of a stream: when it is due, and how long it lasts. Seconds. */
interface Due {
	readonly at: number;
	readonly lasts: number;
}

/** What a stream promised, and what of it came. Seconds. */
interface Read {
	readonly due: readonly Due[];
	readonly came: readonly number[];
	readonly starts: number;
}

const numberIn = (text: string | undefined): number | undefined => {
	const value = Number.parseFloat(text ?? '');
	return Number.isFinite(value) ? value : undefined;
};

const dueOf = ([, shown, decoded, lasts]: readonly string[]): Due => ({
	at: numberIn(shown) ?? numberIn(decoded) ?? 0,
	lasts: numberIn(lasts) ?? 0,
});

/** Reads ffprobe's lines. Packets that are decoded but not shown (flag D) promise nothing. */
const readLines = (printed: string): Read => {
	const due: Due[] = [];
	const came: number[] = [];
	let starts = 0;
	for (const line of printed.split('\n')) {
		const words = line.split(',');
		const [kind, first] = words;
		if (kind === 'frame') came.push(numberIn(first) ?? Number.NaN);
		else if (kind === 'format') starts = numberIn(first) ?? 0;
		else if (kind === 'packet' && words[4]?.includes('D') === false) due.push(dueOf(words));
	}
	return {
		due: due.sort((one, other) => one.at - other.at),
		came: came.filter((at) => !Number.isNaN(at)).sort((one, other) => one - other),
		starts,
	};
};

/** The packets of which nothing came. Both are in the order of their time. */
const lostOf = ({ due, came }: Read): readonly Due[] => {
	let next = 0;
	return due.filter(({ at, lasts }) => {
		const near = Math.max(NEAR, lasts / 2);
		while (next < came.length && (came[next] ?? at) < at - near) next++;
		return (came[next] ?? Number.POSITIVE_INFINITY) > at + near;
	});
};

const joined = (ranges: readonly TimeRange[]): readonly TimeRange[] => {
	const all: TimeRange[] = [];
	for (const one of ranges) {
		const last = all.at(-1);
		if (last && one.start - endOf(last) < fromSeconds(NEAR))
			all.splice(-1, 1, rangeBetween(last.start, endOf(one)));
		else all.push(one);
	}
	return all;
};

/** What is lost of a stream that is so long: packets of which nothing came, and all behind the last packet. */
const holesIn = (read: Read, length: Microseconds): readonly TimeRange[] => {
	const { due, starts } = read;
	const rangeOf = (from: number, to: number): TimeRange =>
		rangeBetween(fromSeconds(Math.max(0, from - starts)), fromSeconds(Math.max(0, to - starts)));
	const lost = lostOf(read).map(({ at, lasts }) => rangeOf(at, at + lasts));
	const last = due.at(-1);
	const end = fromSeconds(Math.max(0, last ? last.at + last.lasts - starts : 0));
	const behind = end < length ? [rangeBetween(end, length)] : [];
	return joined([...lost, ...behind]).filter(({ duration }) => duration >= LEAST);
};

/**
 * Decodes the first picture and the first sound of a file from end to end and tells what of them is not there.
 * @throws {AgentError} MEDIA_BROKEN when it stands still for ten times `patience` (milliseconds), NOT_READY; the signal's
 * reason when aborted
 */
export const holesOf = async (
	facts: AssetFacts,
	{ tools: { ffprobe }, patience }: { readonly tools: Tools; readonly patience: number },
	signal: AbortSignal,
): Promise<Holes> => {
	const watch = watchStall('MEDIA_BROKEN', { patience: READINGS * patience }, signal);
	const look = async (stream: string, length: Microseconds): Promise<readonly TimeRange[]> => {
		const question = ['-v', 'error', '-of', 'csv', '-show_entries', ASKED];
		const args = [...question, '-select_streams', stream, ...probeInput(facts)];
		const { printed } = await run(ffprobe, args, watch.signal);
		watch.signal.throwIfAborted();
		return holesIn(readLines(printed), length);
	};
	const { picture, sound } = facts;
	try {
		return {
			picture: picture?.motion === 'video' ? await look('v:0', picture.duration) : [],
			sound: sound ? await look('a:0', sound.duration) : [],
		};
	} finally {
		watch.end();
	}
};
