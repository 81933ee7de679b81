/** When the packets of the joined file come: picture and sound begin together at its start and go on without a gap. Pure. */
import { SAMPLE_RATE } from '../../compile/sound';
import { type JoinedVideo, wrong } from './joinedVideo';

/** The packets of a stream in the order of the file. Seconds. */
export interface PacketTimes {
	/** When they are shown or heard, ascending. */
	readonly moments: readonly number[];
	/** When they are decoded; NaN where the container does not say. */
	readonly decoded: readonly number[];
}

/** Samples of a packet. */
const PACKETS: ReadonlyMap<string, number> = new Map([
	['aac', 1_024],
	['opus', 960],
]);

/** A packet of the sound at most: what its end may be filled up with. Seconds. */
export const PACKET = 1_024 / SAMPLE_RATE;

/** Containers round to milliseconds. Seconds. */
const NEAR = 0.002;

/** The first of evenly spaced packets that does not come when it should. */
const firstLate = (moments: readonly number[], step: number): number => {
	const [begin = 0] = moments;
	return moments.findIndex((at, index) => !(Math.abs(at - begin - index * step) < NEAR));
};

/**
 * Every frame is there, each a frame's length after the one before.
 * @throws {AgentError} ENCODE_FAILED
 */
export const requireFrames = (
	{ moments, decoded }: PacketTimes,
	{ canvas: { rate }, frames }: Pick<JoinedVideo, 'canvas' | 'frames'>,
): void => {
	const packets = String(moments.length);
	if (moments.length !== frames)
		throw wrong({
			zh: `有 ${packets} 帧，应有 ${String(frames)} 帧`,
			en: `has ${packets} frames of ${String(frames)}`,
		});
	const late = firstLate(moments, rate.den / rate.num);
	const wanted = ((late * rate.den) / rate.num).toFixed(3);
	if (late >= 0)
		throw wrong({
			zh: `第 ${String(late)} 帧不在第 ${wanted} 秒`,
			en: `does not show frame ${String(late)} at ${wanted} s`,
		});
	const back = decoded.findIndex((at, index) => at <= (decoded[index - 1] ?? -Infinity));
	if (back >= 0)
		throw wrong({
			zh: `第 ${String(back)} 个画面数据包的解码时间没有递增`,
			en: `has picture packet ${String(back)} decoded no later than the one before`,
		});
};

/**
 * The sound goes on without a gap.
 * @throws {AgentError} ENCODE_FAILED
 */
export const requireSound = ({ moments }: PacketTimes, codec: string | undefined): void => {
	const samples = PACKETS.get(codec ?? '');
	if (samples === undefined) return;
	const late = firstLate(moments, samples / SAMPLE_RATE);
	if (late < 0) return;
	const at = moments[late]?.toFixed(3) ?? '';
	throw wrong({
		zh: `的声音在第 ${at} 秒处有间断`,
		en: `has a gap in its sound at ${at} s`,
	});
};

/** So much later than its file a stream may begin: what an encoder begins with before its first sample. Seconds. */
const BEGINS = PACKET + NEAR;

/**
 * Picture and sound begin with the file.
 * @throws {AgentError} ENCODE_FAILED
 */
export const requireStarts = (picture: number, sound: number): void => {
	if (Math.abs(picture) <= BEGINS && Math.abs(sound) <= BEGINS) return;
	const [seen, heard] = [picture.toFixed(3), sound.toFixed(3)];
	throw wrong({
		zh: `画面从第 ${seen} 秒起，声音从第 ${heard} 秒起，应都从 0 起`,
		en: `shows a picture from ${seen} s on and has sound from ${heard} s on, which should both begin at 0`,
	});
};
