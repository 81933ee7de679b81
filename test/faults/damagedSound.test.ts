/** Songs with a hole: what follows stays at its time, and the hole is told where it is. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filledMp3 } from '../../render-agent/src/assets/mp3Holes';
import {
	audioTrack,
	draftOf,
	photo,
	segmentWith,
	sound,
	timeRange,
	videoTrack,
} from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { readSound } from '../support/media';
import { renderFixture } from '../support/renderDraft';
import { amplitudeOf, between, onsetOf } from '../support/samples';
import { made } from '../support/studio';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'damaged-sound-'));
const DRAFT = join(folder, 'draft');

/** A low tone for ten seconds, with a high one for a tenth of each. */
const SONG = made(
	"aevalsrc='0.1*sin(2*PI*220*t)+0.7*sin(2*PI*1000*t)*lt(mod(t,1),0.1)':s=44100:d=10",
);

const song = (name: string, ...options: string[]): Buffer => {
	const file = join(DRAFT, name);
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', ...SONG, ...options, file]);
	return readFileSync(file);
};

const inHalfSeconds = (filled: ReturnType<typeof filledMp3>) =>
	filled?.lost.map(({ start, duration }) => [start, duration].map((t) => Math.round(t / 5e5) / 2));

/** Always the same noise. */
const noise = (at: number): number =>
	Math.floor(Math.abs(Math.sin(at * 12.9898) * 43_758.5453) * 256) % 256;

const spoiled = (
	whole: Uint8Array,
	[from, to]: readonly [number, number],
	byte: (at: number) => number,
) => whole.map((old, at) => (at >= whole.length * from && at < whole.length * to ? byte(at) : old));

