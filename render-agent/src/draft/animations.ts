/** Animations of clips: which motion, in which window of the clip. */
import { fromSeconds, microseconds, plus } from '../kernel/units';
import { shownSeconds, together, type Words } from '../kernel/words';
import { endOf, rangeBetween, type TimeRange } from '../timeline/range';
import type { Animation } from '../timeline/timeline';
import type { MotionLook } from '../timeline/looks';
import type { FoundLook } from './catalog/catalog';
import { lastingOf, usualDuration } from './catalog/usualDurations';
import { takenApart } from './joinedLetters';
import { motionEntry, motionLookOf, motionName, movesCharacters } from './looks/motionLooks';
import type { DraftAnimation } from './materialSchema';
import { about, called, firstOf, type Note, type Use } from './scope';
import { hasBox } from './textStyles';
import { isAtRest } from './unknownFields';

type Phase = Animation['phase'];

const PHASES: readonly Phase[] = ['in', 'out', 'group', 'loop'];

const phaseOf = ({ type }: DraftAnimation): Phase | undefined =>
	PHASES.find((phase) => phase === type);

const idOf = ({ resource_id, id }: DraftAnimation): string => firstOf(resource_id, id);

const entryOf = (animation: DraftAnimation) => {
	const phase = phaseOf(animation);
	return phase && motionEntry({ id: idOf(animation), name: animation.name }, phase);
};

/** An animation with the length that it is to have. */
type Timed = DraftAnimation & { readonly duration: number; readonly told?: Words };

const timed = (animation: DraftAnimation): Timed => ({
	...animation,
	...lastingOf(animation.duration, entryOf(animation)),
});

/** How long the ways in and out last; both are shortened alike where the clip is too short for them. */
interface Ends {
	readonly into: number;
	readonly out: number;
}

const endsOf = (animations: readonly Timed[], length: number): Ends => {
	const longest = (type: Phase): number =>
		Math.min(
			length,
			Math.max(0, ...animations.filter((one) => one.type === type).map((one) => one.duration)),
		);
	const [into, out] = [longest('in'), longest('out')];
	const factor = into + out > length ? length / (into + out) : 1;
	return { into: Math.floor(into * factor), out: Math.floor(out * factor) };
};

/** The longest frame that scripts round to. */
const FRAME = fromSeconds(0.04);

/**
 * A loop that is written once for the whole rest of its clip, or up to its way out, says where it is, not how long a
 * round of it lasts: that is as in the catalogue, where it is shorter there.
 */
const inRounds = (animation: Timed, ends: Ends, length: number): Timed => {
	const entry = phaseOf(animation) === 'loop' ? entryOf(animation) : undefined;
	const until = Math.max(animation.start, ends.into) + animation.duration;
	const duration = usualDuration(entry);
	const isRest = until >= length - ends.out - FRAME;
	if (!entry || !isRest || duration >= animation.duration) return animation;
	const shown = shownSeconds(duration);
	return {
		...animation,
		duration,
		told: {
			zh: `草稿写到片段结束或出场动画为止，按目录中的周期每 ${shown} 秒重复一次`,
			en: `it is written up to the end of its clip, or to its way out, and comes again every ${shown} s, as in the catalogue of the app`,
		},
	};
};

const windowBetween = (start: number, duration: number): TimeRange => ({
	start: microseconds(start),
	duration: microseconds(duration),
});

const windowOf = (
	{ start, duration }: Timed,
	phase: Phase,
	{ ends, length }: { readonly ends: Ends; readonly length: number },
): TimeRange => {
	switch (phase) {
		case 'in':
			return windowBetween(0, Math.min(duration, ends.into));
		case 'out': {
			const lasts = Math.min(duration, ends.out);
			return windowBetween(length - lasts, lasts);
		}
		case 'group':
		case 'loop': {
			const from = Math.min(length, Math.max(start, phase === 'loop' ? ends.into : 0));
			return windowBetween(from, Math.max(0, Math.min(duration, length - from)));
		}
	}
};

const plainName = ({ name, resource_id, id }: DraftAnimation): string =>
	firstOf(name, resource_id, id);

const shownName = (animation: DraftAnimation): string => called(animation.name, idOf(animation));

/** It has no length, or lies where its clip is over or the way in and out take all of it. */
const noteEmpty = (use: Use, animation: Timed, note: Note): void => {
	const shown = shownName(animation);
	const isWithout = animation.duration === 0;
	note(use, about('ANIMATION_UNSUPPORTED', plainName(animation)), {
		zh: `动画${shown}${isWithout ? '在草稿中时长为 0' : '在片段中没有时间'}，已忽略`,
		en: `animation ${shown} ${isWithout ? 'has a length of 0 in the draft' : 'has no time within its clip'} and is left out`,
	});
};

const noteUnknown = (use: Use, animation: DraftAnimation, note: Note): void => {
	const shown = shownName(animation);
	note(use, about('ANIMATION_UNSUPPORTED', plainName(animation)), {
		zh: `动画${shown}无法绘制，已忽略`,
		en: `animation ${shown} cannot be drawn and is left out`,
	});
};

