/** Looks for what of a file cannot be decoded: decodes it once and compares what came with what its packets and headers promise, and with what sound is. */
import type { Holes } from '../compile/damagedMedia';
import { fromSeconds, type Microseconds } from '../kernel/units';
import type { AssetFacts } from '../timeline/asset';
import { rangeBetween, type TimeRange, united } from '../timeline/range';
import { type Packet, PACKET_QUESTION, passesOver, type Read, readPackets } from './packetLines';
import { PACKETS_LIMIT, run } from './processes';
import { probeInput } from './safeInput';
import { silencedIn } from './sound/silencedIn';
import { watchStall, WHOLE_FILE } from './stall';
import type { Tools } from './tools';

/** Shorter ones are what encoders leave out at ends and joints. */
const LEAST = fromSeconds(0.1);
/** Rounding of time stamps between packet and frame. Seconds. */
const NEAR = 0.002;

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

/** A stretch of a stream in which no packet is. Seconds. */
interface Gap {
	readonly from: number;
	readonly to: number;
}

/** Where no packets are between others, in a file whose reader passed over some. */
const gapsIn = ({ packets }: Read): readonly Gap[] => {
	const sorted = packets.toSorted((one, other) => one.at - other.at);
	return sorted.flatMap(({ at: to }, index) => {
		const before = sorted[index - 1];
		const from = before ? before.at + before.lasts : to;
		return fromSeconds(Math.max(0, to - from)) >= LEAST ? [{ from, to }] : [];
	});
};

/** Tells of each moment, in the order of decoding, whether it is the first behind a gap. */
const passing = (gaps: readonly Gap[]): ((at: number) => boolean) => {
	let passed = 0;
	return (at) => {
		const gap = gaps[passed];
		if (!gap || at < gap.to) return false;
		passed++;
		return true;
	};
};

/**
 * The packets whose pictures are not what they were: lost ones, those that are made up in part, and all that may be made of such a
 * picture or of one in a gap, up to the next that can be decoded by itself. A packet that is lost alone may have been none to
 * refer to.
 */
const spoiledOf = (
	{ packets }: Read,
	lost: ReadonlySet<Packet>,
	gaps: readonly Gap[],
): ReadonlySet<Packet> => {
	const spoiled = new Set(lost);
	let [isSpoiled, isHeadSpoiled] = [false, false];
	let head = Number.NEGATIVE_INFINITY;
	let missing = 0;
	const isFirstBehind = passing(gaps);
	for (const packet of packets) {
		missing = lost.has(packet) ? missing + packet.lasts : 0;
		isSpoiled = isFirstBehind(packet.at) || isSpoiled;
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

/** What is lost of a stream that is so long: packets that are, or are spoiled, the gaps between them, and all behind the last one. */
const holesIn = (read: Read, length: Microseconds, gaps: readonly Gap[]): readonly TimeRange[] => {
	const { packets, starts } = read;
	const rangeOf = (from: number, to: number): TimeRange =>
		rangeBetween(fromSeconds(Math.max(0, from - starts)), fromSeconds(Math.max(0, to - starts)));
	const spoiled = [...spoiledOf(read, lostOf(read), gaps)].filter(({ isDue }) => isDue);
	const lost = [
		...spoiled.map(({ at, lasts }) => rangeOf(at, at + lasts)),
		...gaps.map(({ from, to }) => rangeOf(from, to)),
	];
	const last = packets.reduce((end, { at, lasts }) => Math.max(end, at + lasts), 0);
	const end = fromSeconds(Math.max(0, last - starts));
	const behind = end < length ? [rangeBetween(end, length)] : [];
	return united([...lost, ...behind], fromSeconds(NEAR)).filter(
		({ duration }) => duration >= LEAST,
	);
};

/**
 * Decodes the first picture and the first sound of a file from end to end and tells what of them is not there.
 * @throws {AgentError} MEDIA_BROKEN when it stands still for ten times `patience` (milliseconds), NOT_READY; the signal's
 * reason when aborted
 */
export const holesOf = async (
	facts: AssetFacts,
	{ tools: { ffprobe, ffmpeg }, patience }: { readonly tools: Tools; readonly patience: number },
	signal: AbortSignal,
): Promise<Holes> => {
	const watch = watchStall('MEDIA_BROKEN', { patience: WHOLE_FILE * patience }, signal);
	const look = async (stream: string, length: Microseconds): Promise<readonly TimeRange[]> => {
		const args = [...PACKET_QUESTION, '-select_streams', stream, ...probeInput(facts)];
		const { printed, said, isBroken } = await run(ffprobe, args, {
			signal: watch.signal,
			most: PACKETS_LIMIT,
		});
		watch.signal.throwIfAborted();
		// Older ones crash on transport streams, which says nothing of the file.
		if (isBroken) return [];
		const read = readPackets(printed);
		return holesIn(read, length, passesOver(said) ? gapsIn(read) : []);
	};
	const { picture, sound } = facts;
	try {
		return {
			picture: picture?.motion === 'video' ? await look('v:0', picture.duration) : [],
			sound: sound
				? united([
						...(await look('a:0', sound.duration)),
						...(await silencedIn(facts, { ffmpeg, signal: watch.signal })),
					])
				: [],
		};
	} finally {
		watch.end();
	}
};
