/** Where everything of a contact sheet stands. Pure: sizes in, places out. All lengths in pixels of the sheet. */

/** What a sheet holds. */
export interface SheetSpec {
	/** Width over height of one picture. */
	readonly ratio: number;
	readonly count: number;
	/** Default: what makes the sheet neither a strip nor a tower. */
	readonly columns?: number | undefined;
	readonly width: number;
}

/** The places of a sheet. */
export interface SheetLayout {
	readonly width: number;
	readonly height: number;
	readonly columns: number;
	/** Size of one picture, both even. */
	readonly cell: { readonly width: number; readonly height: number };
	/** Left top corners of the pictures, row by row. */
	readonly cells: readonly { readonly x: number; readonly y: number }[];
	/** Distance of everything from the edges. */
	readonly margin: number;
	/** Height of letters of the title and of the times. */
	readonly letters: { readonly title: number; readonly small: number };
	/** Baselines: of the title from the top, `below`: of a time, from the bottom of its picture. */
	readonly baselines: { readonly title: number; readonly below: number };
}

const WIDE = 1.2;
const TALL = 0.8;

const usualColumns = (ratio: number, count: number): number => {
	const most = ratio > WIDE ? 4 : ratio < TALL ? 6 : 5;
	// Rows of nearly equal length.
	return Math.max(1, Math.ceil(count / Math.ceil(count / most)));
};

const even = (length: number): number => Math.max(2, Math.floor(length / 2) * 2);

/** The layout of a sheet. Its height follows from its width. */
export const sheetLayoutOf = ({ ratio, count, columns: asked, width }: SheetSpec): SheetLayout => {
	const columns = Math.max(1, Math.min(asked ?? usualColumns(ratio, count), count));
	const margin = Math.round(width * 0.02);
	const gap = Math.round(width * 0.0125);
	const cellWidth = even((width - 2 * margin - (columns - 1) * gap) / columns);
	const cell = { width: cellWidth, height: even(cellWidth / ratio) };
	const small = Math.round(Math.min(26, Math.max(12, cellWidth * 0.04 + width * 0.004)));
	const title = Math.round(Math.min(34, Math.max(13, width * 0.016)));
	const label = Math.round(small * 1.9);
	const top = margin + Math.round(title * 2);
	const rows = Math.ceil(count / columns);
	// What even widths leave over is shared out left and right.
	const left = Math.floor((width - columns * cell.width - (columns - 1) * gap) / 2);
	return {
		width,
		height:
			top +
			rows * (cell.height + label) +
			(rows - 1) * Math.round(gap / 2) +
			Math.round(margin / 2),
		columns,
		cell,
		cells: Array.from({ length: count }, (_, i) => ({
			x: left + (i % columns) * (cell.width + gap),
			y: top + Math.floor(i / columns) * (cell.height + label + Math.round(gap / 2)),
		})),
		margin: left,
		letters: { title, small },
		baselines: { title: margin + title, below: Math.round(small * 1.35) },
	};
};