/** Whether a caption's characters come, go or dance one after another. With a box behind them, or on an arc, they keep together. */
const isByCharacter = ({ material }: Use, { look, name }: FoundLook<MotionLook>): boolean =>
	material?.bucket === 'texts' &&
	!hasBox(material.material) &&
	isAtRest(material.material.text_curve) &&
	movesCharacters(look, name);

const nearTo = (animation: DraftAnimation, look: MotionLook): Words => {
	const shown = shownName(animation);
	const { zh, en } = motionName(look);
	return {
		zh: `动画${shown}以近似的“${zh}”绘制`,
		en: `animation ${shown} is drawn as ${en}, which is only near to it`,
	};
};

/** A rounding to whole frames makes nothing shorter. */
const SLACK = fromSeconds(0.02);

/** Whether a way in or out lasts shorter than it is written. Other animations only go on until their clip ends. */
const isShortened = ({ type, duration }: Timed, window: TimeRange): boolean =>
	(type === 'in' || type === 'out') && duration - window.duration > SLACK;

const shortened = (animation: Timed, window: TimeRange): Words => {
	const shown = shownName(animation);
	const written = shownSeconds(animation.duration);
	const drawn = shownSeconds(window.duration);
	return {
		zh: `片段容不下动画${shown}，时长由 ${written} 秒缩短为 ${drawn} 秒`,
		en: `animation ${shown} does not fit into its clip: it lasts ${drawn} s instead of ${written} s`,
	};
};

/** Animations of captions word by word are not motions of the clip. */
const isOfWords = ({ material }: Use, type: string): boolean =>
	type === 'caption' && material?.bucket === 'texts';

/** The animations of a segment with their lengths. */
const timedOf = (use: Use): { readonly all: readonly Timed[]; readonly ends: Ends } => {
	const written = use.companions
		.flatMap((filed) => (filed.bucket === 'material_animations' ? filed.material.animations : []))
		.filter(({ type }) => !isOfWords(use, type))
		.map(timed);
	const ends = endsOf(written, use.target.duration);
	return { all: written.map((one) => inRounds(one, ends, use.target.duration)), ends };
};

/** When an animation is seen, on the timeline: loops go on until their clip ends. */
const seenIn = ({ target }: Use, phase: Phase, window: TimeRange): TimeRange => {
	const start = plus(target.start, window.start);
	return rangeBetween(start, phase === 'loop' ? endOf(target) : plus(start, window.duration));
};

/** When an animation of a segment is drawn, on the timeline; one of an unknown kind where it is written. */
export const animationTime = (use: Use, written: DraftAnimation): TimeRange => {
	const { ends } = timedOf(use);
	const phase = phaseOf(written);
	const length = use.target.duration;
	if (!phase) {
		const from = Math.min(length, Math.max(0, written.start));
		const lasts = Math.min(length - from, timed(written).duration);
		return windowBetween(use.target.start + from, lasts);
	}
	return seenIn(use, phase, windowOf(timed(written), phase, { ends, length }));
};

interface Drawn {
	readonly found: FoundLook<MotionLook>;
	readonly window: TimeRange;
	readonly note: Note;
}

/** Names what of an animation is not as written: its look, its length. Gives whether it is drawn all the same. */
const noteNear = (use: Use, animation: Timed, { found, window, note }: Drawn): boolean => {
	const { look, exact } = found;
	const told = [
		...(exact ? [] : [nearTo(animation, look)]),
		...takenApart(use, look, isByCharacter(use, found)),
		...(animation.told === undefined ? [] : [animation.told]),
		...(isShortened(animation, window) ? [shortened(animation, window)] : []),
	];
	if (told.length === 0) return true;
	return note(use, about('ANIMATION_APPROXIMATED', plainName(animation)), together(told));
};

const animationOf = (
	use: Use,
	animation: Timed,
	{ ends, note }: { readonly ends: Ends; readonly note: Note },
): readonly Animation[] => {
	const phase = phaseOf(animation);
	const { name } = animation;
	const found = phase && motionLookOf({ id: idOf(animation), name }, phase);
	if (!phase || !found) {
		noteUnknown(use, animation, note);
		return [];
	}
	const window = windowOf(animation, phase, { ends, length: use.target.duration });
	if (window.duration <= 0) {
		noteEmpty(use, animation, note);
		return [];
	}
	const seen = { ...use, target: seenIn(use, phase, window) };
	if (!noteNear(seen, animation, { found, window, note })) return [];
	const by = isByCharacter(use, found) ? ({ by: 'character' } as const) : {};
	return [{ phase, look: found.look, window, ...by }];
};

/** The animations of a segment. Those that nobody can draw are named in a note. */
export const animationsOf = (use: Use, note: Note): readonly Animation[] => {
	const { all, ends } = timedOf(use);
	return all.flatMap((animation) => animationOf(use, animation, { ends, note }));
};
