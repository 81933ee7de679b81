/** Stages: what is done to the color of a picture before it is laid, or to all that is painted so far. Plain data, at one moment. */
import { type Curve, valueAt } from '../../timeline/curve';
import type { Filter } from '../../timeline/looks';
import type { Grading } from '../../timeline/scene';
import type { Adjustments, ChromaKey } from '../../timeline/timeline';
import type { ColorStep } from './table';

/** One thing that is done to a picture. Amounts −1…1, those of grain 0…1. */
export type Stage =
	| { readonly kind: 'key'; readonly key: ChromaKey }
	| { readonly kind: 'color'; readonly steps: readonly ColorStep[] }
	| { readonly kind: 'sharpen' | 'vignette'; readonly amount: number }
	| { readonly kind: 'grain'; readonly amount: number; readonly seed: number };

/** Sliders that are no change of single colors. */
const SPATIAL: ReadonlySet<string> = new Set(['sharpness', 'vignette', 'grain']);

/** Keyframed sliders move in steps that nobody sees, so that neighboring frames can share a table. */
const STEP = 1 / 500;

const slidersAt = (adjustments: Adjustments, at: number): Readonly<Record<string, number>> =>
	Object.fromEntries(
		Object.entries(adjustments)
			.map(([name, curve]: [string, Curve]): [string, number] => {
				const value = Math.min(1, Math.max(-1, valueAt(curve, at)));
				return [name, curve.kind === 'constant' ? value : Math.round(value / STEP) * STEP];
			})
			.filter(([, value]) => value !== 0),
	);

/** A strength at a moment: its keyframes count where it has any, in the same steps as sliders. */
const strengthAt = (
	{ strength, keyed }: { readonly strength: number; readonly keyed?: Curve },
	at: number,
): number =>
	keyed ? Math.round(Math.min(1, Math.max(0, valueAt(keyed, at))) / STEP) * STEP : strength;

const sumOf = (filters: readonly Filter[], part: 'vignette' | 'grain'): number =>
	filters.reduce((sum, { look, strength }) => sum + (look[part] ?? 0) * strength, 0);

const within = (value: number): number => Math.min(1, Math.max(-1, value));

const spatial = (kind: 'sharpen' | 'vignette', amount: number): readonly Stage[] =>
	amount === 0 ? [] : [{ kind, amount: within(amount) }];

/** A chroma key at a moment: its keyframes count where it has any. Nothing where it keys nothing out. */
const keyAt = (key: ChromaKey | undefined, at: number): readonly Stage[] => {
	if (!key) return [];
	const { keyed = {}, ...fixed } = key;
	const slid = (slider: keyof typeof keyed): number =>
		keyed[slider] ? Math.min(1, Math.max(0, valueAt(keyed[slider], at))) : fixed[slider];
	const now: ChromaKey = {
		color: fixed.color,
		intensity: slid('intensity'),
		shadow: slid('shadow'),
		softness: slid('softness'),
		spill: slid('spill'),
	};
	return now.intensity > 0 ? [{ kind: 'key', key: now }] : [];
};

/** What a grading does at a moment of its clip, in microseconds from its start. `seed` tells the grain of frames apart. */
export const stagesOf = (
	{ key, luts, adjustments, grades = [], filters: found }: Grading,
	at: number,
	seed: number,
): readonly Stage[] => {
	const all = slidersAt(adjustments, at);
	const filters = found
		.map(({ look, ...rest }) => ({ look, strength: strengthAt(rest, at) }))
		.filter(({ strength }) => strength > 0);
	const sliders = Object.fromEntries(Object.entries(all).filter(([name]) => !SPATIAL.has(name)));
	const steps: readonly ColorStep[] = [
		...luts.map(
			({ media, ...rest }) =>
				({ kind: 'cube', cube: media.sha256, strength: strengthAt(rest, at) }) as const,
		),
		...(Object.keys(sliders).length === 0 ? [] : [{ kind: 'sliders', sliders } as const]),
		...grades.map((grade) => ({ kind: 'grade', grade }) as const),
		...filters.map(({ look, strength }) => ({ kind: 'look', look, strength }) as const),
	];
	const grain = within(Math.max(0, (all['grain'] ?? 0) + sumOf(filters, 'grain')));
	return [
		...keyAt(key, at),
		...(steps.length === 0 ? [] : [{ kind: 'color', steps } as const]),
		...spatial('sharpen', all['sharpness'] ?? 0),
		...spatial('vignette', (all['vignette'] ?? 0) + sumOf(filters, 'vignette')),
		...(grain === 0 ? [] : [{ kind: 'grain', amount: grain, seed } as const]),
	];
};

/** The stages that change single colors: what a blurred picture takes over of its sharp one. */
export const colorsOf = (stages: readonly Stage[]): readonly Stage[] =>
	stages.filter(({ kind }) => kind === 'color');
