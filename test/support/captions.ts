/** Captions for tests: a plain one, and changes to it; and what their bitmaps show. */
import { dirname } from 'node:path';
import { type AssetId } from '../../render-agent/src/timeline/asset';
import {
	type Color,
	type TextBlock,
	type TextRun,
	type TextStyle,
} from '../../render-agent/src/timeline/text';
import { openFonts, type Fonts } from '../../render-agent/src/render/text/fonts';
import { type RasterText } from '../../render-agent/src/render/text/rasterText';

/** A color from its parts: red, green, blue and, unless 1, alpha; all 0…1. */
export const color = (
	...[red, green, blue, alpha = 1]: [number, number, number, number?]
): Color => ({
	...{ red, green, blue, alpha },
});

/** White Noto Sans SC, 40 pixels high, with changes. */
export const styled = (changes: Partial<TextStyle> = {}): TextStyle => ({
	font: { resourceId: '', name: '' },
	...{ height: 40, bold: false, italic: false, underline: false },
	...{ fill: color(1, 1, 1), strokes: [], ...changes },
});

/** A centered caption without spacing, of one text or of runs, with changes to its layout. */
export const caption = (
	text: string | readonly TextRun[],
	changes: Partial<TextBlock> = {},
): TextBlock => ({
	runs: typeof text === 'string' ? [{ text, style: styled() }] : text,
	...{ align: 'center', vertical: false, letterSpacing: 0, lineSpacing: 0, ...changes },
});

/** A caption of one text in a changed style. */
export const captionIn = (
	style: Partial<TextStyle>,
	text: string,
	changes: Partial<TextBlock> = {},
): TextBlock => caption([{ text, style: styled(style) }], changes);

/** Only the fonts that come with the agent, and these files: the same on every machine. */
export const ownFonts = (files: Readonly<Record<string, string>> = {}): Fonts =>
	openFonts({ files: new Map(Object.entries(files) as [AssetId, string][]), folders: [] });

const NOTO_HEBREW =
	require.resolve('@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf');
const NOTO_ARABIC =
	require.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf');

/** The fonts that come with the agent, and on the machine Noto Sans Hebrew and Noto Sans Arabic: the same on every one. */
export const rightToLeftFonts = (): Fonts =>
	openFonts({ files: new Map(), folders: [NOTO_HEBREW, NOTO_ARABIC].map((file) => dirname(file)) });

/** The path of one weight of Noto Sans SC, such as `900Black`. */
export const notoFile = (weight: string): string =>
	require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`);

/** Whether a pixel counts as ink: its color in 0…1 with its alpha. */
export type Ink = (pixel: Color) => boolean;

/** Where ink lies in a bitmap, half open, or undefined when there is none. */
export interface InkBox {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
	readonly count: number;
}

/** Any pixel that is at least half covered. */
export const anyInk: Ink = ({ alpha }) => alpha >= 0.5;

/** The pixel of a bitmap. */
export const pixelAt = ({ rgba, width }: RasterText, x: number, y: number): Color => {
	const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray((y * width + x) * 4);
	return color(red / 255, green / 255, blue / 255, alpha / 255);
};

/** The smallest box around the ink, measured from the text's center, in bitmap pixels. */
export const inkBoxOf = (bitmap: RasterText, isInk: Ink = anyInk): InkBox | undefined => {
	let box: InkBox | undefined;
	for (let y = 0; y < bitmap.height; y += 1)
		for (let x = 0; x < bitmap.width; x += 1) {
			if (!isInk(pixelAt(bitmap, x, y))) continue;
			const [at, row] = [x - bitmap.originX, y - bitmap.originY];
			const old = box ?? { left: at, top: row, right: at, bottom: row, count: 0 };
			box = {
				left: Math.min(old.left, at),
				top: Math.min(old.top, row),
				right: Math.max(old.right, at + 1),
				bottom: Math.max(old.bottom, row + 1),
				count: old.count + 1,
			};
		}
	return box;
};
