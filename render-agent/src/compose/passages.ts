/** Transitions that are a cut or a dissolve beneath an effect that is strongest in the middle. */
import { after, scaled, shifted } from '../timeline/geometry';
import type { Direction } from '../timeline/looks';
import type { Color } from '../timeline/text';
import { SECOND } from '../kernel/units';
import type { Draw, EffectDraw } from './draws';
import { lookDraws } from './effects/effectDraws';
import { signed, smoothed } from './effects/noise';
import { group, type LookOf, moved, type Sides, zoomed } from './sides';

/** 0 at both ends, 1 in the middle. */
const arch = (share: number): number => Math.sin(Math.min(1, Math.max(0, share)) * Math.PI);

/** What is drawn, beneath effects. Above something what they bring is seen where the clips are or, as the two spread, over all of the canvas. */
const beneath = (
	sides: Sides,
	draws: readonly Draw[],
	effects: readonly EffectDraw[],
): readonly Draw[] => {
	const steps = effects
		.filter(({ amount }) => amount > 0)
		.map((effect): Draw => ({
			kind: 'effect',
			...effect,
			...(sides.spreads && { spreads: true }),
		}));
	return sides.opaque
		? [...draws, ...steps]
		: [group([...draws, ...steps], sides, { moved: zoomed(sides.canvas, 1) })];
};

/** The share of a transition above something in which, about its middle, one outline becomes the other. */
const PASSING = 0.3;

/** The clip that is shown where one cuts to the other. Above something it dissolves into the other for a moment, so that its outline never jumps. */
export const cut = ({ from, to, share, opaque }: Sides): readonly Draw[] => {
	const passed = (share - 0.5) / PASSING + 0.5;
	if (opaque || from === to || passed <= 0 || passed >= 1) return share < 0.5 ? from : to;
	return [{ kind: 'mix', from, to, amount: smoothed(passed), opaque }];
};

/** A color over all of a picture or, above something, over no more than the clips, unless they spread. */
export const veiled = (
	draws: readonly Draw[],
	{ color, opacity }: { readonly color: Color; readonly opacity: number },
	sides: Sides,
): readonly Draw[] =>
	sides.opaque || sides.spreads
		? [...draws, { kind: 'fill', color, opacity, covers: [] }]
		: [group([...draws, { kind: 'tint', color, amount: opacity }], sides, {})];

const mixed = ({ from, to, share, opaque }: Sides): readonly Draw[] => [
	{ kind: 'mix', from, to, amount: smoothed(share), opaque },
];

const effect = (look: EffectDraw['look'], amount: number, phase = 0): EffectDraw => ({
	look,
	amount,
	phase,
});

const BURN = { red: 1, green: 0.55, blue: 0.15, alpha: 1 };
const EMBERS = { red: 1, green: 0.92, blue: 0.75, alpha: 1 };

/** Seconds that an effect's own clock runs during a transition. */
const CLOCK = 2;

const flipped = (
	axis: LookOf<'flip'>['axis'],
	{ width, height }: Sides['canvas'],
	share: number,
) => {
	const wide = Math.max(0.001, Math.abs(Math.cos(share * Math.PI)));
	const scale = axis === 'horizontal' ? scaled(wide, 1) : scaled(1, wide);
	const shrunk = zoomed({ width, height }, 1 - 0.15 * arch(share));
	const middle = shifted(width / 2, height / 2);
	return after(shrunk, after(middle, after(scale, shifted(-width / 2, -height / 2))));
};

const ANGLES: Readonly<Record<Direction, number>> = { left: 180, right: 0, up: 270, down: 90 };

/** Both sides, the second pushing the first away, slowly at both ends. */
const carried = (direction: Direction, sides: Sides): readonly Draw[] => {
	const { canvas, share } = sides;
	const way = smoothed(share);
	return [
		group(sides.from, sides, { moved: moved(direction, way, canvas) }),
		group(sides.to, sides, { moved: moved(direction, way - 1, canvas) }),
	];
};

/** By what the first clip has grown at a cut inwards, or the second has yet to shrink at one outwards. */
const SWOLLEN = 0.6;

const swollen = (zoom: LookOf<'shake'>['zoom'], sides: Sides): readonly Draw[] => {
	if (zoom === undefined) return cut(sides);
	const side = zoom === 'inward' ? 'from' : 'to';
	const far = Math.min(1, 2 * (zoom === 'inward' ? sides.share : 1 - sides.share)) ** 2;
	const grown = group(sides[side], sides, { moved: zoomed(sides.canvas, 1 + SWOLLEN * far) });
	return cut({ ...sides, [side]: [grown] });
};

/** Jolts a second of a shake's own clock. */
const JOLTS = 16;
/** How far a shake along an axis goes, as a share of the canvas. */
const JOLT = 0.08;

