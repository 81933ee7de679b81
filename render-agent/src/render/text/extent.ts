/** How far a caption's paint reaches beyond its text box: outlines, shadows, leaning letters, the box behind. Canvas pixels. */
import type { TextBlock, TextLine, TextStyle } from '../../timeline/text';
import { backgroundBoxes } from './backgrounds';
import { around, type Box, grown, turnedAbout } from './boxes';
import type { PlacedCluster, TextLayout } from './layout';
import { measure } from './measure';

/** How far an italic leans, in degrees, as drafts have it. */
const LEAN = 10;
/** The height above the baseline, in em, that stays in place when letters lean. */
export const LEAN_AXIS = 0.36;
/** What synthetic bold adds to each side of an outline, in em. */
const THICKENING = 0.0105;
/** The usual underline, as drafts have it. */
const UNDERLINE: TextLine = { offset: 0.22, thickness: 0.05 };
/** A blur reaches about three standard deviations. */
const BLUR_REACH = 3;

/** The horizontal shift of letters for each pixel of height: 0 for upright ones and for those with colors of their own. */
export const leanOf = ({ style, face }: Pick<PlacedCluster, 'style' | 'face'>): number =>
	style.italic && !face.color ? Math.tan(((style.lean ?? LEAN) * Math.PI) / 180) : 0;

/** What is added to each side of the outlines of letters, in em. */
export const thickeningOf = ({
	style,
	thicken,
}: Pick<PlacedCluster, 'style' | 'thicken'>): number =>
	style.thickening ?? (thicken ? THICKENING : 0);

/** The line under underlined words of a style. */
export const lineOf = ({ line }: TextStyle): TextLine => line ?? UNDERLINE;

/** Where the shadow of a style falls, in em; right and down positive. */
export const shadowOffset = (
	shadow: NonNullable<TextStyle['shadow']>,
): { readonly x: number; readonly y: number } => {
	const angle = (shadow.angle * Math.PI) / 180;
	return { x: Math.cos(angle) * shadow.distance, y: -Math.sin(angle) * shadow.distance };
};

const inkOf = (cluster: PlacedCluster): Box => {
	const { glyphs, face, em, x, baseline, style, turn = 0 } = cluster;
	const ink = measure(face, glyphs);
	const reach = Math.max(ink.above - LEAN_AXIS, ink.below + LEAN_AXIS, LEAN_AXIS);
	const lean = Math.abs(leanOf(cluster)) * reach;
	const outline = Math.max(0, ...style.strokes.map(({ width }) => width)) / 2;
	const plain = {
		x: x - (ink.left + lean) * em,
		y: baseline - ink.above * em,
		width: (ink.left + ink.right + 2 * lean) * em,
		height: (ink.above + ink.below) * em,
	};
	const all = grown(plain, (outline + thickeningOf(cluster)) * em);
	return turn === 0 ? all : turnedAbout(all, { x, y: baseline }, turn);
};

/** The ink of one cluster with its outline, its underline and its shadow. */
const paintOf = (cluster: PlacedCluster): readonly Box[] => {
	const { style, em, box } = cluster;
	const ink = cluster.glyphs === '' ? [] : [inkOf(cluster)];
	// Sideways the line keeps the same distance from the letters, so one growth serves rows and columns.
	const { offset: below, thickness } = lineOf(style);
	const line = style.underline ? [grown(box, (Math.abs(below) + thickness) * em)] : [];
	const paint = [...ink, ...line];
	const { shadow } = style;
	if (!shadow) return paint;
	const offset = shadowOffset(shadow);
	const shadows = paint.map((one) => {
		const fallen = { ...one, x: one.x + offset.x * em, y: one.y + offset.y * em };
		return grown(fallen, BLUR_REACH * shadow.blur * em);
	});
	return [...paint, ...shadows];
};

/** The smallest box that holds all paint of a laid-out text; undefined when nothing is painted. */
export const extentOf = (block: TextBlock, layout: TextLayout): Box | undefined =>
	around([
		...layout.lines.flatMap(({ clusters }) => clusters.flatMap(paintOf)),
		...backgroundBoxes(block, layout),
	]);
