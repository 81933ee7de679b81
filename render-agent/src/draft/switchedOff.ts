/** What a draft holds of a segment and has switched off: nothing is drawn of it, and that is as the draft says. */
import type { Counted, Words } from '../kernel/words';
import { ADJUSTED, effectsOf, isSlider } from './adjustments';
import { gradesOffIn } from './grades';
import { isKeyed } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { trimsOffIn } from './outlines';
import { othersOf, type Use } from './scope';
import { contentOf } from './textContent';
import { type CaptionLook, switchedOffIn } from './textStyles';

const off = ({ zh, en, is = 'is' }: Counted): Words => ({
	zh: `${zh}在草稿中已关闭，因此不绘制`,
	en: `${en} ${is} switched off in the draft, and so not drawn`,
});

const LOOKS: Readonly<Record<CaptionLook, Words>> = {
	stroke: off({ zh: '文字描边', en: 'the outline of the caption' }),
	background: off({ zh: '文字背景', en: 'the box behind the caption' }),
	shadow: off({ zh: '文字阴影', en: 'the shadow of the caption' }),
};

const MASK_OFF = off({ zh: '蒙版', en: 'the mask' });

/** Why a mask of a segment that is seen is not drawn, where the draft has switched masks off; those of the color page stay. */
export const maskOffIn = (
	{ segment, trackType }: Use,
	{ category }: MaterialOf<'masks'>,
): Words | undefined =>
	trackType === 'audio' || segment.enable_video_mask || category === 'adjust'
		? undefined
		: MASK_OFF;

/** What of a caption's look the draft has switched off. */
export const looksOffIn = ({ material }: Use): readonly Words[] => {
	if (material?.bucket !== 'texts') return [];
	const { styles } = contentOf(material.material.content);
	return switchedOffIn(material.material, styles).map((look) => LOOKS[look]);
};

const SLIDERS_OFF = off({ zh: '调节', en: 'the color sliders', is: 'are' });
const LUT_OFF = off({ zh: 'LUT', en: 'the LUT' });
const HSL_CURVES_OFF = off({ zh: 'HSL 曲线', en: 'the HSL curves', is: 'are' });

/** Why a slider or LUT of a segment that is seen is not drawn, where the draft has switched them off. */
export const effectOffIn = (
	{ segment, trackType }: Use,
	{ type }: MaterialOf<'effects'>,
): Words | undefined => {
	if (trackType === 'audio') return undefined;
	if (isSlider(type)) return segment.enable_adjust ? undefined : SLIDERS_OFF;
	return type === 'lut' && !segment.enable_lut ? LUT_OFF : undefined;
};

/** Whether only keyframes speak of sliders, which are switched off. */
const isKeyedSliderOff = (use: Use): boolean =>
	!use.segment.enable_adjust &&
	!effectsOf(use).some(({ type }) => isSlider(type)) &&
	isKeyed(use, ADJUSTED);

const hasHslCurvesOff = (use: Use): boolean =>
	!use.segment.enable_hsl &&
	othersOf(use).some(({ from, atRest }) => from === 'hsl_curves' && !atRest);

/** What of a segment's grading the draft has switched off, beside its sliders and LUTs that have a material. */
export const gradingOffIn = (use: Use): readonly Words[] => [
	...(isKeyedSliderOff(use) ? [SLIDERS_OFF] : []),
	...gradesOffIn(use).map((words) => off({ ...words, en: `the ${words.en}` })),
	...(hasHslCurvesOff(use) ? [HSL_CURVES_OFF] : []),
];

/** What of a segment's outline the draft has switched off. */
export const outlineOffIn = (use: Use): readonly Words[] => trimsOffIn(use).map(off);
