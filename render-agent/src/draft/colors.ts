/** Colors as drafts write them. */
import { share } from '../timeline/painting';
import type { Color } from '../timeline/text';

/** A color from parts of 0…1; missing parts are 0, alpha 1. */
export const colorFrom = (parts: readonly number[], alpha = 1): Color => {
	const [red = 0, green = 0, blue = 0] = parts;
	return {
		red: share(red),
		green: share(green),
		blue: share(blue),
		alpha: share(alpha),
	};
};

const pairs = (digits: string): readonly number[] =>
	(digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16) / 255);

/**
 * The color of `#rrggbb`, or of eight digits: scripts put the opacity last, the app puts it first. It is first when the
 * text begins with `ff` and does not end with it. Undefined for an empty text or anything else.
 */
export const colorOf = (text: string): Color | undefined => {
	const digits = /^#?([0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text.trim())?.[1]?.toLowerCase();
	if (digits === undefined) return undefined;
	if (digits.length === 6) return colorFrom(pairs(digits));
	const opacityFirst = digits.startsWith('ff') && !digits.endsWith('ff');
	const ordered = opacityFirst ? digits.slice(2) + digits.slice(0, 2) : digits;
	const parts = pairs(ordered);
	return colorFrom(parts, parts[3] ?? 1);
};

/** A color made more transparent. */
export const faded = (color: Color, alpha: number): Color => ({
	...color,
	alpha: share(color.alpha * alpha),
});

/** Whether dark letters stand out from a color better than light ones. */
export const isBright = ({ red, green, blue }: Color): boolean =>
	0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5;