beforeAll(() => {
	mkdirSync(DRAFT);
	execFileSync(ffmpegPath(), [
		...['-v', 'error', ...made('color=gray:s=128x72'), '-frames:v', '1', join(DRAFT, 'base.png')],
	]);
	const whole = song('whole.mp3', '-b:a', '128k');
	writeFileSync(
		join(DRAFT, 'zeros.mp3'),
		spoiled(whole, [0.42, 0.55], () => 0),
	);
	writeFileSync(join(DRAFT, 'noise.mp3'), spoiled(whole, [0.42, 0.55], noise));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const heard = async (name: string, from = 0) => {
	const piece = sound(
		name,
		[0, 10 - from],
		segmentWith({ source_timerange: timeRange(from, 10 - from) }),
	);
	const tracks = [videoTrack(photo('base.png', [0, 10 - from])), audioTrack(piece)];
	writeFileSync(join(DRAFT, 'draft_content.json'), JSON.stringify(draftOf(...tracks)));
	const work = {
		draft: DRAFT,
		options: { size: '128x72' },
		folder: mkdtempSync(join(folder, 'w-')),
	};
	const { file, diagnostics } = await renderFixture(work);
	const damage = diagnostics.filter(({ code }) => code === 'MEDIA_DAMAGED');
	return { sound: await readSound(file), damage };
};
type Heard = Awaited<ReturnType<typeof heard>>['sound'];

/** Whether the high tone sounds in the tenth of a second that begins there. */
const isHigh = (all: Heard, at: number): boolean =>
	amplitudeOf(between(all, at, at + 0.1), 1000, all.rate) > 0.3;

it.each(['zeros.mp3', 'noise.mp3'])(
	'%s: seconds before and behind the hole strike when they should',
	async (name) => {
		const { sound: all, damage } = await heard(name);
		expect([0, 1, 2, 3, 4, 6, 7, 8, 9].filter((second) => !isHigh(all, second))).toEqual([]);
		for (const second of [6, 9]) {
			const onset = onsetOf({ ...all, samples: between(all, second - 0.3, second + 0.1) }, 0.3);
			expect(Math.abs((onset ?? 0) - 0.3)).toBeLessThan(0.03);
		}
		expect(amplitudeOf(between(all, 4.5, 5.3), 220, all.rate)).toBeLessThan(0.01);
		expect(damage).toHaveLength(1);
		const [{ start = 0, end = 0 } = {}] = damage;
		expect(Math.abs(start / 1e6 - 4.2)).toBeLessThan(0.2);
		expect(Math.abs(end / 1e6 - 5.5)).toBeLessThan(0.2);
	},
);

it('what decodes to noise far above full scale, as broken packets do, is silent and told', async () => {
	const blast = '30000*(random(0)-0.5)';
	const source = made(
		`aevalsrc='if(between(t,4.2,4.5),${blast},0.3*sin(2*PI*1000*t))':s=44100:d=10`,
	);
	const file = join(DRAFT, 'blast.mov');
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', ...source, '-c:a', 'pcm_f32le', file]);
	const { sound: all, damage } = await heard('blast.mov');
	expect(amplitudeOf(between(all, 0.1, 4.1), 1000, all.rate)).toBeCloseTo(0.3, 2);
	expect(amplitudeOf(between(all, 4.6, 9.9), 1000, all.rate)).toBeCloseTo(0.3, 2);
	expect(between(all, 4.2, 4.5).some((sample) => Math.abs(sample) > 0.01)).toBe(false);
	expect(all.samples.some((sample) => Math.abs(sample) > 0.35)).toBe(false);
	expect(damage).toHaveLength(1);
	const [{ start = 0, end = 0 } = {}] = damage;
	expect([start / 1e6, end / 1e6].map((at) => at.toFixed(2))).toEqual(['4.17', '4.53']);
});

it('a clip that begins behind the hole plays what it should, and is not told of', async () => {
	const { sound: all, damage } = await heard('zeros.mp3', 5.75);
	expect(damage).toEqual([]);
	expect([0.25, 1.25, 3.25].filter((second) => !isHigh(all, second))).toEqual([]);
});

it.each([
	['a varying bit rate', ['-q:a', '4']],
	['one channel at half the rate', ['-ac', '1', '-ar', '22050', '-b:a', '48k']],
	['no head of its encoder', ['-b:a', '192k', '-write_xing', '0']],
	['a tag in front', ['-metadata', 'title=Song', '-b:a', '128k']],
])('a file with %s is as long as before, and only its holes are silent', async (_, options) => {
	const whole = song('other.mp3', ...options);
	expect(filledMp3(whole)).toBeUndefined();
	const once = spoiled(whole, [0.2, 0.25], noise);
	const filled = filledMp3(spoiled(once, [0.62, 0.75], () => 0));
	writeFileSync(join(DRAFT, 'filled.mp3'), filled?.bytes ?? '');
	const all = await readSound(join(DRAFT, 'filled.mp3'));
	expect(Math.abs(all.samples.length / all.rate - 10)).toBeLessThan(0.1);
	expect(inHalfSeconds(filled)).toEqual([
		[2, 0.5],
		[6, 1.5],
	]);
	expect([0, 1, 3, 4, 5, 8, 9].filter((second) => !isHigh(all, second + 0.03))).toEqual([]);
});

it('what careless tools leave between frames, and tags in the midst, are no holes', () => {
	const whole = song('other.mp3', '-b:a', '128k');
	const tag = Buffer.alloc(128).fill('TAG', 0, 3);
	const middle = filledMp3(Buffer.concat([whole, tag, whole]));
	expect(middle).toBeUndefined();
	expect(filledMp3(Buffer.concat([whole, Buffer.alloc(300), whole]))).toBeUndefined();
	expect(filledMp3(Buffer.concat([whole, Buffer.alloc(100_000)]))).toBeUndefined();
	expect(filledMp3(Buffer.alloc(100_000, 0xff))).toBeUndefined();
});

it('a file in which sound of another kind follows is taken as it is', () => {
	const [one, other] = [
		song('one.mp3', '-b:a', '128k'),
		song('other.mp3', '-ar', '48000', '-b:a', '128k'),
	];
	const damaged = spoiled(one, [0.42, 0.55], noise);
	expect(filledMp3(Buffer.concat([one, other]))).toBeUndefined();
	expect(filledMp3(Buffer.concat([one, other, one]))).toBeUndefined();
	expect(filledMp3(Buffer.concat([damaged, other]))).toBeUndefined();
	expect(filledMp3(Buffer.concat([damaged, other, one]))).toBeUndefined();
	expect(inHalfSeconds(filledMp3(Buffer.concat([damaged, one])))).toEqual([[4, 1.5]]);
});

it('what lies behind the last frame stays, and lengthens no hole', () => {
	const whole = song('other.mp3', '-b:a', '128k');
	const once = spoiled(whole, [0.42, 0.5], noise);
	const filled = filledMp3(spoiled(once, [0.9, 1], (at) => noise(at) & 0x7f));
	expect(inHalfSeconds(filled)).toEqual([[4, 1]]);
	const rest = Buffer.from(spoiled(whole, [0.9, 1], (at) => noise(at) & 0x7f)).subarray(-15_000);
	expect(filled?.bytes.subarray(-15_000)).toEqual(rest);
	expect(Math.abs((filled?.bytes.length ?? 0) - whole.length)).toBeLessThan(2000);
});

it('next to a hole, what careless tools leave between frames costs no sound', () => {
	const whole = song('other.mp3', '-b:a', '128k');
	const joined = [whole, Buffer.alloc(100), whole, Buffer.alloc(300)];
	const filled = filledMp3(Buffer.concat([...joined, spoiled(whole, [0.42, 0.55], noise)]));
	expect(inHalfSeconds(filled)).toEqual([[24.5, 1.5]]);
});

it('a hundred thousand scraps between frames are looked through', () => {
	// MPEG 2, 8 kbit/s, 24 000 samples a second: a frame has 24 bytes and lasts 24 ms.
	const four = Buffer.concat(
		Array.from({ length: 4 }, () => Buffer.from('fff314c0', 'hex')).flatMap((head) => [
			head,
			Buffer.alloc(20),
		]),
	);
	const scraps = Buffer.alloc(150_000 * 97);
	for (let at = 0; at < scraps.length; at += 97) four.copy(scraps, at);
	const filled = filledMp3(Buffer.concat([scraps, Buffer.alloc(24 * 50), four, four]));
	expect(filled?.lost).toHaveLength(1);
	expect(filled?.bytes).toHaveLength((150_000 * 4 + 50 + 8) * 24);
});
