/** Looks for what of a file cannot be decoded: decodes it once and compares what came with what its packets and headers promise. */
import type { Holes } from '../compile/damagedMedia';
import { fromSeconds, type Microseconds } from '../kernel/units';
import type { AssetFacts } from '../timeline/asset';
import { endOf, rangeBetween, type TimeRange } from '../timeline/range';
import { type Packet, PACKET_QUESTION, type Read, readPackets } from './packetLines';
import { run } from './processes';
import { probeInput } from './safeInput';
import { watchStall, WHOLE_FILE } from './stall';
import type { Tools } from './tools';

/** Shorter ones are what encoders leave out at ends and joints. */
const LEAST = fromSeconds(0.1);
/** Rounding of time stamps between packet and frame. Seconds. */
const NEAR = 0.002;
/** What is said of hours of packets, and of much that is wrong with them. Bytes. */
const MOST_TOLD = 256 * 1024 * 1024;

/** The packets of which nothing came. */
const lostOf = ({ packets, came }: Read): ReadonlySet<Packet> => {
	const due = packets.filter(({ isDue }) => isDue).sort((one, other) => one.at - other.at);
	let next = 0;
	return new Set(
		due.filter(({ at, lasts }) => {
			const near = Math.max(NEAR, lasts / 2);
			while (next < came.length && (came[next] ?? at) < at - near) next++;
			return (came[next] ?? Number.POSITIVE_INFINITY) > at + near;
		}),
	);
};

/**
 * The packets whose pictures are not what they were: lost ones, those that are made up in part, and all that may be made of such a
 * picture, up to the next that can be decoded by itself. A packet that is lost alone may have been none to refer to.
 */
const spoiledOf = ({ packets }: Read, lost: ReadonlySet<Packet>): ReadonlySet<Packet> => {
	const spoiled = new Set(lost);
	let [isSpoiled, isHeadSpoiled] = [false, false];
	let head = Number.NEGATIVE_INFINITY;
	let missing = 0;
	for (const packet of packets) {
		missing = lost.has(packet) ? missing + packet.lasts : 0;
		if (packet.isKey) {
			isHeadSpoiled = isSpoiled;
			head = packet.at;
			isSpoiled = false;
		}
		isSpoiled ||= packet.isMadeUp || fromSeconds(missing) >= LEAST;
		// What is shown before a key frame and comes behind it may refer to what lies before both.
		if (isSpoiled || (isHeadSpoiled && packet.at < head)) spoiled.add(packet);
	}
	return spoiled;
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

/** What is lost of a stream that is so long: packets that are, or are spoiled, and all behind the last packet. */
const holesIn = (read: Read, length: Microseconds): readonly TimeRange[] => {
	const { packets, starts } = read;
	const rangeOf = (from: number, to: number): TimeRange =>
		rangeBetween(fromSeconds(Math.max(0, from - starts)), fromSeconds(Math.max(0, to - starts)));
	const spoiled = [...spoiledOf(read, lostOf(read))].filter(({ isDue }) => isDue);
	const lost = spoiled
		.sort((one, other) => one.at - other.at)
		.map(({ at, lasts }) => rangeOf(at, at + lasts));
	const last = packets.reduce((end, { at, lasts }) => Math.max(end, at + lasts), 0);
	const end = fromSeconds(Math.max(0, last - starts));
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
	const watch = watchStall('MEDIA_BROKEN', { patience: WHOLE_FILE * patience }, signal);
	const look = async (stream: string, length: Microseconds): Promise<readonly TimeRange[]> => {
		const args = [...PACKET_QUESTION, '-select_streams', stream, ...probeInput(facts)];
		const { printed, isBroken } = await run(ffprobe, args, {
			signal: watch.signal,
			most: MOST_TOLD,
		});
		watch.signal.throwIfAborted();
		// Older ones crash on transport streams, which says nothing of the file.
		return isBroken ? [] : holesIn(readPackets(printed), length);
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
