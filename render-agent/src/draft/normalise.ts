/** Turns a draft into a timeline: foreign words stop here. Pure; knows no file and draws nothing. */
import { type Diagnostic, leftOutAs } from '../kernel/diagnostic';
import {
	type Frames,
	frames,
	microseconds,
	most,
	nearestFrame,
	pixels,
	plus,
	rateOf,
} from '../kernel/units';
import { inLanguage, type Words } from '../kernel/words';
import { type LibraryIndex, NO_LIBRARY } from '../timeline/library';
import type { AssetId } from '../timeline/asset';
import { endOf } from '../timeline/range';
import { type Element, withinOf } from '../timeline/element';
import type { Canvas, Timeline } from '../timeline/timeline';
import { windowOf } from '../timeline/transitionWindow';
import { openAssetBook } from './assetBook';
import { type Clips, clipsOf } from './clips';
import { broughtTo, compoundOf } from './compounds';
import type { Draft } from './draft';
import { hiddenOf } from './hidden';
import { elementsOf, fontElementsOf, type Nature } from './inventory';
import { noteFields } from './namedFields';
import { type About, isCaption, type Normalised, type Note, type Scope, type Use } from './scope';
import { soundlessOf } from './soundless';
import { usesOf } from './tracks';
import { noteStrayTransitions, transitionsOf } from './transitions';

const canvasOf = ({ canvas, fps }: Draft): Canvas => ({
	width: pixels(canvas.width),
	height: pixels(canvas.height),
	rate: rateOf(fps),
});

/** As long as the draft says, and as its last segment needs; at least one frame. */
const lengthOf = ({ duration }: Draft, uses: readonly Use[], { rate }: Canvas): Frames => {
	const end = uses.reduce((last, { target }) => most(last, endOf(target)), microseconds(duration));
	return most(nearestFrame(end, rate), frames(1));
};

/** What is only near to what a draft says: drawn, or left out. */
export type Nearness = 'draw' | 'leave out';

const leftOut = (text: Words): Words => ({
	zh: `按 on_unsupported: skip 未使用（否则：${inLanguage(text, 'zh')}）`,
	en: `left out, as on_unsupported: skip asks (otherwise: ${inLanguage(text, 'en')})`,
});

const noteInto =
	(diagnostics: Diagnostic[], nearness: Nearness): Note =>
	(use, about, text) => {
		const { id, track, target } = use;
		const { start, duration } = target;
		const { code, ...subject }: About = typeof about === 'string' ? { code: about } : about;
		const isNear = subject.how !== 'exact' && nearness !== 'draw';
		const instead = isNear ? leftOutAs(code) : undefined;
		const said = instead === undefined ? { code, text } : { code: instead, text: leftOut(text) };
		diagnostics.push({
			...{ ...said, ...subject, segment: id, track },
			...{ start, end: plus(start, duration) },
			...(isCaption(use) && { isCaption: true as const }),
		});
		return instead === undefined;
	};

/** Low before high, then early before late; what is equal keeps the order of the draft. */
const byLayer = (visuals: Timeline['visuals']): Timeline['visuals'] =>
	[...visuals].sort((a, b) => a.layer - b.layer || a.target.start - b.target.start);

/** The elements, transitions with what they lead to and for as long as they are drawn: what follows may be shorter than they are. */
const inWindows = (
	elements: readonly Element[],
	transitions: Timeline['transitions'],
): readonly Element[] => {
	const drawn = new Map(transitions.map((one) => [one.left, one]));
	return elements.map((element) => {
		const one = element.what === 'transition' ? drawn.get(element.segment) : undefined;
		if (!one) return element;
		const window = windowOf(one);
		return { ...element, start: window.start, end: endOf(window), into: one.right };
	});
};

/** An element of a compound clip in the place of the clip. */
const elementOf = (use: Use, element: Element): Element => ({
	...broughtTo(use)(element),
	...(element.into !== undefined && {
		into: element.within === undefined ? element.into : withinOf(element.segment, element.into),
	}),
});

/** The file that a segment plays: that of its picture, else that of its sound. */
const playedOf = ({ visual, sounds }: Clips): AssetId | undefined =>
	visual?.kind === 'picture' ? visual.asset : sounds[0]?.asset;

const natureOf = (use: Use, clips: Clips, draft: Draft): Nature => ({
	file: playedOf(clips),
	isCompound: compoundOf(use, draft) !== undefined,
	soundless: soundlessOf(use, clips, draft),
});

/**
 * The timeline of a draft, with a word for everything that differs from the draft.
 * Files of the user's library stand for what the draft only names. What is only near is drawn unless `nearness` says no.
 * Hidden segments and silent sounds are left out, elements that say why; nothing else is without a diagnostic.
 */
export const normalise = (
	draft: Draft,
	library: LibraryIndex = NO_LIBRARY,
	nearness: Nearness = 'draw',
): Normalised => {
	const canvas = canvasOf(draft);
	const diagnostics: Diagnostic[] = [];
	const note = noteInto(diagnostics, nearness);
	const inner = (compound: Draft): Normalised => normalise(compound, library, nearness);
	const within: Element[] = [];
	const contains: Scope['contains'] = (use, elements) => {
		within.push(...elements.map((element) => elementOf(use, element)));
	};
	const assets = openAssetBook();
	const drawsNear = nearness === 'draw';
	const scope: Scope = { draft, canvas, assets, library, note, drawsNear, inner, contains };
	const uses = usesOf(draft, canvas.rate);
	diagnostics.unshift(...noteFields(draft, uses, note));
	const made = uses.map((use) => ({ use, clips: clipsOf(use, scope) }));
	const hasPicture = ({ clips: { visual } }: (typeof made)[number]): boolean =>
		visual !== undefined && visual.kind !== 'effect' && visual.kind !== 'filter';
	const drawn = made.filter(hasPicture).map(({ use }) => use);
	noteStrayTransitions(
		made.filter((one) => !hasPicture(one)).map(({ use }) => use),
		note,
	);
	const transitions = transitionsOf(drawn, canvas.rate, note);
	const visuals = byLayer(made.flatMap(({ clips }) => clips.visual ?? []));
	const own = inWindows(
		elementsOf(
			made.map(({ use, clips }) => [use, natureOf(use, clips, draft)]),
			draft,
		),
		transitions,
	);
	return {
		timeline: {
			canvas,
			frames: lengthOf(draft, uses, canvas),
			visuals,
			transitions,
			sounds: made.flatMap(({ clips }) => clips.sounds),
			assets: scope.assets.list(),
		},
		diagnostics,
		elements: [...own, ...fontElementsOf({ visuals }), ...within, ...hiddenOf(draft)],
	};
};
