/** Whether a joined Matroska or WebM file holds the very packets of its parts, by their hashes. Decodes nothing. */
import { PACKETS_LIMIT, run } from '../processes';
import { watchStall, WHOLE_FILE } from '../stall';
import type { Inspector } from './inspect';
import { FILES_ONLY, wrong } from './joinedVideo';
import { foreignPicture, foreignSound, type JoinedParts } from './sameSamples';

/** A packet as ffprobe tells of it. */
interface Packet {
	readonly bytes: number;
	readonly hash: string;
}

const QUESTION = [
	...['-v', 'error', '-show_data_hash', 'md5', '-show_entries', 'packet=size,data_hash'],
	...['-of', 'csv=p=0'],
];

/** Of some packets more is said, on lines between size and hash. */
const packetsIn = (printed: string): readonly Packet[] => {
	const packets: Packet[] = [];
	let bytes = 0;
	for (const [word] of printed.matchAll(/MD5:[0-9a-f]+|\d+/gu)) {
		if (word.startsWith('MD5:')) packets.push({ bytes, hash: word });
		else bytes = Number(word);
	}
	return packets;
};

const packetsOf = async (
	file: string,
	stream: 'v:0' | 'a:0',
	{ ffprobe, signal }: { readonly ffprobe: string; readonly signal: AbortSignal },
): Promise<readonly Packet[]> => {
	const args = [...QUESTION, ...FILES_ONLY, '-select_streams', stream, file];
	const { code, printed, said } = await run(ffprobe, args, { signal, most: PACKETS_LIMIT });
	signal.throwIfAborted();
	if (code !== 0) throw wrong({ zh: '无法读取', en: 'cannot be read' }, said);
	return packetsIn(printed);
};

/** The first packet of a part that is another one in the joined file. Joining puts parameter sets into key frames. */
const firstOther = (
	own: readonly Packet[],
	joined: readonly Packet[],
	isKey: (index: number) => boolean,
): number =>
	own.findIndex(({ hash, bytes }, index) => {
		const found = joined[index];
		return found?.hash !== hash && !(isKey(index) && (found?.bytes ?? 0) > bytes);
	});

/**
 * Compares all of a joined file with its parts.
 * @throws {AgentError} ENCODE_FAILED, saying what of it is not what was made; the signal's reason when aborted
 */
export const requireSameHashes = async (
	{ file, chunks, sound, keys }: JoinedParts,
	{ tools: { ffprobe }, patience }: Inspector,
	signal: AbortSignal,
): Promise<void> => {
	const watch = watchStall('ENCODE_FAILED', { patience: WHOLE_FILE * patience }, signal);
	const asking = { ffprobe, signal: watch.signal };
	try {
		const joined = await packetsOf(file, 'v:0', asking);
		const known = new Set(keys);
		let from = 0;
		for (const [part, chunk] of chunks.entries()) {
			const own = await packetsOf(chunk, 'v:0', asking);
			const begin = from;
			const other = firstOther(own, joined.slice(begin), (index) => known.has(begin + index));
			if (other >= 0) throw foreignPicture(part, begin + other);
			from += own.length;
		}
		const heard = await packetsOf(file, 'a:0', asking);
		const other = firstOther(await packetsOf(sound, 'a:0', asking), heard, () => false);
		if (other >= 0) throw foreignSound(other);
	} finally {
		watch.end();
	}
};
