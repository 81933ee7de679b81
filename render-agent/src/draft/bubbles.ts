/** Speech bubbles of captions. Their pictures are never in a draft: the nearest look is a rounded box behind the words. */
import type { Color, TextBackground } from '../timeline/text';
import { isBright } from './colors';
import { colorIn } from './looks/colorWords';
import { about, called, nameOf, type Note, type Use } from './scope';

const DARK: Color = { red: 0.1, green: 0.1, blue: 0.1, alpha: 0.85 };
const LIGHT: Color = { red: 1, green: 1, blue: 1, alpha: 0.95 };

/** The color that the name speaks of, where the letters stand out from it; else a dark or light one that they do. */
const colorBehind = (fill: Color, name: string): Color => {
	const said = colorIn(name);
	const isSeen = said && isBright(said) !== isBright(fill);
	return isSeen ? said : isBright(fill) ? DARK : LIGHT;
};

/** The box of a caption's bubble, in a color that its letters stand out from; undefined where it has none. */
export const bubbleOf = (use: Use, fill: Color, note: Note): TextBackground | undefined => {
	for (const filed of use.companions) {
		if (filed.bucket !== 'effects' || filed.material.type !== 'text_shape') continue;
		const { name, resource_id } = filed.material;
		const shown = called(name, resource_id);
		const subject = nameOf(filed.material);
		const isDrawn = note(use, about('TEXT_EFFECT_APPROXIMATED', subject), {
			zh: `气泡${shown}以文字后的圆角底框代替`,
			en: `speech bubble ${shown} is drawn as a rounded box behind the words`,
		});
		if (!isDrawn) return undefined;
		return {
			color: colorBehind(fill, name),
			...{ shape: 'block', rounding: 0.5, padding: { x: 0.5, y: 0.3 }, offset: { x: 0, y: 0 } },
		};
	}
	return undefined;
};
