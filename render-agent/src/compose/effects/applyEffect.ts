/** Executes one effect on what has been painted so far: finds its family and the right kind of picture to hand to it. */
import type { EffectDraw } from '../draws';
import {
	copyPlanes,
	givePlanes,
	half,
	type Plane,
	type Planes,
	planesOf,
	takePlanes,
} from '../surface';
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
/** Families that change the colors of what is there: they need an opaque picture. */
const COLORING = { ...COLORS, ...TONES } as const;
/** Families that lay something over what is there. */
const LAYING = { ...LIGHTS, ...BEAMS, ...OVERLAYS, particles } as const;
/** Families that change colors and move what is there, too. */
const MIXING = { ...STAGING, ...TAPES } as const;

const PAINTINGS: { readonly [F in Look['family']]: Painting<F> } = {
	...SHIFTING,
	...COLORING,
	...LAYING,
	...MIXING,
};

/** Its planes before those of alpha. */
const COLORS_OF_A_PICTURE = 3;

const BLACK = 16;
const WHITE = 235;
const NEUTRAL = 128;

type Change = (opaque: Planes) => void;

/** Lays a picture with alpha on a ground, or takes the ground away again as the alpha says that it then has. */
const grounded = (
	{ arena }: Stage,
	{ width, height, y, u, v, a, ca }: Planes,
	{ ground, way }: { readonly ground: number; readonly way: 'settle' | 'unsettle' },
): void => {
	const chroma = half(width) * half(height);
	const change = arena.kernels[way];
	change(y, a, width * height, ground);
	change(u, ca, chroma, NEUTRAL);
	change(v, ca, chroma, NEUTRAL);
};

const withoutAlpha = (picture: Planes): Planes => {
	const { width, height } = picture;
	return { ...picture, a: 0, ca: 0, bytes: width * height + half(width) * half(height) * 2 };
};

/** Lends a picture with alpha as an opaque one on black; afterwards it is cut out again by the same alpha. */
const asOpaque = (stage: Stage, target: Planes, change: Change): void => {
	grounded(stage, target, { ground: BLACK, way: 'settle' });
	change(withoutAlpha(target));
	grounded(stage, target, { ground: BLACK, way: 'unsettle' });
};

/**
 * Lends a picture with alpha on black and on white: the less of the ground is seen after the change, the more opaque is what has
 * been laid there. `keeps`: what was opaque stays so.
 */
const onBothGrounds = (
	stage: Stage,
	target: Planes,
	{ change, keeps }: { readonly change: Change; readonly keeps: boolean },
): void => {
	const { arena } = stage;
	const { y, a, ca, width, height } = target;
	const light = takePlanes(arena, target, true);
	copyPlanes(arena, target, light);
	grounded(stage, light, { ground: WHITE, way: 'settle' });
	grounded(stage, target, { ground: BLACK, way: 'settle' });
	change(withoutAlpha(light));
	change(withoutAlpha(target));
	arena.kernels.coverBetween(y, light.y, width, height, a, ca, keeps ? 1 : 0);
	givePlanes(arena, light);
	grounded(stage, target, { ground: BLACK, way: 'unsettle' });
};

/** Changes a picture as an effect does at one moment. `spreads`: it is seen where nothing is, too, unless it only changes colors. */
export const applyEffect = (
	target: Planes,
	{ look, amount, phase, spreads }: EffectDraw & { readonly spreads?: true },
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
	else if (spreads && !(look.family in COLORING))
		onBothGrounds(stage, target, {
			change: (opaque) => {
				on(opaque, []);
			},
			keeps: look.family in LAYING,
		});
	else
		asOpaque(stage, target, (opaque) => {
			on(opaque, planesOf(target).slice(COLORS_OF_A_PICTURE));
		});
};
