/** Transitions: between which clips, where, how long, and with which look. */
import { type FrameRate, microseconds, tickOf } from '../kernel/units';
import { shownSeconds, together, type Words } from '../kernel/words';
import { endOf } from '../timeline/range';
import type { Transition } from '../timeline/timeline';
import { showsBoth } from '../timeline/transitionKinds';
import { crossedFrames, isSeen, windowOf } from '../timeline/transitionWindow';
import { blendOf } from './adjustments';
import { type Lasting, lastingOf } from './catalog/usualDurations';
import { transitionEntry, transitionLookOf, transitionName } from './looks/transitionLooks';
import type { MaterialOf } from './materialSchema';
import { about, called, companionOf, firstOf, type Note, type Use } from './scope';

const shownName = ({ name, resource_id, effect_id }: MaterialOf<'transitions'>): string =>
	called(name, resource_id === '' ? effect_id : resource_id);

const halfFrame = (rate: FrameRate): number => tickOf(rate) / 2;

/**
 * The clip that follows on the same track without a gap of more than half a frame. `drawn` lists clips track by track
 * and by start: the search ends where clips begin too late.
 */
const follower = (at: number, drawn: readonly Use[], rate: FrameRate): Use | undefined => {
	const left = drawn[at];
	if (!left) return undefined;
	const slack = halfFrame(rate);
	const end = endOf(left.target);
	for (let i = at + 1; i < drawn.length; i++) {
		const right = drawn[i];
		if (right?.track !== left.track || right.target.start > end + slack) return undefined;
		if (right.target.start > left.target.start && right.target.start >= end - slack) return right;
	}
	return undefined;
};

const plainName = ({ name, resource_id, effect_id }: MaterialOf<'transitions'>): string =>
	firstOf(name, resource_id, effect_id);

const nearTo = (shown: string, look: Transition['look']): Words => {
	const { zh, en } = transitionName(look);
	return {
		zh: `转场${shown}以近似的“${zh}”绘制`,
		en: `transition ${shown} is drawn as ${en}, which is only near to it`,
	};
};

/** Nobody has compared what the apps do then. */
const APART: Words = {
	zh: '草稿要求两侧片段不重叠：前一段先离场，后一段再入场，与剪映的样子可能不同',
	en: 'the draft asks that its clips never overlap: the first goes, then the second comes, perhaps not as in the app',
};

/** Nobody has compared what the apps do then. */
const BLENDED_APART: Words = {
	zh: '两侧片段的混合模式不同：转场中由前一种逐渐变为后一种，与剪映的样子可能不同',
	en: 'its clips have different blend modes: one gives way to the other by and by, perhaps not as in the app',
};

/** Whether two clips that are shown at once are mixed with what lies beneath in different ways. */
const isBlendedApart = (left: Use, right: Use): boolean => {
	const [one, other] = [left, right].map((use) => blendOf(use, () => true));
	return one !== other;
};

/** What there is to say of how the clips of a transition are shown together, or are not. */
const toldOfBoth = (
	{ is_overlap }: MaterialOf<'transitions'>,
	look: Transition['look'],
	blendedApart: boolean,
): readonly Words[] => {
	if (is_overlap === false) return showsBoth(look) ? [APART] : [];
	return blendedApart ? [BLENDED_APART] : [];
};

const shortened = (shown: string, [written, drawn]: readonly [number, number]): Words => ({
	zh: `转场${shown}比相邻片段长，时长由 ${shownSeconds(written)} 秒缩短为 ${shownSeconds(drawn)} 秒`,
	en: `transition ${shown} is longer than one of its clips: it lasts ${shownSeconds(drawn)} s instead of ${shownSeconds(written)} s`,
});

/** How long a transition is to last. */
export const transitionLength = ({
	duration,
	resource_id,
	name,
}: MaterialOf<'transitions'>): Lasting => lastingOf(duration, transitionEntry(resource_id, name));

/** What there is to say of how long a transition lasts. */
const toldOfLength = (
	material: MaterialOf<'transitions'>,
	lasts: number,
	rate: FrameRate,
): readonly Words[] => {
	const { duration, told } = transitionLength(material);
	const isShorter = duration - lasts > halfFrame(rate);
	return [
		...(told === undefined ? [] : [told]),
		...(isShorter ? [shortened(shownName(material), [duration, lasts])] : []),
	];
};

