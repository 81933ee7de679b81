/** The clusters of a caption by their styles: what a pass paints at once. */
import type { TextStyle } from '../../timeline/text';
import { around, type Box } from './boxes';
import { lineOf } from './extent';
import type { PlacedCluster, TextLayout, TextLine } from './layout';

/** Everything of one style: what a pass paints at once. */
export interface StyleGroup {
	readonly style: TextStyle;
	readonly clusters: readonly PlacedCluster[];
	readonly underlines: readonly Box[];
	/** Whether each character has its own piece of the underline instead: on an arc. */
	readonly lined: boolean;
	/** Pixels of one em, the same for all. */
	readonly em: number;
}

/** The styles of a laid-out text in the order in which they come. */
export const groupsOf = (layout: TextLayout): readonly StyleGroup[] => {
	const clusters = layout.lines.flatMap((line) => line.clusters);
	const styles = new Set(clusters.map(({ style }) => style));
	return [...styles].map((style) => {
		const own = clusters.filter((cluster) => cluster.style === style);
		const lined = style.underline && !layout.vertical && own.some(({ turn }) => turn !== undefined);
		return {
			style,
			clusters: own.filter(({ glyphs }) => glyphs !== '' || lined),
			lined,
			underlines:
				style.underline && !lined
					? layout.lines.flatMap((line) => underlinesOf(line, style, layout.vertical))
					: [],
			em: own[0]?.em ?? 0,
		};
	});
};

/** The lines under (in columns: left of) the stretches of a row that have a style. */
const underlinesOf = (line: TextLine, style: TextStyle, vertical: boolean): readonly Box[] => {
	const stretches: PlacedCluster[][] = [];
	// Side by side as they are seen: what is read on may lie on the other side of words of another direction.
	const seen = vertical ? line.clusters : line.clusters.toSorted((a, b) => a.box.x - b.box.x);
	seen.forEach((cluster, i) => {
		if (cluster.style !== style) return;
		if (i > 0 && seen[i - 1]?.style === style) stretches.at(-1)?.push(cluster);
		else stretches.push([cluster]);
	});
	return stretches.flatMap((stretch) => underlineOf(stretch, vertical));
};

const underlineOf = (stretch: readonly PlacedCluster[], vertical: boolean): readonly Box[] => {
	const all = around(stretch.map(({ box }) => box));
	const first = stretch[0];
	if (!all || !first) return [];
	// One style in one line: all clusters share the em and, in rows, the baseline.
	const { em, baseline, style } = first;
	const line = lineOf(style);
	const thickness = line.thickness * em;
	if (!vertical) {
		const y = baseline + line.offset * em - thickness / 2;
		return [{ ...all, y, height: thickness }];
	}
	const x = all.x + all.width / 2 - (0.5 + line.offset / 2) * em;
	return [{ ...all, x, width: thickness }];
};
