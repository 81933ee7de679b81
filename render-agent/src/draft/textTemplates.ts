/** Text templates: the words of their slots, each where its slot says. Their moving decoration belongs to the app. */
import { microseconds, nearestFrame, most, frames } from '../kernel/units';
import type { NestedClip, TextClip } from '../timeline/timeline';
import type { Filed } from './draft';
import type { Keyed } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { stillPaceOf } from './pace';
import { seen } from './pictures';
import { about, called, nameOf, type Scope, type Use } from './scope';
import { textClipOf } from './texts';

type Template = MaterialOf<'text_templates'>;
type Slot = Template['text_info_resources'][number];
type Text = Extract<Filed, { readonly bucket: 'texts' }>;

/** How far below each other slots without a place stand, in halves of the canvas. */
const BELOW = 0.16;

interface FilledSlot {
	readonly slot: Slot;
	readonly text: Text;
	readonly companions: readonly Filed[];
}

const filledSlots = (use: Use, template: Template, { draft, note }: Scope): readonly FilledSlot[] =>
	template.text_info_resources.flatMap((slot, index) => {
		const text = draft.materials.get(slot.text_material_id);
		if (text?.bucket !== 'texts') {
			const [place, id] = [String(index + 1), slot.text_material_id];
			const shown = called(template.name, template.resource_id);
			note(use, about('MATERIAL_REF_DANGLING', nameOf(template), 'text'), {
				zh: `文字模板${shown}的第 ${place} 处文字（${id}）不在草稿中，只有这一处未绘制`,
				en: `of text template ${shown} only the words of slot ${place} (${id}) are not drawn: they are not in the draft`,
			});
			return [];
		}
		const companions = slot.extra_material_refs.flatMap((id) => draft.materials.get(id) ?? []);
		return [{ slot, text, companions }];
	});

const noteTemplate = (use: Use, template: Template, { note }: Scope): boolean => {
	const shown = called(template.name, template.resource_id);
	return note(use, about('SEGMENT_APPROXIMATED', nameOf(template)), {
		zh: `文字模板${shown}只绘制其中的文字，不含模板的装饰与动画`,
		en: `text template ${shown}: its words are drawn, not its decoration and motion`,
	});
};

/** A slot in the template's own time: from 0, where its place says, else below the one before it. */
const slotUse = (use: Use, { slot, text, companions }: FilledSlot, place: Place): Use => {
	const { segment, target } = use;
	const clip = slot.attach_info.clip ?? slot.clip;
	const y = ((place.count - 1) / 2 - place.index) * BELOW;
	const fresh = {
		...segment.clip,
		alpha: 1,
		rotation: 0,
		scale: { x: 1, y: 1 },
		transform: { x: 0, y },
	};
	return {
		...use,
		id: `${use.id}/text-${String(place.index + 1)}`,
		segment: { ...segment, clip: clip ?? fresh, common_keyframes: [] },
		layer: place.index,
		target: { start: microseconds(0), duration: target.duration },
		material: text,
		companions,
	};
};

interface Place {
	readonly index: number;
	readonly count: number;
}

/** All slots as a timeline of their own, which stands and moves as one. */
const manySlots = (keyed: Keyed, slots: readonly FilledSlot[], scope: Scope): NestedClip => {
	const { use } = keyed;
	const { canvas } = scope;
	const visuals = slots.flatMap((slot, index) => {
		const inner = slotUse(use, slot, { index, count: slots.length });
		// What is said of a slot is said in the place of the template.
		const told: Scope = {
			...scope,
			assets: { ...scope.assets, refer: (asked) => scope.assets.refer(asked, use) },
			note: (_, about, text) => scope.note(use, about, text),
		};
		return textClipOf({ use: inner, paced: stillPaceOf(inner) }, slot.text.material, told) ?? [];
	});
	const { duration } = use.target;
	return {
		...seen(keyed, scope),
		kind: 'nested',
		source: { start: microseconds(0), duration },
		tempo: { kind: 'constant' },
		reversed: false,
		timeline: {
			canvas,
			frames: most(nearestFrame(duration, canvas.rate), frames(1)),
			...{ visuals, transitions: [], sounds: [], assets: [] },
		},
	};
};

/** A text template as its words; nothing when no slot has any. */
export const templateOf = (
	keyed: Keyed,
	template: Template,
	scope: Scope,
): TextClip | NestedClip | undefined => {
	const slots = filledSlots(keyed.use, template, scope);
	const [only] = slots;
	if (!only) {
		scope.note(keyed.use, about('SEGMENT_UNSUPPORTED', template.name), {
			zh: `文字模板${called(template.name, template.resource_id)}没有可绘制的文字`,
			en: `text template ${called(template.name, template.resource_id)} is not drawn: it has no words`,
		});
		return undefined;
	}
	if (!noteTemplate(keyed.use, template, scope)) return undefined;
	if (slots.length > 1 || only.slot.attach_info.clip || only.slot.clip)
		return manySlots(keyed, slots, scope);
	const { use, paced } = keyed;
	const companions = [...use.companions, ...only.companions];
	const own: Use = { ...use, material: only.text, companions };
	return textClipOf({ use: own, paced }, only.text.material, scope);
};