/** What is drawn, thrown to and fro along an axis; as much larger as keeps the canvas full. */
const jolted = (
	draws: readonly Draw[],
	axis: 'horizontal' | 'vertical',
	sides: Sides,
): readonly Draw[] => {
	const { canvas, share } = sides;
	const reach = JOLT * arch(share);
	const by = reach * signed(Math.floor(share * CLOCK * JOLTS), 1);
	const thrown = moved(axis === 'vertical' ? 'down' : 'right', by, canvas);
	return [group(draws, sides, { moved: after(thrown, zoomed(canvas, 1 + 2 * reach)) })];
};

/** What is drawn, smeared from its middle outwards, most where one clip cuts to the other. */
export const rushed = (draws: readonly Draw[], sides: Sides): readonly Draw[] =>
	beneath(sides, draws, [effect({ family: 'zoomBlur', length: 0.7 }, arch(sides.share))]);

/** How each family is drawn. */
export const PASSAGES = {
	blur: (_: LookOf<'blur'>, sides: Sides): readonly Draw[] =>
		beneath(sides, mixed(sides), [
			effect({ family: 'blur', sigma: 0.045, rate: 0 }, arch(sides.share)),
		]),
	zoomBlur: (_: LookOf<'zoomBlur'>, sides: Sides): readonly Draw[] => {
		const { share, canvas } = sides;
		const scale = share < 0.5 ? 1 + 2 * share * share : 1 + 0.5 * (2 - 2 * share) ** 2;
		const side = group(cut(sides), sides, { moved: zoomed(canvas, scale) });
		return rushed([side], sides);
	},
	glitch: (_: LookOf<'glitch'>, sides: Sides): readonly Draw[] => {
		const look = { family: 'glitch', rows: 0.6, reach: 0.3, split: 0.05, rate: 0 } as const;
		return beneath(sides, cut(sides), [effect(look, arch(sides.share), sides.share * CLOCK)]);
	},
	through: ({ look, blend }: LookOf<'through'>, sides: Sides): readonly Draw[] => {
		const { share } = sides;
		const moment = { at: share * CLOCK * SECOND, duration: CLOCK * SECOND };
		const under = blend === 'cut' ? cut(sides) : mixed(sides);
		// Steep at both ends, so that it is nearly whole where the cut lies.
		const amount = smoothed(arch(share));
		return beneath(sides, under, lookDraws({ look, amount, speed: 1 }, moment));
	},
	pixelate: (_: LookOf<'pixelate'>, sides: Sides): readonly Draw[] =>
		beneath(sides, cut(sides), [
			effect({ family: 'pixelate', size: 0.14 }, arch(sides.share) ** 2),
		]),
	shake: ({ axis, direction, zoom }: LookOf<'shake'>, sides: Sides): readonly Draw[] => {
		const { share } = sides;
		const under = direction ? carried(direction, sides) : swollen(zoom, sides);
		const smear = (angle: number): EffectDraw =>
			effect({ family: 'motionBlur', angle, length: 0.12 }, arch(share));
		if (axis)
			return beneath(sides, jolted(under, axis, sides), [smear(axis === 'vertical' ? 90 : 0)]);
		const look = { family: 'shake', reach: 0.07, turn: 4, rate: JOLTS, smooth: false } as const;
		return beneath(sides, under, [effect(look, arch(share), share * CLOCK), smear(20)]);
	},
	burn: (_: LookOf<'burn'>, sides: Sides): readonly Draw[] => {
		const { share } = sides;
		const steps = beneath(sides, mixed(sides), [
			effect({ family: 'lightLeak', color: BURN, rate: 0.6 }, arch(share), share * CLOCK),
		]);
		return veiled(steps, { color: EMBERS, opacity: 0.9 * arch(share) ** 4 }, sides);
	},
	ripple: ({ direction }: LookOf<'ripple'>, sides: Sides): readonly Draw[] => {
		const shape = direction ? 'waves' : 'rings';
		const look = { family: 'ripple', shape, reach: 0.05, length: 0.22, rate: 1 } as const;
		const under = direction ? carried(direction, sides) : mixed(sides);
		return beneath(sides, under, [effect(look, arch(sides.share), sides.share * CLOCK)]);
	},
	flash: ({ color }: LookOf<'flash'>, sides: Sides): readonly Draw[] => {
		const { share, canvas } = sides;
		const veil = Math.max(0, 1 - Math.abs(share - 0.5) * 4);
		const side = group(cut(sides), sides, { moved: zoomed(canvas, 1 + 0.06 * arch(share)) });
		return veiled([side], { color, opacity: veil }, sides);
	},
	flip: ({ axis }: LookOf<'flip'>, sides: Sides): readonly Draw[] => [
		group(sides.share < 0.5 ? sides.from : sides.to, sides, {
			moved: flipped(axis, sides.canvas, sides.share),
		}),
	],
	whip: ({ direction }: LookOf<'whip'>, sides: Sides): readonly Draw[] => {
		const look = { family: 'motionBlur', angle: ANGLES[direction], length: 0.5 } as const;
		return beneath(sides, carried(direction, sides), [effect(look, arch(sides.share))]);
	},
};
