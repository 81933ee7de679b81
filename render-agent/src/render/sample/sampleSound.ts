/** The sound of the sample draft: three soft chords, as a WAV file. */

const RATE = 22_050;
const HEADER = 44;
/** Frequencies of the notes, in Hz: C, A minor, F. */
const CHORDS = [
	[261.63, 329.63, 392],
	[220, 261.63, 329.63],
	[174.61, 220, 261.63],
] as const;

const sampleAt = (seconds: number, length: number): number => {
	const each = length / CHORDS.length;
	const index = Math.min(CHORDS.length - 1, Math.floor(seconds / each));
	const inside = seconds - index * each;
	const swell = Math.min(1, inside / 0.08) * Math.exp(-1.1 * inside);
	const notes = CHORDS[index] ?? [];
	return (
		notes.reduce((sum, note) => sum + Math.sin(2 * Math.PI * note * seconds), 0) * 0.18 * swell
	);
};

const header = (bytes: number): Buffer => {
	const head = Buffer.alloc(HEADER);
	head.write('RIFF', 0, 'latin1');
	head.writeUInt32LE(HEADER - 8 + bytes, 4);
	head.write('WAVEfmt ', 8, 'latin1');
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(RATE, 24);
	head.writeUInt32LE(2 * RATE, 28);
	head.writeUInt16LE(2, 32);
	head.writeUInt16LE(16, 34);
	head.write('data', 36, 'latin1');
	head.writeUInt32LE(bytes, 40);
	return head;
};

/** A WAV of that length in seconds: mono, 16 bits, 22,050 Hz. */
export const sampleSound = (seconds: number): Buffer => {
	const count = Math.floor(seconds * RATE);
	const samples = Buffer.alloc(2 * count);
	for (let i = 0; i < count; i += 1)
		samples.writeInt16LE(Math.floor(32_767 * sampleAt(i / RATE, seconds)), 2 * i);
	return Buffer.concat([header(samples.length), samples]);
};
