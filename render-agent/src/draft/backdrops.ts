/** What fills the canvas behind the clips of the main track. */
import type { Backdrop } from '../timeline/timeline';
import { colorOf } from './colors';
import { companionOf, type Scope, type Use } from './scope';

/** Gaussian σ for blur 1, as a share of the canvas's shorter side. */
const SIGMA = 0.045;

const noteUnknown = (use: Use, type: string, { note }: Scope): void => {
	note(use, 'STAGE_UNSUPPORTED', {
		zh: `背景类型“${type}”未绘制，以黑色代替`,
		en: `a background of the kind “${type}” is not drawn, black is shown`,
	});
};

/** The background of a clip; undefined for black, and for clips above the main track, where it has no effect. */
export const backdropOf = (use: Use, scope: Scope): Backdrop | undefined => {
	const canvas = companionOf(use, 'canvases');
	if (!canvas || !use.main) return undefined;
	switch (canvas.type) {
		case 'canvas_color': {
			const color = colorOf(canvas.color);
			return color && color.alpha > 0 ? { kind: 'color', color } : undefined;
		}
		case 'canvas_blur': {
			const { width, height } = scope.canvas;
			return canvas.blur > 0
				? { kind: 'blur', sigma: canvas.blur * SIGMA * Math.min(width, height) }
				: undefined;
		}
		case 'canvas_image': {
			const path = canvas.image === '' ? canvas.album_image : canvas.image;
			if (path === '') return undefined;
			return { kind: 'picture', asset: scope.assets.refer({ use: 'photo', path }, use) };
		}
		default:
			if (canvas.type !== '') noteUnknown(use, canvas.type, scope);
			return undefined;
	}
};
