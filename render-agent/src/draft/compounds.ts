/** Compound clips: a draft within the draft, as a timeline within the timeline. */
import type { Diagnostic } from '../kernel/diagnostic';
import type { Microseconds } from '../kernel/units';
import { withinOf } from '../timeline/element';
import { outerRange } from '../timeline/nested';
import { endOf, rangeBetween } from '../timeline/range';
import type { NestedClip } from '../timeline/timeline';
import { backdropOf } from './backdrops';
import { amplified, asHigh, loudnessOf } from './compoundSounds';
import type { Draft } from './draft';
import type { Keyed } from './keyframes';
import { seen } from './pictures';
import type { About, Scope, Use } from './scope';
import { isHeardIn } from './soundless';
import { noteSoundsOfCompound } from './strayCompanions';

/** The draft inside a segment's compound clip, if it is one. */
export const compoundOf = ({ segment }: Use, { compounds }: Draft): Draft | undefined => {
	const id = [segment.material_id, ...segment.extra_material_refs].find((one) =>
		compounds.has(one),
	);
	return id === undefined ? undefined : compounds.get(id);
};

interface Timed {
	readonly start?: Microseconds;
	readonly end?: Microseconds;
}

/** Puts what lies inside a compound clip where the clip shows it; leaves out what it does not show. */
const placing =
	({ use: { target }, paced }: Keyed) =>
	<T extends Timed>(one: T): readonly (T & Required<Timed>)[] => {
		const { start, end } = one;
		const isTimed = start !== undefined && end !== undefined && start < end;
		const shown = isTimed ? outerRange(paced, rangeBetween(start, end)) : target;
		return shown ? [{ ...one, start: shown.start, end: endOf(shown) }] : [];
	};

/** What a difference of a compound clip's draft is about, said of the compound clip. */
const innerAbout = ({ code, subject, segment, within, how, isCaption }: Diagnostic): About => ({
	...{ code, ...(subject && { subject }) },
	...(segment !== undefined && { within: withinOf(segment, within) }),
	...(how && { how }),
	...(isCaption && { isCaption }),
});

/** What is of a segment inside a compound clip, as of the clip. */
export const broughtTo =
	({ id: segment, track }: Pick<Use, 'id' | 'track'>) =>
	<T extends { readonly segment: string; readonly within?: string }>(one: T) => ({
		...{ ...one, segment, track },
		within: withinOf(one.segment, one.within),
	});

/** A compound clip. What its draft cannot have drawn is noted in the place of the clip. */
export const nestedOf = (keyed: Keyed, draft: Draft, scope: Scope): NestedClip => {
	const { use } = keyed;
	const { timeline: written, diagnostics, elements } = scope.inner(draft);
	const { volume, gain } = loudnessOf(keyed, scope);
	const timeline = asHigh(keyed, amplified(written, volume), scope);
	if (isHeardIn(timeline)) noteSoundsOfCompound(use, scope.note);
	const placed = placing(keyed);
	scope.contains(use, elements.flatMap(placed));
	for (const diagnostic of diagnostics.flatMap(placed)) {
		const target = rangeBetween(diagnostic.start, diagnostic.end);
		scope.note({ ...use, target }, innerAbout(diagnostic), diagnostic.text);
	}
	const files = timeline.assets.map((asset) => ({
		...asset,
		usedBy: asset.usedBy.flatMap(placed).map(broughtTo(use)),
	}));
	scope.assets.include(files, use);
	const backdrop = backdropOf(use, scope);
	return {
		...keyed.paced,
		...seen(keyed, scope),
		kind: 'nested',
		timeline,
		...(gain && { gain }),
		...(backdrop && { backdrop }),
	};
};
