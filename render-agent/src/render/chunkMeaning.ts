/**
 * What a chunk shows, told so that the same frames are told the same: wherever on the timeline they lie, and however long
 * their clips go on behind them.
 */
import {
	type FrameRate,
	type Frames,
	frames,
	least,
	type Microseconds,
	minus,
	most,
	nearestFrame,
	plus,
} from '../kernel/units';
import { endOf } from '../timeline/range';
import type { ChunkPlan, Crossing, Layer, NestedSource, Scene, Source } from '../timeline/scene';
import { beginningOf, clipMoment, type Paced, ROUNDED } from '../timeline/tempo';
import type { Animation } from '../timeline/timeline';
import { isHeldAtEnd } from './decoderRuns';

/** The frames of a chunk: `first` is inside, `end` is not. */
interface Stretch {
	readonly first: Frames;
	readonly end: Frames;
	readonly rate: FrameRate;
}

/** A start, counted from the first frame of the chunk. */
const begins = (start: Microseconds, { first, rate }: Stretch): object => {
	const { frame, late } = beginningOf(start, rate);
	return { frame: minus(frame, first), late };
};

const pacedIn = ({ target, source, tempo, reversed }: Paced, stretch: Stretch): object => ({
	...{ source, tempo, reversed, lasts: target.duration },
	begins: begins(target.start, stretch),
});

/** A clip at one speed, played forward: where it ends decides nothing of what comes before. */
const evenlyPaced = ({ target, source }: Paced, stretch: Stretch): object => ({
	...{ from: source.start, isHeld: source.duration > 0 },
	speed: target.duration === 0 ? 0 : source.duration / target.duration,
	begins: begins(target.start, stretch),
});

/** Whether a clip plays on behind the inner frames that are shown, so that its end decides nothing of which those are. */
const goesOn = ({ paced, rate, window }: NestedSource): boolean =>
	paced.tempo.kind === 'constant' &&
	!paced.reversed &&
	window.to < nearestFrame(endOf(paced.source), rate);

const nestedIn = (nested: NestedSource, stretch: Stretch): object => {
	const { pieces, paced, ...rest } = nested;
	return {
		...rest,
		paced: goesOn(nested) ? evenlyPaced(paced, stretch) : pacedIn(paced, stretch),
		pieces: pieces.map(({ from, to, drawn, scene }) => ({
			...{ from, to, drawn },
			scene: sceneIn(scene, { first: from, end: to, rate: scene.canvas.rate }),
		})),
	};
};

const sourceIn = (source: Source, stretch: Stretch): object => {
	switch (source.kind) {
		case 'still':
			return source;
		case 'text': {
			const { moving, ...fixed } = source;
			if (!moving) return fixed;
			const { changes, start } = moving;
			return { ...fixed, moving: { changes, begins: begins(start, stretch) } };
		}
		case 'nested':
			return nestedIn(source, stretch);
		case 'video': {
			const { paced, first, ...rest } = source;
			const isEven = source.sampling === 'even' && !paced.reversed && !isHeldAtEnd(source, stretch);
			const told = isEven ? evenlyPaced(paced, stretch) : pacedIn(paced, stretch);
			return { ...rest, first: minus(first, stretch.first), paced: told };
		}
	}
};

const crossingIn = ({ from, to, apart, ...rest }: Crossing, { first }: Stretch): object => ({
	...{ ...rest, from: minus(from, first), to: minus(to, first) },
	...(apart !== undefined && { apart: minus(apart, first) }),
});

/** An animation; a way out that begins later is one that has not begun, wherever that will be. */
const animationIn = (animation: Animation, last: number): object => {
	const { window, ...rest } = animation;
	const isLater = animation.phase === 'out' && window.start > last + ROUNDED;
	return isLater ? rest : animation;
};

/** What moves of itself: keyframes, and grain, which is another one at each moment. */
const MOVING = /"kind":"keyed"|"grain":/;

/** Whether a layer stands as it is all the time, so that nobody sees when it began. What its source shows has a beginning of its own. */
const isStill = ({ content, animations, effects, spoken, ...rest }: Layer): boolean =>
	content.kind !== 'effect' &&
	animations.length === 0 &&
	(effects ?? []).length === 0 &&
	spoken === undefined &&
	!MOVING.test(JSON.stringify(rest));

const layerIn = (layer: Layer, stretch: Stretch): object => {
	const { start, duration, from, to, crossings, animations, ...rest } = layer;
	const { first, end, rate } = stretch;
	const last = clipMoment(minus(end, frames(1)), rate, start);
	const isTimed = rest.content.kind === 'effect' || (rest.effects ?? []).length > 0;
	return {
		...rest,
		...(!isStill(layer) && { begins: begins(start, stretch) }),
		...{ from: minus(most(from, first), first), to: minus(least(to, end), first) },
		crossings: crossings
			.filter((crossing) => crossing.from < end && crossing.to > first)
			.map((crossing) => crossingIn(crossing, stretch)),
		animations: animations.map((animation) => animationIn(animation, last)),
		// Only effects know how long their clip is.
		...(isTimed && { duration }),
	};
};

const sceneIn = ({ canvas, sources, layers }: Scene, stretch: Stretch): object => ({
	canvas,
	sources: sources.map((source) => sourceIn(source, stretch)),
	layers: layers.map((layer) => layerIn(layer, stretch)),
});

/**
 * All that decides what a chunk's frames look like, as plain data. Equal for two chunks only if each frame of the one is
 * drawn as that of the other with the same number, counted from their first.
 */
export const meaningOf = ({
	first,
	count,
	scene,
}: Pick<ChunkPlan, 'first' | 'count' | 'scene'>): object => ({
	count,
	scene: sceneIn(scene, { first, end: plus(first, count), rate: scene.canvas.rate }),
});
