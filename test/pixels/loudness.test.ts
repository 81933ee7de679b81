/** The whole mix at a loudness that is asked for: as loud as that, never above −1 dBTP, silence left alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inLanguage } from '../../render-agent/src/kernel/words';
import { soundFindings } from '../../render-agent/src/render/quality/findings';
import { fidelityOf } from '../../render-agent/src/report/fidelity';
import { missedLoudnessOf } from '../../render-agent/src/report/missedLoudness';
import { SAMPLE_RATE, soundPlanOf, type SoundPlan } from '../../render-agent/src/compile/sound';
import { fromSeconds } from '../../render-agent/src/kernel/units';
import type { Mixed } from '../../render-agent/src/render/mixOutput';
import { mixLeveled } from '../../render-agent/src/render/sound/leveling';
import { LoudnessMeter } from '../../render-agent/src/render/sound/loudnessMeter';
import { ffmpegPath } from '../support/ffmpegPath';
import { type Made, mediaPiece, tone, writeWav } from '../support/mixing';
import { assetId, nested, sound, timelineOf } from '../support/timelines';

const folder = mkdtempSync(join(tmpdir(), 'loudness-'));
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const SECONDS = 4;

const planOf = (name: string, channels: Made['channels'], loudness?: number): SoundPlan => {
	const file = writeWav(join(folder, `${name}.wav`), { seconds: SECONDS, channels });
	return {
		samples: SECONDS * SAMPLE_RATE,
		pieces: [mediaPiece(file, { lasts: SECONDS })],
		...(loudness !== undefined && { loudness }),
	};
};

/** What the mixer says, and what a meter behind it says. */
const mix = async (plan: SoundPlan) => {
	const meter = new LoudnessMeter();
	let samples = 0;
	const mixing = {
		ffmpeg: ffmpegPath(),
		signal: new AbortController().signal,
		progressed: () => undefined,
	};
	const mixed: Mixed = await mixLeveled(plan, mixing, (block) => {
		meter.push(block);
		samples += block.length / 2;
		return Promise.resolve();
	});
	expect(samples).toBe(plan.samples);
	expect(mixed.loudness).toEqual(meter.measured());
	return { ...mixed, ...mixed.loudness };
};

const quiet = tone(997, 0.02);
/** A click of every fourth of a second over a murmur: its peaks are far above its loudness. */
const peaky = (time: number): number => tone(997, time % 0.25 < 0.01 ? 0.9 : 0.1)(time);

it.each([-14, -16, -23])('a quiet mix comes to %d LUFS', async (target) => {
	const { integrated, gain, limited, peak } = await mix(planOf('quiet', [quiet, quiet], target));
	expect(Math.abs((integrated ?? 0) - target)).toBeLessThan(0.1);
	expect([gain > 5, limited, peak]).toEqual([true, expect.closeTo(0), expect.closeTo(0.02, 3)]);
});

it('one that would go beyond the ceiling is limited, and still as loud as that', async () => {
	const { integrated = 0, truePeak = 0, limited } = await mix(planOf('peaky', [peaky, peaky], -14));
	expect(Math.abs(integrated + 14)).toBeLessThan(0.5);
	expect(truePeak).toBeLessThan(-1.9);
	expect(limited).toBeGreaterThan(1);
});

it('silence stays silent, and without a target nothing changes', async () => {
	const silent = await mix(planOf('silent', [() => 0, () => 0], -14));
	expect([silent.gain, silent.peak]).toEqual([0, 0]);
	const plain = await mix(planOf('plain', [quiet, quiet]));
	expect(plain.gain).toBe(0);
	expect(plain.integrated).toBeCloseTo(-34, 0);
});

