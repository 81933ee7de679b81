/** Captions of drafts with a text effect or a bubble, read as the agent reads them: one of each family. */
import { normalise } from '../../render-agent/src/draft/normalise';
import { parseDraft } from '../../render-agent/src/draft/parse';
import type { TextLook } from '../../render-agent/src/draft/looks/textLooks';
import type { TextBlock } from '../../render-agent/src/timeline/text';

/** A name of the catalogue for each family of text effects. */
const NAMED: Readonly<Record<TextLook['family'], string>> = {
	colored: '粉色渐变黄色花字',
	outlined: '黄字红边',
	glowing: '紫光花字',
	raised: '红色立体花字',
	boxed: '黄底字',
};

/** The words of a caption that has a text effect (`text_effect`) or a bubble (`text_shape`). */
export const captionWith = (type: 'text_effect' | 'text_shape', name: string): TextBlock => {
	const target_timerange = { start: 0, duration: 1_000_000 };
	const segment = { id: 's', material_id: 't', target_timerange, extra_material_refs: ['e'] };
	const text = '今天的海 Sea';
	const styles = [{ range: [0, text.length], size: 22 }];
	const { timeline } = normalise(
		parseDraft({
			canvas_config: { width: 640, height: 360 },
			...{ fps: 30, duration: 1_000_000 },
			tracks: [{ type: 'text', segments: [segment] }],
			materials: {
				texts: [{ id: 't', type: 'text', content: JSON.stringify({ text, styles }) }],
				effects: [{ id: 'e', type, name }],
			},
		}),
	);
	const [clip] = timeline.visuals;
	if (clip?.kind !== 'text') throw new RangeError(`no caption with ${name}`);
	return clip.text;
};

/** Every family of text effects, as words. */
export const TEXT_EFFECT_PICTURES: readonly (readonly [face: string, block: () => TextBlock])[] =
	Object.entries(NAMED).map(([face, name]) => [face, () => captionWith('text_effect', name)]);
