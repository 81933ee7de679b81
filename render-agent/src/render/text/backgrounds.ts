/** The boxes behind a text: where they lie, and how they are painted. */
import type { TextBackground, TextBlock } from '../../timeline/text';
import { around, type Box, grown } from './boxes';
import { brushOf, opaque, type Surface } from './gradientBrush';
import type { PlacedCluster, TextLayout, TextLine } from './layout';

/** A letter at least so wide, in em, has a box of its own; narrower ones share that of their word. */
const WIDE = 0.8;

/** The letters of a line as they share boxes. */
const wordsIn = (clusters: readonly PlacedCluster[]): readonly (readonly PlacedCluster[])[] => {
	const words: PlacedCluster[][] = [];
	let open: PlacedCluster[] | undefined;
	for (const cluster of clusters) {
		const isWide = cluster.advance >= WIDE * cluster.em && !cluster.joined;
		if (cluster.glyphs === '') open = undefined;
		else if (open && !isWide) open.push(cluster);
		else {
			const word = [cluster];
			words.push(word);
			open = isWide ? undefined : word;
		}
	}
	return words;
};

/** Boxes of letters are as high as one em (of columns: as wide), in the middle of their line. */
const letterBoxes = (
	lines: readonly TextLine[],
	{ vertical, em }: { readonly vertical: boolean; readonly em: number },
): readonly Box[] =>
	lines
		.flatMap(({ clusters }) => wordsIn(clusters))
		.flatMap((word) => around(word.map(({ box }) => box)) ?? [])
		.map((box) =>
			vertical
				? { ...box, x: box.x + (box.width - em) / 2, width: em }
				: { ...box, y: box.y + (box.height - em) / 2, height: em },
		);

const bareBoxes = (
	shape: TextBackground['shape'],
	{ width, height, vertical, lines }: TextLayout,
	em: number,
): readonly Box[] => {
	if (shape === 'letters') return letterBoxes(lines, { vertical, em });
	return shape === 'block'
		? [{ x: 0, y: 0, width, height }]
		: lines.filter(({ clusters }) => clusters.length > 0).map(({ box }) => box);
};

const firstEm = ({ lines }: TextLayout): number | undefined =>
	lines.flatMap(({ clusters }) => clusters)[0]?.em;

type Rounded = Box & { readonly radius: number };

/** The boxes behind a text, and the radius of their corners. None when it has no background or no size. */
export const backgroundBoxes = (
	{ background, runs }: TextBlock,
	layout: TextLayout,
): readonly Rounded[] => {
	const em = firstEm(layout);
	if (!background || em === undefined || runs.length === 0) return [];
	const { padding, offset, rounding, shape } = background;
	return bareBoxes(shape, layout, em).map((box) => {
		const width = Math.max(0, box.width + 2 * padding.x * em);
		const height = Math.max(0, box.height + 2 * padding.y * em);
		return {
			x: box.x + (box.width - width) / 2 + offset.x * width,
			y: box.y + (box.height - height) / 2 + offset.y * height,
			width,
			height,
			radius: Math.max(0, Math.min(1, rounding)) * (Math.min(width, height) / 2),
		};
	});
};

/** Paints the boxes behind a text. */
export const paintBackground = (surface: Surface, block: TextBlock, layout: TextLayout): void => {
	const { context, scale, left, top } = surface;
	const { background } = block;
	if (!background) return;
	const boxes = backgroundBoxes(block, layout).map(({ x, y, width, height, radius }) => ({
		...{ x: (x - left) * scale, y: (y - top) * scale, radius: radius * scale },
		...{ width: width * scale, height: height * scale },
	}));
	context.save();
	context.globalAlpha = Math.max(0, Math.min(1, background.color.alpha));
	fillBoxes(surface, boxes, background);
	const { line } = background;
	if (line) {
		context.strokeStyle = opaque(line.color);
		context.lineWidth = line.width * (firstEm(layout) ?? 0) * scale;
		const half = context.lineWidth / 2;
		trace(
			surface,
			boxes.map((box) => within(box, half)),
		);
		context.stroke();
	}
	context.restore();
};

/** Boxes of one color are filled at once: where they overlap they are no denser. */
const fillBoxes = (
	surface: Surface,
	boxes: readonly Rounded[],
	{ color, others = [], gradient }: TextBackground,
): void => {
	const { context } = surface;
	if (gradient)
		for (const box of boxes) {
			context.fillStyle = brushOf(context, { ...gradient, over: 'words' }, box);
			trace(surface, [box]);
			context.fill();
		}
	else
		[color, ...others].forEach((own, turn, all) => {
			context.fillStyle = opaque(own);
			trace(
				surface,
				boxes.filter((_, i) => i % all.length === turn),
			);
			context.fill();
		});
};

const within = (box: Rounded, by: number): Rounded => {
	const { x, y, width, height } = grown(box, -by);
	return {
		...{ x, y, width: Math.max(0, width), height: Math.max(0, height) },
		radius: Math.max(0, box.radius - by),
	};
};

const trace = ({ context }: Surface, boxes: readonly Rounded[]): void => {
	context.beginPath();
	for (const { x, y, width, height, radius } of boxes)
		context.roundRect(x, y, width, height, radius);
};
