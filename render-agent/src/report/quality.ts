/** What the finished video is like, for people and programs: measured while it was made, checked before it is given on. */
import { z } from 'zod/v4';
import type { Diagnostic, DiagnosticCode } from '../kernel/diagnostic';
import { fromSeconds } from '../kernel/units';
import type { Quality } from '../render/quality/inspect';
import { missedLoudnessOf } from './missedLoudness';

const stretches = (reasons: readonly [string, ...string[]], what: string) =>
	z
		.array(
			z.object({
				start: z.number().describe('Seconds.'),
				end: z.number().describe('Seconds.'),
				why: z.enum(reasons),
			}),
		)
		.describe(what);

/** The report's `quality`. */
export const qualityReport = z.object({
	black: stretches(
		['gap', 'source', 'draft', 'unexplained'],
		'Black for half a second or longer: nothing is drawn, what is drawn is black itself, the draft makes it black, or none of these.',
	),
	still: stretches(
		['draft', 'source', 'ended', 'damaged', 'unexplained'],
		'The same picture for two seconds or longer: the draft has it so, what is drawn stands still itself, a file ends before its clip (from one second), a damaged file has no other picture, or none of these.',
	),
	silent: stretches(
		['gap', 'draft', 'source', 'damaged', 'unexplained'],
		'Silent for half a second or longer: nothing plays, the draft turns down what plays, that is silent itself, a damaged file has nothing more to be heard, or none of these.',
	),
	sound: z.object({
		integrated_lufs: z.number().nullable().describe('EBU R128; null where nothing is heard.'),
		range_lu: z.number().nullable(),
		true_peak_dbtp: z
			.number()
			.nullable()
			.describe(
				'Highest true peak of the mix, before the sound is encoded, which may add about 1 dB in the file; null where nothing is heard.',
			),
		sum_peak_dbfs: z.number().nullable().describe('Highest sum of the sounds before the limiter.'),
		limited_db: z.number().describe('How far the limiter has turned the sum down at most.'),
		gain_db: z
			.number()
			.describe('How far the whole sum was raised to reach the loudness asked for.'),
		clips: z
			.boolean()
			.describe('Whether players may clip it: a true peak of the mix above 0 dBTP.'),
	}),
	file: z.object({
		codec: z.string(),
		profile: z.string(),
		pixel_format: z.string(),
		frames: z.number().int(),
		seconds: z.number(),
		sound_codec: z.string(),
		sound_seconds: z.number(),
		joints_compared: z
			.number()
			.int()
			.describe(
				'Chunks whose first frame was decoded from the file and compared with what was drawn; the last frame is, of eight chunks spread over the video at most.',
			),
	}),
	findings: z
		.array(z.string())
		.describe('Codes of the warnings that come from this: empty when all is as the draft says.'),
});

/** The report's `quality`. */
export type QualityReport = z.infer<typeof qualityReport>;

interface Place {
	readonly start: number;
	readonly end: number;
}

const hundredths = (value: number): number => Math.floor(value * 100 + 0.5) / 100;

const rounded = (value: number | undefined): number | null =>
	value === undefined || !Number.isFinite(value) ? null : hundredths(value);

const finding = (
	code: DiagnosticCode,
	{ start, end }: Place,
	[zh, en]: readonly [zh: string, en: string],
): Diagnostic => {
	const span = [start.toFixed(1), end.toFixed(1)] as const;
	return {
		code,
		start: fromSeconds(start),
		end: fromSeconds(end),
		text: {
			zh: `第 ${span[0]} 到 ${span[1]} 秒${zh}`,
			en: `from ${span[0]} to ${span[1]} s ${en}`,
		},
	};
};

const limited = ({ peak, gain }: Quality['sound']): readonly Diagnostic[] => {
	if (peak <= 1 || gain !== 0) return [];
	const over = (20 * Math.log10(peak)).toFixed(1);
	return [
		{
			code: 'SOUND_LIMITED',
			text: {
				zh: `混音峰值 ${over} dB 超过满幅，已限幅`,
				en: `the sum of the sounds peaked ${over} dB above full scale and was limited`,
			},
		},
	];
};

/** Loudness units by which a target may be missed before anybody is told. */
const NEAR = 1;

/** Sums that never rise above this are silence. */
const HEARD = 10 ** (-70 / 20);

/** Seconds of which loudness can be measured. */
const MEASURABLE = 0.4;

type Heard = Pick<Quality, 'sound' | 'file'>;

