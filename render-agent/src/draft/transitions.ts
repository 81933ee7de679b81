/** Transitions: between which clips, where, how long, and with which look. */
import { type FrameRate, microseconds, SECOND } from '../kernel/units';
import { endOf } from '../timeline/range';
import type { Transition } from '../timeline/timeline';
import { transitionLookOf, transitionName } from './looks/transitionLooks';
import type { MaterialOf } from './materialSchema';
import { about, called, companionOf, type Note, type Use } from './scope';

const shownName = ({ name, resource_id, effect_id }: MaterialOf<'transitions'>): string =>
	called(name, resource_id === '' ? effect_id : resource_id);

/**
 * The clip that follows on the same track without a gap of more than half a frame. `drawn` lists clips track by track
 * and by start: the search ends where clips begin too late.
 */
const follower = (at: number, drawn: readonly Use[], rate: FrameRate): Use | undefined => {
	const left = drawn[at];
	if (!left) return undefined;
	const slack = (SECOND * rate.den) / rate.num / 2;
	const end = endOf(left.target);
	for (let i = at + 1; i < drawn.length; i++) {
		const right = drawn[i];
		if (right?.track !== left.track || right.target.start > end + slack) return undefined;
		if (right.target.start > left.target.start && right.target.start >= end - slack) return right;
	}
	return undefined;
};

const plainName = ({ name, resource_id, effect_id }: MaterialOf<'transitions'>): string =>
	[name, resource_id, effect_id].find((one) => one !== '') ?? '';

const lookOf = (
	use: Use,
	material: MaterialOf<'transitions'>,
	note: Note,
): Transition['look'] | undefined => {
	const found = transitionLookOf(material.resource_id, material.name);
	const look = found?.look ?? { family: 'dissolve' };
	if (!found?.exact) {
		const shown = shownName(material);
		const { zh, en } = transitionName(look);
		const isDrawn = note(use, about('TRANSITION_APPROXIMATED', plainName(material)), {
			zh: `转场${shown}以近似的“${zh}”绘制`,
			en: `transition ${shown} is drawn as ${en}, which is only near to it`,
		});
		if (!isDrawn) return undefined;
	}
	return look;
};

const noteIgnored = (use: Use, material: MaterialOf<'transitions'>, note: Note): void => {
	const shown = shownName(material);
	note(use, about('TRANSITION_IGNORED', plainName(material)), {
		zh: `转场${shown}之后没有紧接的片段，已忽略`,
		en: `transition ${shown} is left out: no clip follows it without a gap`,
	});
};

/** The transitions between clips that are drawn. They are never longer than the shorter of their clips. */
export const transitionsOf = (
	drawn: readonly Use[],
	rate: FrameRate,
	note: Note,
): readonly Transition[] =>
	drawn.flatMap((left, at) => {
		const material = companionOf(left, 'transitions');
		if (!material || material.duration === 0) return [];
		const right = follower(at, drawn, rate);
		if (!right) {
			noteIgnored(left, material, note);
			return [];
		}
		const look = lookOf(left, material, note);
		if (!look) return [];
		return [
			{
				left: left.id,
				right: right.id,
				cut: right.target.start,
				duration: microseconds(
					Math.min(material.duration, left.target.duration, right.target.duration),
				),
				look,
			},
		];
	});
