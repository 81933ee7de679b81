/** What fills the canvas behind the clips of the main track. */
import type { Backdrop } from '../timeline/timeline';
import { colorOf } from './colors';
import type { MaterialOf } from './materialSchema';
import { companionOf, type Scope, type Use } from './scope';

/** Gaussian σ for blur 1, as a share of the canvas's shorter side. */
const SIGMA = 0.045;

const noteUnknown = (use: Use, type: string, { note }: Scope): void => {
	note(use, 'STAGE_UNSUPPORTED', {
		zh: `背景类型“${type}”未绘制，以黑色代替`,
		en: `a background of the kind “${type}” is not drawn, black is shown`,
	});
};

type Canvas = MaterialOf<'canvases'>;

const colorBackdrop = ({ color: text }: Canvas): Backdrop | undefined => {
	const color = colorOf(text);
	return color && color.alpha > 0 ? { kind: 'color', color } : undefined;
};

const blurBackdrop = ({ blur }: Canvas, { canvas }: Scope): Backdrop | undefined =>
	blur > 0
		? { kind: 'blur', sigma: blur * SIGMA * Math.min(canvas.width, canvas.height) }
		: undefined;

const pictureBackdrop = (
	{ image, album_image }: Canvas,
	use: Use,
	{ assets }: Scope,
): Backdrop | undefined => {
	const path = image === '' ? album_image : image;
	return path === ''
		? undefined
		: { kind: 'picture', asset: assets.refer({ use: 'photo', path }, use) };
};

/** The background of a clip; undefined for black, and for clips above the main track, where it has no effect. */
export const backdropOf = (use: Use, scope: Scope): Backdrop | undefined => {
	const canvas = companionOf(use, 'canvases');
	if (!canvas || !use.main) return undefined;
	switch (canvas.type) {
		case 'canvas_color':
			return colorBackdrop(canvas);
		case 'canvas_blur':
			return blurBackdrop(canvas, scope);
		case 'canvas_image':
			return pictureBackdrop(canvas, use, scope);
		case '':
			return undefined;
		default:
			noteUnknown(use, canvas.type, scope);
			return undefined;
	}
};
