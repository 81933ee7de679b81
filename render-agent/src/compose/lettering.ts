/** Captions whose characters move one after another: each becomes a draw of its own part of the picture. */
import { microseconds } from '../kernel/units';
import { type Affine, after, applied, scaled, shifted, turned } from '../timeline/geometry';
import { ROUNDED } from '../timeline/tempo';
import type { Animation } from '../timeline/timeline';
import type { Layer } from '../timeline/scene';
import type { Draw, Part, TextPart } from './draws';
import { motionOf } from './motion';
import type { Motion } from './moves';

type Picture = Extract<Draw, { kind: 'picture' }>;

/** A caption of more characters moves as a whole: nobody could tell them apart. */
const MOST = 120;
/** How much of the way in or out is one character's own. */
const OWN_SHARE = 0.5;
/** How much of its period the next character is behind in what repeats. */
const BEHIND = 0.12;
/** How far characters come from, against the height of their line. */
const REACH = 1.2;
/** The same of what dances in its place all the time. */
const DANCE = 4.5;

/** What of `Boxes` texts need. */
interface TextBoxes {
	readonly partsOf: (source: number) => readonly TextPart[];
}

/** Whether an animation moves the characters of a caption one by one. */
export const isLettered = ({ by }: Animation): boolean => by === 'character';

/** A layer as its animations move it: the characters of a caption one by one, where they are not too many to be told apart. */
export const settled = (layer: Layer, boxes: TextBoxes): Layer => {
	const { content, animations } = layer;
	if (content.kind !== 'source' || !animations.some(isLettered)) return layer;
	if (boxes.partsOf(content.source).length <= MOST) return layer;
	return {
		...layer,
		animations: animations.map(({ phase, look, window }) => ({ phase, look, window })),
	};
};

/** An animation as one character of `count` has it. */
const ownOf = (animation: Animation, index: number, count: number): Animation => {
	const { phase, window } = animation;
	if (phase === 'loop' || phase === 'group') {
		const late = index * BEHIND * window.duration;
		return {
			...animation,
			window: { ...window, start: microseconds(Math.floor(window.start + late)) },
		};
	}
	const lasts = Math.floor(window.duration * (count > 1 ? OWN_SHARE : 1));
	const late = count > 1 ? ((window.duration - lasts) * index) / (count - 1) : 0;
	return {
		...animation,
		window: {
			start: microseconds(Math.floor(window.start + late)),
			duration: microseconds(lasts),
		},
	};
};

/** Characters come from nearby, where they would be seen waiting: they fade in within the first quarter of their way. */
const FADE = 4;

const presence = (animations: readonly Animation[], at: number): number =>
	animations.reduce((least, { phase, look, window: { start, duration } }) => {
		if ((phase !== 'in' && phase !== 'out') || duration <= 0) return least;
		// They wait for their light in their place.
		if (look.family === 'karaoke') return least;
		const share = (at - start) / duration;
		return Math.min(least, (phase === 'in' ? share : 1 - share) * FADE);
	}, 1);

/** A move of a character about its own middle. */
const movedAbout = (
	{ x, y }: { readonly x: number; readonly y: number },
	{ dx, dy, scaleX, scaleY, rotation }: Motion,
): Affine =>
	after(
		shifted(x + dx, y + dy),
		after(turned(rotation), after(scaled(scaleX, scaleY), shifted(-x, -y))),
	);

const letterDraw = (picture: Picture, part: TextPart, motion: Motion): readonly Picture[] => {
	const { matrix, opacity } = picture;
	const middle = applied(matrix, (part.left + part.right) / 2, (part.top + part.bottom) / 2);
	const seen = Math.min(1, Math.max(0, motion.opacity)) * opacity;
	if (seen <= 0 || motion.scaleX === 0 || motion.scaleY === 0) return [];
	const effects = [...(picture.effects ?? []), ...(motion.effects ?? [])];
	return [
		{
			...picture,
			matrix: after(movedAbout(middle, motion), matrix),
			opacity: seen,
			parts: [bare(part)],
			...(effects.length > 0 && { effects }),
		},
	];
};

