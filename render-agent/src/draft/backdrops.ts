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

/** Eight digits are read as RGBA. A background nobody would see may have been meant as ARGB. */
const isDoubtful = (text: string): boolean => !/^#?00|^#?[0-9a-f]{6}$/i.test(text.trim());

const noteColor = (use: Use, text: string, { note }: Scope): void => {
	note(use, 'STAGE_UNSUPPORTED', {
		zh: `背景颜色“${text}”无法识别，以黑色代替`,
		en: `the background's color “${text}” is unknown, black is shown`,
	});
};

const noteTransparent = (use: Use, text: string, { note }: Scope): void => {
	note(use, 'STAGE_APPROXIMATED', {
		zh: `背景颜色“${text}”按 RGBA 读取为全透明，显示黑色；若为 ARGB，请改为六位颜色`,
		en: `the background's color “${text}” is read as RGBA, wholly transparent, and black is shown; if ARGB is meant, write six digits`,
	});
};

const colorBackdrop = ({ color: text }: Canvas, use: Use, scope: Scope): Backdrop | undefined => {
	const color = colorOf(text);
	if (color && color.alpha > 0) return { kind: 'color', color };
	if (!color && text !== '') noteColor(use, text, scope);
	if (color && isDoubtful(text)) noteTransparent(use, text, scope);
	return undefined;
};

const blurBackdrop = ({ blur }: Canvas, { canvas }: Scope): Backdrop | undefined =>
	blur > 0
		? { kind: 'blur', sigma: blur * SIGMA * Math.min(canvas.width, canvas.height) }
		: undefined;

const pictureBackdrop = (
	{ image, album_image }: Canvas,
	use: Use,
	{ assets, note }: Scope,
): Backdrop | undefined => {
	const path = image === '' ? album_image : image;
	if (path !== '') return { kind: 'picture', asset: assets.refer({ use: 'photo', path }, use) };
	note(use, 'STAGE_UNSUPPORTED', {
		zh: '背景图片不在草稿中，以黑色代替',
		en: 'the picture of the background is not in the draft, black is shown',
	});
	return undefined;
};

/** The background of a clip; undefined for black, and for clips above the main track, where it has no effect. */
export const backdropOf = (use: Use, scope: Scope): Backdrop | undefined => {
	const canvas = companionOf(use, 'canvases');
	if (!canvas || !use.main) return undefined;
	switch (canvas.type) {
		case 'canvas_color':
			return colorBackdrop(canvas, use, scope);
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
