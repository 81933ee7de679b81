/** The looks of scene effects that open or close a picture. */
import type { EffectLook } from '../../timeline/effectLooks';
import type { Color } from '../../timeline/text';

const WHITE: Color = { red: 1, green: 1, blue: 1, alpha: 1 };
const BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };

type Curtain = Extract<EffectLook, { readonly family: 'curtain' }>;

const curtain =
	(shape: Curtain['shape'], way: Curtain['way'], of = BLACK) =>
	(color: Color = of): Curtain => ({ family: 'curtain', shape, way, seconds: 0.8, color });

/** By their word. `Level`: halves part to top and bottom; `Upright`: to left and right. */
export const OPENING_PRESETS: Readonly<Record<string, (color: Color | undefined) => EffectLook>> = {
	openLevel: () => curtain('horizontal', 'open')(),
	openUpright: () => curtain('vertical', 'open')(),
	openFade: curtain('fade', 'open'),
	openWhite: () => curtain('fade', 'open', WHITE)(),
	openCircle: () => curtain('circle', 'open')(),
	openBlinds: () => curtain('blinds', 'open')(),
	closeLevel: () => curtain('horizontal', 'close')(),
	closeUpright: () => curtain('vertical', 'close')(),
	closeFade: curtain('fade', 'close'),
	closeCircle: () => curtain('circle', 'close')(),
};