/** The look of a transition that lasts so long. What is near only, and what is shorter than written, is noted. */
const lookOf = (
	use: Use,
	{
		material,
		lasts,
		right,
	}: {
		readonly material: MaterialOf<'transitions'>;
		readonly lasts: number;
		readonly right: Use;
	},
	{ note, rate }: { readonly note: Note; readonly rate: FrameRate },
): Transition['look'] | undefined => {
	const found = transitionLookOf(material.resource_id, material.name);
	const look = found?.look ?? { family: 'dissolve' };
	const shown = shownName(material);
	const told = [
		...(found?.exact ? [] : [nearTo(shown, look)]),
		...toldOfLength(material, lasts, rate),
		...toldOfBoth(material, look, isBlendedApart(use, right)),
	];
	if (told.length === 0) return look;
	const subject = about('TRANSITION_APPROXIMATED', plainName(material));
	return note(use, subject, together(told)) ? look : undefined;
};

const NO_LENGTH = { zh: '在草稿中时长为 0', en: 'it has a length of 0 in the draft' };
const NO_FOLLOWER = { zh: '之后没有紧接的片段', en: 'no clip follows it without a gap' };
/** Sounds, what changes all that lies beneath, and what is not drawn: nothing gives way to anything there. */
const NO_PICTURE = {
	zh: '所在片段没有画面',
	en: 'its segment has no picture',
};

/** Too short as written. */
const NO_FRAME = {
	zh: '时长太短，不足两帧，没有画面能显示它',
	en: 'it is too short for any frame to show it, less than two frames',
};
/** Too short since one of its clips is. */
const NO_ROOM = {
	zh: '的相邻片段太短，转场不足两帧，没有画面能显示它',
	en: 'one of its clips is so short that no frame shows it, less than two frames',
};

type Reason = typeof NO_LENGTH;

const noteIgnored = (
	use: Use,
	material: MaterialOf<'transitions'>,
	{ reason, note }: { readonly reason: Reason; readonly note: Note },
): void => {
	const shown = shownName(material);
	note(use, about('TRANSITION_IGNORED', plainName(material)), {
		zh: `转场${shown}${reason.zh}，已忽略`,
		en: `transition ${shown} is left out: ${reason.en}`,
	});
};

/** Names the transitions of segments that have no picture. */
export const noteStrayTransitions = (uses: readonly Use[], note: Note): void => {
	for (const use of uses) {
		const material = companionOf(use, 'transitions');
		if (material) noteIgnored(use, material, { reason: NO_PICTURE, note });
	}
};

/** Where a transition lies, and why it is not drawn there. */
interface Found {
	readonly place: Pick<Transition, 'cut' | 'duration'>;
	readonly unseen: Reason | undefined;
}

/** Never longer than the shorter of its clips. */
const foundBetween = (
	[left, right]: readonly [Use, Use],
	duration: number,
	rate: FrameRate,
): Found => {
	const cut = right.target.start;
	const lasts = Math.min(duration, left.target.duration, right.target.duration);
	const within = (length: number): Found['place'] => ({ cut, duration: microseconds(length) });
	const isShown = (length: number): boolean => isSeen(crossedFrames(within(length), rate));
	const tooShort = isShown(duration) ? NO_ROOM : NO_FRAME;
	const unseen = duration === 0 ? NO_LENGTH : tooShort;
	return { place: within(lasts), unseen: isShown(lasts) ? undefined : unseen };
};

/** The transitions between clips that are drawn. They are never longer than the shorter of their clips. */
export const transitionsOf = (
	drawn: readonly Use[],
	rate: FrameRate,
	note: Note,
): readonly Transition[] =>
	drawn.flatMap((left, at) => {
		const material = companionOf(left, 'transitions');
		if (!material) return [];
		const right = follower(at, drawn, rate);
		const found = right && foundBetween([left, right], transitionLength(material).duration, rate);
		if (!right || !found || found.unseen) {
			noteIgnored(left, material, { reason: found?.unseen ?? NO_FOLLOWER, note });
			return [];
		}
		const { place } = found;
		const seenAt = { ...left, target: windowOf(place) };
		const look = lookOf(seenAt, { material, lasts: place.duration, right }, { note, rate });
		if (!look) return [];
		return [
			{
				left: left.id,
				right: right.id,
				...place,
				look,
				...(material.is_overlap === false && { apart: true as const }),
			},
		];
	});
