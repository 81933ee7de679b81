import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counterOf } from '../../support/checks';
import { ffmpegPath } from '../../support/ffmpegPath';
import { boxesOf, readFacts, readSound, readVideo } from '../../support/media';
import { amplitudeOf, between, onsetOf } from '../../support/samples';
import { meanOf } from '../../support/video';

const CLIP = join(__dirname, '../../fixtures/01_single_video/assets/videos/tc.mp4');
const RED_709 = 'color=c=0xE01010:s=64x36:r=30:d=1,scale=out_color_matrix=bt709,format=yuv420p';
/** What eight bits of limited range and subsampled chroma cost a channel. */
const ROUNDING = 5;
/** One channel on both sides, as loud as it is. */
const BOTH_SIDES = 'pan=stereo|c0=c0|c1=c0';
const LATE_BEEP = 'sine=f=1000:r=48000:d=0.5,adelay=500:all=1,volume=4';

let folder: string;

const made = (name: string, ...args: readonly string[]): string => {
	const file = join(folder, name);
	execFileSync(ffmpegPath(), ['-nostdin', '-v', 'error', '-y', ...args, file]);
	return file;
};

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'read-media-'))));
afterAll(() => {
	rmSync(folder, { recursive: true });
});

it('every frame is counted, and the one on screen at a time is given', async () => {
	const video = await readVideo(CLIP, [0, 0.5, 1.8, 99]);
	expect(video.frames).toBe(120);
	expect([0, 0.5, 1.8, 99].map((time) => counterOf(video.at(time)))).toEqual([0, 15, 54, 119]);
	expect(() => video.at(1)).toThrow('was not kept');
});

it('colors are read as BT.709, whether the file says so or not', async () => {
	const lossless = ['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast'];
	const file = made('red.mp4', '-f', 'lavfi', '-i', RED_709, ...lossless);
	const video = await readVideo(file, [0.5]);
	const [red, green, blue] = meanOf(video.at(0.5), [0, 0, 64, 36]);
	expect(Math.abs(red - 224)).toBeLessThan(ROUNDING);
	expect(Math.abs(green - 16)).toBeLessThan(ROUNDING);
	expect(Math.abs(blue - 16)).toBeLessThan(ROUNDING);
});

it('tags and the order of the boxes are told as they are', async () => {
	const input = ['-f', 'lavfi', '-i', RED_709, '-pix_fmt', 'yuv420p'];
	const tags = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
	const plain = made('plain.mp4', ...input);
	const tagged = made(
		'tagged.mp4',
		...[...input, ...tags, '-color_range', 'tv', '-movflags', '+faststart'],
	);
	expect(await readFacts(plain)).toMatchObject({ faststart: false, audioSeconds: undefined });
	expect(await boxesOf(tagged)).toEqual(expect.arrayContaining(['ftyp', 'moov', 'mdat']));
	expect(await readFacts(tagged)).toMatchObject({
		codec: 'h264',
		width: 64,
		height: 36,
		fps: 30,
		pixelFormat: 'yuv420p',
		color: { range: 'tv', space: 'bt709', transfer: 'bt709', primaries: 'bt709' },
		videoSeconds: 1,
		faststart: true,
	});
});

it('sound is read in place and at its level', async () => {
	const file = made('beep.wav', '-f', 'lavfi', '-i', LATE_BEEP, '-af', BOTH_SIDES);
	const sound = await readSound(file);
	expect(sound.samples).toHaveLength(48_000);
	expect(onsetOf(sound, 0.05)).toBeCloseTo(0.5, 3);
	expect(amplitudeOf(between(sound, 0.6, 0.9), 1000, sound.rate)).toBeCloseTo(0.5, 1);
});

it('a file without sound has no samples', async () => {
	const file = made('mute.mp4', '-f', 'lavfi', '-i', RED_709, '-pix_fmt', 'yuv420p');
	expect((await readSound(file)).samples).toHaveLength(0);
});

it('a file that is no video is refused with what ffmpeg said', async () => {
	const file = made('beep.wav', '-f', 'lavfi', '-i', LATE_BEEP);
	await expect(readVideo(file, [0])).rejects.toThrow('no picture in');
});