const isStill = ({ dx, dy, scaleX, scaleY, rotation, opacity, effects = [] }: Motion): boolean =>
	[dx, dy, rotation, effects.length, scaleX - 1, scaleY - 1].every((change) => change === 0) &&
	opacity >= 1;

/**
 * The characters of a caption's picture, each where its animations have it, `at` microseconds after the clip's start.
 * Where all are there and none moves they are one picture: side by side their edges would show.
 */
const letterDraws = (
	picture: Picture,
	parts: readonly TextPart[],
	{ animations, at, whole }: LetterTimes,
): readonly Picture[] => {
	const moved = parts.map((part, index): readonly [TextPart, Motion] => {
		const own = animations.map((animation) => ownOf(animation, index, parts.length));
		const height = (part.bottom - part.top) * Math.hypot(picture.matrix.xy, picture.matrix.yy);
		const stays = animations.every(({ phase }) => phase === 'loop' || phase === 'group');
		const far = height * (stays ? DANCE : REACH);
		const room = { width: far, height: far };
		const motion = motionOf(own, at, room);
		return [part, { ...motion, opacity: motion.opacity * presence(own, at) }];
	});
	if (whole && moved.every(([, motion]) => isStill(motion))) return [picture];
	return moved.flatMap(([part, motion]) => letterDraw(picture, part, motion));
};

interface LetterTimes {
	readonly animations: readonly Animation[];
	readonly at: number;
	/** Whether these are all characters of the caption. */
	readonly whole: boolean;
}

/** A character is there when all but this share of its time has passed: times are rounded, and a character is typed at once. */
const A_TOUCH = 0.01;

/** What is seen of a caption's characters at a moment: those typed so far, those spoken so far, or all. */
const shownParts = (
	parts: readonly TextPart[],
	{ spoken, typed, at }: { spoken: Layer['spoken']; typed: number | undefined; at: number },
): readonly TextPart[] => {
	const there =
		typed === undefined ? parts : parts.slice(0, Math.floor(typed * parts.length + A_TOUCH));
	if (!spoken || spoken.lit !== undefined) return there;
	const last = spoken.words.findLastIndex(({ from }) => from <= at + ROUNDED);
	// What follows the last word, as a full stop does, comes with it.
	const reached = last === spoken.words.length - 1 ? Infinity : (spoken.words[last]?.end ?? 0);
	return there.filter(({ offset }) => offset < reached);
};

/** The word of the moment, in its own color over the others. */
const litDraws = (
	picture: Picture,
	{ spoken }: Layer,
	{ boxes, at }: { readonly boxes: TextBoxes; readonly at: number },
): readonly Picture[] => {
	const word = spoken?.words.find(({ from, to }) => at + ROUNDED >= from && at + ROUNDED < to);
	if (!word || spoken?.lit === undefined) return [];
	const parts = boxes
		.partsOf(spoken.lit)
		.filter(({ offset }) => offset >= word.start && offset < word.end);
	return parts.length === 0 ? [] : [{ ...picture, source: spoken.lit, parts: parts.map(bare) }];
};

const bare = ({ left, top, right, bottom }: TextPart): Part => ({ left, top, right, bottom });

/** A caption's picture as it is drawn at a moment of its clip: its characters together, or one by one. */
export const textDraws = (
	picture: Picture,
	layer: Layer,
	{ boxes, at, typed }: { boxes: TextBoxes; at: number; typed: number | undefined },
): readonly Picture[] => {
	const animations = layer.animations.filter(isLettered);
	const isWhole = (typed === undefined || typed >= 1) && !layer.spoken;
	if (isWhole && animations.length === 0) return [picture];
	const parts = shownParts(boxes.partsOf(picture.source), {
		...{ spoken: layer.spoken, at },
		typed: isWhole ? undefined : typed,
	});
	const drawn =
		animations.length === 0
			? [{ ...picture, parts: parts.map(bare) }]
			: letterDraws(picture, parts, { animations, at, whole: isWhole });
	return [...drawn, ...litDraws(picture, layer, { boxes, at })];
};