it('silence is told with its reason: nothing plays, the file is silent, its sounds undo each other', async () => {
	const burst = (time: number): number => (time < 1 ? quiet(time) : 0);
	const plan = planOf('burst', [burst, burst]);
	const gaps = await mix({ ...plan, samples: 6 * SAMPLE_RATE });
	expect(gaps.silent).toEqual([
		{ start: 1, end: 4, why: 'source' },
		{ start: 4, end: 6, why: 'gap' },
	]);
	const loud = tone(997, 0.5);
	const [one] = planOf('loud', [loud, loud]).pieces;
	const [other] = planOf('against', [(time) => -loud(time), (time) => -loud(time)]).pieces;
	if (!one || !other) throw new RangeError('no pieces');
	const undone = await mix({ samples: SECONDS * SAMPLE_RATE, pieces: [one, other] });
	expect(undone.silent).toEqual([{ start: 0, end: SECONDS, why: 'unexplained' }]);
});

/** What is told of five pieces of one second or less that the draft wants at −20 LUFS. */
it('a clip that cannot come to the loudness of the draft is told with its place and the reason', async () => {
	const made = (name: string, level: number) => {
		const channels = [tone(997, level), tone(997, level)];
		return writeWav(join(folder, `own-${name}.wav`), { seconds: 1, channels });
	};
	const loudness = -20;
	const pieces = [
		mediaPiece(made('plain', 0.02), { lasts: 1 }, { id: 'plain', loudness }),
		mediaPiece(made('short', 0.02), { at: 1, lasts: 0.3 }, { id: 'short', loudness }),
		mediaPiece(made('quiet', 0.0006), { at: 2, lasts: 1 }, { id: 'quiet', loudness }),
		mediaPiece(made('far', 0.005), { at: 3, lasts: 1 }, { id: 'far', loudness }),
		mediaPiece(made('silent', 0), { at: 3, lasts: 1 }, { id: 'silent', loudness }),
	];
	const mixed = await mix({ samples: SECONDS * SAMPLE_RATE, pieces });
	const told = missedLoudnessOf(soundFindings.parse(mixed));
	expect(
		told.map(({ segment, start, end, text }) => [
			...[segment, Number(start) / 1e6, Number(end) / 1e6],
			inLanguage(text, 'en').split(': ').at(-1),
		]),
	).toEqual([
		['short', 1, 1.3, expect.stringMatching(/^it is shorter than 0.4 s/)],
		['quiet', 2, 3, expect.stringMatching(/^hardly anything is heard/)],
		['far', 3, 4, expect.stringMatching(/^it would take 2\d\.\d dB, .* by more than 24 dB$/)],
	]);
	expect(inLanguage(told[2]?.text ?? '', 'zh')).toMatch(/^响度未达到草稿要求的 -20 LUFS：需要改变/);
	const { approximated, items } = fidelityOf([], told);
	expect([approximated, items.map(({ name }) => name)]).toEqual([
		3,
		['loudness', 'loudness', 'loudness'],
	]);
});

it('of a sound inside a compound clip it is told by the compound clip, for the time that is heard', async () => {
	const asset = assetId('inner');
	const file = writeWav(join(folder, 'inner.wav'), { seconds: SECONDS, channels: [quiet, quiet] });
	const heard = { codec: 'pcm_f32le', sampleRate: SAMPLE_RATE, channels: 2 };
	const inner = timelineOf(SECONDS, {
		sounds: [sound(asset, [0, 3], { more: { loudness: -20 } })],
	});
	// The clip begins 2.7 s into the compound clip, so 0.3 s of the sound are left.
	const outer = timelineOf(SECONDS, { visuals: [nested(inner, [1, 2], { source: [2.7, 3.7] })] });
	const facts = {
		...{ id: asset, file, sha256: '', demuxer: 'wav' as const },
		sound: { ...heard, duration: fromSeconds(SECONDS) },
	};
	const mixed = await mix(soundPlanOf(outer, new Map([[asset, facts]])));
	expect(missedLoudnessOf(soundFindings.parse(mixed))).toMatchObject([
		{ segment: 'nested@1', within: 'sound@0', start: 1_000_000, end: 1_300_000 },
	]);
});
