/** Executes one effect on what has been painted so far: finds its family and the right kind of picture to hand to it. */
import type { EffectDraw } from '../draws';
import { half, type Plane, type Planes, planesOf } from '../surface';
import { BEAMS } from './beams';
import { BLURS } from './blurs';
import type { Brush, Stage, LookOf } from './brush';
import { COLORS } from './colors';
import { LIGHTS } from './lights';
import { MOVES } from './moves';
import { OVERLAYS } from './overlays';
import { particles } from './particles';
import { STAGING } from './staging';
import { TAPES } from './tapes';
import { TONES } from './tones';
import { WARPS } from './warps';

type Look = EffectDraw['look'];
type Painting<F extends Look['family']> = (look: LookOf<F>, brush: Brush) => void;

/** Families that move samples about: they work on color and alpha alike. */
const SHIFTING = { ...BLURS, ...MOVES, ...WARPS } as const;
/** Families that change colors: they need an opaque picture. */
const COLORING = {
	...COLORS,
	...TONES,
	...LIGHTS,
	...BEAMS,
	...OVERLAYS,
	...STAGING,
	...TAPES,
	particles,
} as const;

const PAINTINGS: { readonly [F in Look['family']]: Painting<F> } = { ...SHIFTING, ...COLORING };

/** Its planes before those of alpha. */
const COLORS_OF_A_PICTURE = 3;

const BLACK = 16;
const NEUTRAL = 128;

/** Lends a picture with alpha as an opaque one on black; afterwards it is cut out again by the same alpha. */
const asOpaque = ({ arena }: Stage, target: Planes, change: (opaque: Planes) => void): void => {
	const { width, height, y, u, v, a, ca } = target;
	const luma = width * height;
	const chroma = half(width) * half(height);
	const { settle, unsettle } = arena.kernels;
	settle(y, a, luma, BLACK);
	settle(u, ca, chroma, NEUTRAL);
	settle(v, ca, chroma, NEUTRAL);
	change({ ...target, a: 0, ca: 0, bytes: luma + chroma * 2 });
	unsettle(y, a, luma, BLACK);
	unsettle(u, ca, chroma, NEUTRAL);
	unsettle(v, ca, chroma, NEUTRAL);
};

/** Changes a picture as an effect does at one moment. */
export const applyEffect = (
	target: Planes,
	{ look, amount, phase }: EffectDraw,
	stage: Stage,
): void => {
	if (amount <= 0) return;
	const unit = Math.min(target.width, target.height);
	// The table has an entry of the look's own family, which takes just that look.
	const paint = PAINTINGS[look.family] as (look: Look, brush: Brush) => void;
	const on = (picture: Planes, outline: readonly Plane[]): void => {
		paint(look, { ...stage, target: picture, outline, amount, phase, unit });
	};
	if (target.a === 0 || look.family in SHIFTING) on(target, []);
	else
		asOpaque(stage, target, (opaque) => {
			on(opaque, planesOf(target).slice(COLORS_OF_A_PICTURE));
		});
};
