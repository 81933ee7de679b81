/** Sounds made of numbers, and what the mixer makes of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { SAMPLE_RATE } from '../../render-agent/src/compile/sound';
import type { SoundPiece } from '../../render-agent/src/compile/soundPiece';
import { microseconds } from '../../render-agent/src/kernel/units';
import { mixSound } from '../../render-agent/src/render/mixSound';
import { constant } from '../../render-agent/src/timeline/curve';
import { ffmpegPath } from './ffmpegPath';

/** A sound by its value at a time in seconds, a function for each channel. */
export interface Made {
	readonly seconds: number;
	readonly rate?: number;
	readonly channels: readonly ((time: number) => number)[];
}

/** Writes a sound as WAV of 32-bit float samples. */
export const writeWav = (file: string, { seconds, rate = SAMPLE_RATE, channels }: Made): string => {
	const count = Math.round(seconds * rate);
	const data = new Float32Array(count * channels.length);
	for (let i = 0; i < count; i++)
		channels.forEach((value, c) => {
			data[i * channels.length + c] = value(i / rate);
		});
	const head = Buffer.alloc(44);
	head.write('RIFF', 0);
	head.writeUInt32LE(36 + data.byteLength, 4);
	head.write('WAVEfmt ', 8);
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(3, 20);
	head.writeUInt16LE(channels.length, 22);
	head.writeUInt32LE(rate, 24);
	head.writeUInt32LE(rate * channels.length * 4, 28);
	head.writeUInt16LE(channels.length * 4, 32);
	head.writeUInt16LE(32, 34);
	head.write('data', 36);
	head.writeUInt32LE(data.byteLength, 40);
	writeFileSync(file, Buffer.concat([head, Buffer.from(data.buffer)]));
	return file;
};

/** A tone of one frequency at a loudness, full scale 1. */
export const tone =
	(hertz: number, level = 0.5) =>
	(time: number): number =>
		level * Math.sin(2 * Math.PI * hertz * time);

/** Clicks of four milliseconds at these times. Seconds. */
export const click =
	(...times: number[]) =>
	(time: number): number =>
		times.some((at) => time >= at && time < at + 0.004) ? 0.8 : 0;

/** Samples of the mix between two times. Seconds. */
export const span = (samples: Float32Array, from: number, to: number): Float32Array =>
	samples.subarray(Math.round(from * SAMPLE_RATE), Math.round(to * SAMPLE_RATE));

const us = (seconds: number) => microseconds(Math.round(seconds * 1_000_000));

/** A piece of two channels that plays `file` from its start for as long as it is seen, with changes. Times in seconds. */
export const mediaPiece = (
	file: string,
	{
		at = 0,
		lasts,
		from = 0,
		plays = lasts,
	}: { at?: number; lasts: number; from?: number; plays?: number },
	changes: Partial<SoundPiece> = {},
): SoundPiece => ({
	id: file,
	media: { file, demuxer: file.endsWith('.wav') ? 'wav' : 'mov', sha256: '', label: file },
	length: us(plays),
	isMono: false,
	first: Math.round(at * SAMPLE_RATE),
	count: Math.round(lasts * SAMPLE_RATE),
	from: us(0),
	pitch: 'keep',
	gain: constant(1),
	fadeIn: us(0),
	fadeOut: us(0),
	...changes,
	paced: {
		target: { start: us(at), duration: us(lasts) },
		source: { start: us(from), duration: us(plays) },
		tempo: { kind: 'constant' },
		reversed: false,
		...changes.paced,
	},
});

/** The channels that a WAV file says. */
const channelsOf = (file: string): number =>
	file.endsWith('.wav') ? readFileSync(file).readUInt16LE(22) : 2;

/** As `mediaPiece`, with as many channels as the file has. */
export const pieceOf = (...args: Parameters<typeof mediaPiece>): SoundPiece => ({
	...mediaPiece(...args),
	isMono: channelsOf(args[0]) === 1,
});

/** What the mixer makes of pieces, a channel each. */
export const mixed = async (
	seconds: number,
	...pieces: SoundPiece[]
): Promise<{ readonly left: Float32Array; readonly right: Float32Array }> => {
	const samples = Math.round(seconds * SAMPLE_RATE);
	const all = new Float32Array(samples * 2);
	let at = 0;
	const { signal } = new AbortController();
	await mixSound(
		{ samples, pieces: [...pieces].sort((a, b) => a.first - b.first) },
		{ ffmpeg: ffmpegPath(), signal, progressed: () => undefined },
		(block) => {
			all.set(block, at);
			at += block.length;
			return Promise.resolve();
		},
	);
	const channel = (c: number) => all.filter((_, i) => i % 2 === c);
	return { left: channel(0), right: channel(1) };
};
