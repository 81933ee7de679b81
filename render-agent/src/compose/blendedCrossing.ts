/** How a transition is mixed with what lies beneath it, where its clips have blend modes. */
import { scaled, type Size } from '../timeline/geometry';
import type { BlendMode } from '../timeline/looks';
import type { Layer } from '../timeline/scene';
import type { Draw } from './draws';

/** What is drawn of a transition as one picture over the canvas. */
const wholeOf = (
	draws: readonly Draw[],
	{ width, height }: Size,
	blend: BlendMode | undefined,
): Extract<Draw, { kind: 'group' }> => ({
	...{ kind: 'group', draws, matrix: scaled(width, height), covers: [], opaque: false },
	opacity: 1,
	...(blend && { blend }),
});

/** All that is drawn of a transition, blended as one of its clips is; as it is where that has no mode. */
export const blendedWhole = (
	draws: readonly Draw[],
	blend: BlendMode | undefined,
	canvas: Size,
): readonly Draw[] => (blend ? [wholeOf(draws, canvas, blend)] : draws);

/** All that is drawn of a transition whose clips are blended in two ways: the first gives way to the second by and by, both over what lies beneath. */
export const blendedTwice = (
	draws: readonly Draw[],
	[left, right]: readonly [Layer, Layer],
	{ share, canvas }: { readonly share: number; readonly canvas: Size },
): readonly Draw[] => [
	{
		...{ kind: 'mix', amount: share, opaque: false, onBackdrop: true },
		from: [wholeOf(draws, canvas, left.blend)],
		to: [wholeOf(draws, canvas, right.blend)],
	},
];
