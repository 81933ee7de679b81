/** Looks into a media file with ffprobe: what its first picture and sound streams are. Starts no process itself. */
import { AgentError } from '../kernel/errors';
import { fromSeconds, type Microseconds, microseconds } from '../kernel/units';
import type { PictureFacts, SoundFacts } from '../timeline/asset';
import { MAX_PIXELS, probeInput } from '../render/safeInput';
import { pictureFacts } from './pictureFacts';
import { type ProbeJson, probeJson, type StreamJson } from './probeJson';
import type { SniffedUse } from './sniff';

/**
 * Runs ffprobe with these arguments and gives its stdout.
 * @throws {AgentError} NOT_READY when there is no ffprobe; anything else when it fails
 */
export type RunProbe = (args: readonly string[], signal: AbortSignal) => Promise<string>;

/** A file to look into. `label` is what people call it. */
export interface Probed {
	readonly file: string;
	readonly demuxer: string;
	readonly use: SniffedUse;
	readonly label: string;
}

/** What was found. Neither: a file without picture and sound is refused. */
export interface MediaFacts {
	readonly picture?: PictureFacts;
	readonly sound?: SoundFacts;
}

const LONGEST = fromSeconds(4 * 3600);
const QUIET = ['-v', 'error', '-of', 'json'];

type Reason = readonly [zh: string, en: string];

const broken = (label: string, [zh, en]: Reason, cause?: unknown): AgentError =>
	new AgentError('MEDIA_BROKEN', {
		object: { zh: `${label}（${zh}）`, en: `${label} (${en})` },
		cause,
	});

const asked = async (
	args: readonly string[],
	{ label, run, signal }: { label: string; run: RunProbe; signal: AbortSignal },
): Promise<ProbeJson> => {
	try {
		return probeJson.parse(JSON.parse(await run(args, signal)));
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof AgentError) throw error;
		throw broken(
			label,
			['文件已损坏或格式不受支持', 'damaged, or of an unsupported format'],
			error,
		);
	}
};

const secondsIn = (text: string | undefined): number => {
	const seconds = Number(text ?? Number.NaN);
	return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
};

const taggedSeconds = ({ tags }: StreamJson): number => {
	const tag = tags?.['DURATION'] ?? '';
	const [hours = NaN, minutes = NaN, seconds = NaN] = tag.split(':').map(Number);
	const total = hours * 3600 + minutes * 60 + seconds;
	return Number.isFinite(total) ? total : 0;
};

/** Formats whose headers do not tell how long they are, or only guess. */
const GUESSED = new Set(['aac', 'apng', 'amr']);

const packetEnd = ({ packets = [] }: ProbeJson): number => {
	let end = 0;
	let sum = 0;
	for (const { pts_time, duration_time } of packets) {
		const length = secondsIn(duration_time);
		sum += length;
		end = Math.max(end, secondsIn(pts_time) + length);
	}
	return Math.max(end, sum);
};

const isCover = ({ disposition }: StreamJson): boolean => disposition?.['attached_pic'] === 1;

const checkLength = (duration: Microseconds, label: string): Microseconds => {
	if (duration > LONGEST)
		throw new AgentError('TOO_LARGE', { object: label, hint: { limit: '4 h' } });
	return duration;
};

/**
 * What a file holds: the first picture that is no cover, and the first sound.
 * @throws {AgentError} MEDIA_BROKEN, TOO_LARGE (pixels, length), NOT_READY; the signal's reason when aborted
 */
export const probe = async (
	probed: Probed,
	run: RunProbe,
	signal: AbortSignal,
): Promise<MediaFacts> => {
	const { label, demuxer, use } = probed;
	const input = probeInput(probed);
	const world = { label, run, signal };
	const firstFrame = use === 'still' ? ['-show_frames', '-read_intervals', '%+#1'] : [];
	const found = await asked(
		[...QUIET, '-show_streams', '-show_format', ...firstFrame, ...input],
		world,
	);
	const video = found.streams.find((stream) => stream.codec_type === 'video' && !isCover(stream));
	const audio = found.streams.find(({ codec_type }) => codec_type === 'audio');
	const lengthOf = async (stream: StreamJson): Promise<Microseconds> => {
		const told =
			secondsIn(stream.duration) || taggedSeconds(stream) || secondsIn(found.format.duration);
		if (told > 0 && !GUESSED.has(demuxer)) return checkLength(fromSeconds(told), label);
		const which = ['-select_streams', String(stream.index)];
		const entries = ['-show_entries', 'packet=pts_time,duration_time'];
		const counted = packetEnd(await asked([...QUIET, ...which, ...entries, ...input], world));
		return checkLength(fromSeconds(counted || told), label);
	};
	const facts: MediaFacts = {
		...(video ? { picture: await pictureOf(video, found, { use, label, lengthOf }) } : {}),
		...(audio?.sample_rate
			? { sound: { ...(await soundOf(audio, lengthOf)), ...lateness(audio, found) } }
			: {}),
	};
	if (!facts.picture && !facts.sound)
		throw broken(label, ['没有画面也没有声音', 'it has neither picture nor sound']);
	return facts;
};

type LengthOf = (stream: StreamJson) => Promise<Microseconds>;

/** Streams of whole files begin no further apart: pictures that are reordered, samples before the first. Seconds. */
const TOGETHER = 0.25;

/** How long after its file a stream begins. */
const lateness = (
	{ start_time: begins }: StreamJson,
	{ format }: ProbeJson,
): { readonly begins?: Microseconds } => {
	const late = Number(begins ?? 0) - Number(format.start_time ?? 0);
	return late > TOGETHER ? { begins: fromSeconds(late) } : {};
};

const soundOf = async (stream: StreamJson, lengthOf: LengthOf): Promise<SoundFacts> => ({
	codec: stream.codec_name ?? 'unknown',
	sampleRate: Number(stream.sample_rate),
	channels: stream.channels ?? 1,
	duration: await lengthOf(stream),
});

const checkSize = ({ width = 0, height = 0 }: StreamJson, label: string): void => {
	if (width <= 0 || height <= 0)
		throw broken(label, ['画面无法读取', 'its picture cannot be read']);
	if (width * height > MAX_PIXELS)
		throw new AgentError('TOO_LARGE', {
			object: `${label} (${String(width)}×${String(height)})`,
			hint: { limit: `${String(MAX_PIXELS)} px` },
		});
};

const pictureOf = async (
	stream: StreamJson,
	found: ProbeJson,
	{ use, label, lengthOf }: { use: SniffedUse; label: string; lengthOf: LengthOf },
): Promise<PictureFacts> => {
	checkSize(stream, label);
	const isStill = use === 'still' || (use === 'animation' && stream.nb_frames === '1');
	const motion = isStill ? 'still' : use === 'animation' ? 'animation' : 'video';
	const duration = isStill ? microseconds(0) : await lengthOf(stream);
	const facts = pictureFacts(stream, { motion, duration, firstFrame: found.frames?.[0] });
	return motion === 'video' ? { ...facts, ...lateness(stream, found) } : facts;
};