/** What is said of a loudness that was asked for and could not be measured. Silence misses none. */
const unmeasured = (
	{ sound: { peak }, file: { soundSeconds } }: Heard,
	target: string,
): Diagnostic => {
	if (peak < HEARD)
		return {
			code: 'LOUDNESS_MISSED',
			how: 'exact',
			text: {
				zh: `视频没有声音，因此无需调整到 ${target} LUFS`,
				en: `nothing is heard in the video, so there was nothing to bring to ${target} LUFS`,
			},
		};
	const [zh, en] =
		soundSeconds < MEASURABLE
			? ['声音短于 0.4 秒，无法测量响度', 'the sound is shorter than 0.4 s, too short to measure']
			: ['声音过轻，无法测量响度', 'the sound is too quiet to measure'];
	return {
		code: 'LOUDNESS_MISSED',
		text: {
			zh: `${zh}，未调整到要求的 ${target} LUFS，音量不变`,
			en: `${en}: it was not brought to the ${target} LUFS that were asked for and is as loud as in the draft`,
		},
	};
};

const missed = (quality: Heard, target: number | undefined): readonly Diagnostic[] => {
	const { integrated } = quality.sound.loudness;
	if (target === undefined) return [];
	if (integrated === undefined) return [unmeasured(quality, String(target))];
	if (Math.abs(integrated - target) <= NEAR) return [];
	return [
		{
			code: 'LOUDNESS_MISSED',
			text: {
				zh: `响度为 ${integrated.toFixed(1)} LUFS，未达到要求的 ${String(target)} LUFS`,
				en: `the loudness is ${integrated.toFixed(1)} LUFS, not the ${String(target)} LUFS that were asked for`,
			},
		},
	];
};

/** Whether one of these differences was told of what is shown then. */
const isTold = (
	{ start, end }: Place,
	explained: readonly Diagnostic[],
	codes: readonly DiagnosticCode[],
): boolean =>
	explained.some(
		(one) =>
			codes.includes(one.code) &&
			(one.start ?? 0) < fromSeconds(end) &&
			(one.end ?? 0) > fromSeconds(start),
	);

/** Whether it stands still or is silent because a damaged file lacks what should be there. */
const isLost = (one: Place & { readonly why: string }, explained: readonly Diagnostic[]): boolean =>
	(one.why === 'source' || one.why === 'ended') && isTold(one, explained, ['MEDIA_DAMAGED']);

/**
 * What of a finished video the draft does not explain, as warnings.
 * @param target LUFS that were asked for
 * @param explained what was said before it was made
 */
export const qualityFindings = (
	{ black, still, sound, file }: Quality,
	target: number | undefined,
	explained: readonly Diagnostic[] = [],
): readonly Diagnostic[] => [
	...limited(sound),
	...missed({ sound, file }, target),
	...missedLoudnessOf(sound),
	...black
		.filter(({ why }) => why === 'unexplained')
		.map((one) =>
			finding('PICTURE_BLACK', one, [
				'画面全黑，但草稿在此处有可见画面',
				'the picture is black, though the draft shows something there',
			]),
		),
	...still.flatMap((one) => {
		if (one.why === 'ended' && isTold(one, explained, ['MEDIA_SHORT', 'MEDIA_DAMAGED'])) return [];
		if (one.why === 'ended')
			return [
				finding('PICTURE_FROZEN', one, [
					'画面静止：素材在片段结束之前已播完',
					'the picture stands still: the file ends before its clip does',
				]),
			];
		return one.why === 'unexplained'
			? [
					finding('PICTURE_FROZEN', one, [
						'画面静止，但草稿在此处有运动画面',
						'the picture stands still, though what is shown there moves',
					]),
				]
			: [];
	}),
	...sound.silent
		.filter(({ why }) => why === 'unexplained')
		.map((one) =>
			finding('SOUND_SILENT', one, [
				'没有声音，但草稿在此处有声音',
				'nothing is heard, though the draft plays sounds there',
			]),
		),
];

/** The report of what a finished video is like. */
export const qualityReportOf = (
	quality: Quality,
	target: number | undefined,
	explained: readonly Diagnostic[] = [],
): QualityReport => {
	const { black, still, sound, file, joints } = quality;
	const { integrated, range, truePeak } = sound.loudness;
	const codes = new Set([
		...explained.map(({ code }) => code).filter((code) => code === 'MEDIA_DAMAGED'),
		...qualityFindings(quality, target, explained)
			.filter(({ how }) => how !== 'exact')
			.map(({ code }) => code),
	]);
	return {
		black: [...black],
		still: still.map((one) => (isLost(one, explained) ? { ...one, why: 'damaged' } : one)),
		silent: sound.silent.map((one) => (isLost(one, explained) ? { ...one, why: 'damaged' } : one)),
		sound: {
			integrated_lufs: rounded(integrated),
			range_lu: rounded(range),
			true_peak_dbtp: rounded(truePeak),
			sum_peak_dbfs: rounded(20 * Math.log10(sound.peak)),
			limited_db: hundredths(sound.limited),
			gain_db: hundredths(sound.gain),
			clips: (truePeak ?? -1) > 0,
		},
		file: {
			codec: file.codec,
			profile: file.profile,
			pixel_format: file.pixelFormat,
			frames: file.frames,
			seconds: file.seconds,
			sound_codec: file.soundCodec,
			sound_seconds: file.soundSeconds,
			joints_compared: joints,
		},
		findings: [...codes],
	};
};
