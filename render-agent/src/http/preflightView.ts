/** A preflight as clients see it. */
import { z } from 'zod/v4';
import type { Looked } from '../assets/lookForAssets';
import { mediaFailure } from '../assets/mediaFailure';
import type { Preflighted } from '../jobs/preflight';
import type { Diagnostic } from '../kernel/diagnostic';
import { inLanguage, type Language } from '../kernel/words';
import { fidelityShape } from '../report/shape';
import { errorBody, errorBodyOf } from './errorBody';
import { warning, warningOf } from './jobView';

const medium = z.object({
	name: z.string().describe('Of the file, or its address.'),
	title: z
		.string()
		.nullable()
		.describe('What the draft calls it where that is not the name of the file; else null.'),
	use: z.enum(['video', 'photo', 'audio', 'sticker', 'texture', 'font', 'lut']),
	state: z
		.enum(['there', 'missing', 'unsure'])
		.describe('unsure: its server was slow or broken; a render tries longer.'),
	failure: errorBody
		.nullable()
		.describe('Why it cannot be had; null unless it is missing and nothing stands for it.'),
	instead: z
		.string()
		.nullable()
		.describe(
			'Of a missing font, LUT or picture in letters: what stands for it, and which file to add. No render fails for it. Else null.',
		),
	segments: z.array(z.string()).describe('Ids of the segments that use it.'),
});

/** The fields of a preflight on the wire, beside `code` and `message`. */
export const preflightView = z.object({
	ok: z.boolean().describe('Whether a render with these options would be accepted and drawn.'),
	failures: z
		.array(errorBody)
		.describe('What it would fail with under on_missing and on_unsupported; empty when ok.'),
	video: z.object({
		width: z.number().int(),
		height: z.number().int(),
		fps: z.number(),
		frames: z.number().int(),
		duration: z.number().describe('Seconds.'),
	}),
	fidelity: fidelityShape,
	media: z.array(medium).describe('Every file that the draft needs; missing ones first.'),
	caveat: z
		.string()
		.nullable()
		.describe(
			'What is not known before rendering, such as whether media at addresses are damaged.',
		),
	warnings: z.array(warning).describe('About the request, such as options that are not known.'),
});

/** A preflight on the wire. */
export type PreflightView = z.infer<typeof preflightView>;

const RANK = { missing: 0, unsure: 1, there: 2 } as const;

const mediumOf = (
	looked: Looked,
	replaced: Preflighted['replaced'],
	language: Language,
): PreflightView['media'][number] => {
	const { reference, state } = looked;
	const instead = replaced.get(reference.id);
	return {
		name: reference.label,
		title: reference.title ?? null,
		use: reference.use,
		state,
		failure:
			looked.state === 'missing' && instead === undefined
				? errorBodyOf(mediaFailure([{ reference, error: looked.error }]), language)
				: null,
		instead: instead === undefined ? null : inLanguage(instead, language),
		segments: [...new Set(reference.usedBy.map(({ segment }) => segment))],
	};
};

/** A preflight in a language, with what is said of the request. */
export const preflightViewOf = (
	{ timeline, fidelity, media, replaced, failures, caveat }: Preflighted,
	warnings: readonly Diagnostic[],
	language: Language,
): PreflightView => {
	const { canvas, frames } = timeline;
	const { width, height, rate } = canvas;
	return {
		ok: failures.length === 0,
		failures: failures.map((error) => errorBodyOf(error, language)),
		video: {
			...{ width, height, fps: rate.num / rate.den, frames },
			duration: (frames * rate.den) / rate.num,
		},
		fidelity,
		media: media
			.toSorted((a, b) => RANK[a.state] - RANK[b.state])
			.map((looked) => mediumOf(looked, replaced, language)),
		caveat: caveat ? inLanguage(caveat, language) : null,
		warnings: warnings.map((one) => warningOf(one, language)),
	};
};
