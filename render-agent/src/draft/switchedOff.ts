/** What a draft holds of a segment and has switched off: nothing is drawn of it, and that is as the draft says. */
import type { Words } from '../kernel/words';
import type { MaterialOf } from './materialSchema';
import type { Use } from './scope';
import { contentOf } from './textContent';
import { type CaptionLook, switchedOffIn } from './textStyles';

const off = (zh: string, en: string): Words => ({
	zh: `${zh}在草稿中已关闭，因此不绘制`,
	en: `${en} is switched off in the draft, and so not drawn`,
});

const LOOKS: Readonly<Record<CaptionLook, Words>> = {
	stroke: off('文字描边', 'the outline of the caption'),
	background: off('文字背景', 'the box behind the caption'),
	shadow: off('文字阴影', 'the shadow of the caption'),
};

const MASK_OFF = off('蒙版', 'the mask');

/** Why a mask of a segment is not drawn, where the draft has switched masks off; those of the color page stay. */
export const maskOffIn = (
	{ segment }: Use,
	{ category }: MaterialOf<'masks'>,
): Words | undefined => (segment.enable_video_mask || category === 'adjust' ? undefined : MASK_OFF);

/** What of a caption's look the draft has switched off. */
export const looksOffIn = ({ material }: Use): readonly Words[] => {
	if (material?.bucket !== 'texts') return [];
	const { styles } = contentOf(material.material.content);
	return switchedOffIn(material.material, styles).map((look) => LOOKS[look]);
};
