/** Small things over the picture: snow, rain, sparks, hearts. Each kind is a row of numbers; fireworks burst. */
import type { ParticleKind } from '../../timeline/effectLooks';
import type { Color } from '../../timeline/text';
import type { EffectDraw } from '../draws';
import { lumaChroma } from '../lumaChroma';
import { half } from '../surface';
import type { Brush } from './brush';
import { hash, signed } from './noise';

type Look = Extract<EffectDraw['look'], { readonly family: 'particles' }>;

/** Numbers of the sprites in `sprites.as.ts`. */
const SPRITES = {
	glow: 0,
	disc: 1,
	ring: 2,
	glint: 3,
	heart: 4,
	bar: 5,
	petal: 6,
	star: 7,
} as const;

/** How a kind looks and moves. Speeds are canvas heights a second, downwards positive. */
interface Habit {
	readonly sprite: keyof typeof SPRITES;
	/** How many at density 1. */
	readonly count: number;
	readonly fall: number;
	/** Share of the speed that differs from one to another. */
	readonly spread: number;
	/** How far they swing sideways, in shorter sides. */
	readonly sway: number;
	/** Turns a second. */
	readonly spin: number;
	/** Length against width. */
	readonly long: number;
	readonly opacity: number;
	/** Blinks a second. */
	readonly twinkle: number;
	/** Colors of their own instead of the look's. */
	readonly palette?: readonly Color[];
}

const rgb = (red: number, green: number, blue: number): Color => ({ red, green, blue, alpha: 1 });

const GAY = [
	rgb(1, 0.32, 0.42),
	rgb(1, 0.78, 0.2),
	rgb(0.3, 0.85, 0.55),
	rgb(0.3, 0.65, 1),
	rgb(0.8, 0.45, 1),
];

const STILL = { fall: 0, spread: 0, sway: 0, spin: 0, long: 1, opacity: 1, twinkle: 0 };

const HABITS: Readonly<Record<Exclude<ParticleKind, 'firework'>, Habit>> = {
	snow: {
		...STILL,
		sprite: 'glow',
		count: 320,
		fall: 0.16,
		spread: 0.6,
		sway: 0.03,
		opacity: 0.95,
	},
	rain: { ...STILL, sprite: 'bar', count: 260, fall: 1.7, spread: 0.25, long: 34, opacity: 0.55 },
	sparkle: { ...STILL, sprite: 'glint', count: 60, twinkle: 0.7 },
	bokeh: {
		...STILL,
		...{
			sprite: 'disc',
			count: 34,
			fall: -0.03,
			spread: 0.8,
			sway: 0.04,
			opacity: 0.3,
			twinkle: 0.2,
		},
	},
	dust: {
		...STILL,
		sprite: 'glow',
		count: 130,
		fall: -0.02,
		spread: 1,
		sway: 0.06,
		opacity: 0.7,
		twinkle: 0.3,
	},
	heart: {
		...STILL,
		sprite: 'heart',
		count: 40,
		fall: -0.18,
		spread: 0.5,
		sway: 0.03,
		opacity: 0.9,
	},
	star: {
		...STILL,
		sprite: 'star',
		count: 50,
		fall: 0.2,
		spread: 0.5,
		sway: 0.02,
		spin: 0.3,
		opacity: 0.95,
	},
	bubble: {
		...STILL,
		sprite: 'ring',
		count: 40,
		fall: -0.13,
		spread: 0.5,
		sway: 0.04,
		opacity: 0.75,
	},
	petal: {
		...STILL,
		sprite: 'petal',
		count: 60,
		fall: 0.14,
		spread: 0.4,
		sway: 0.08,
		spin: 0.25,
		opacity: 0.9,
	},
	ember: {
		...STILL,
		sprite: 'glow',
		count: 150,
		fall: -0.3,
		spread: 0.6,
		sway: 0.05,
		opacity: 1,
		twinkle: 1.5,
	},
	confetti: {
		...STILL,
		...{ sprite: 'bar', count: 130, fall: 0.3, spread: 0.5, sway: 0.05, spin: 0.7, long: 1.7 },
		palette: GAY,
	},
};

interface Speck {
	readonly x: number;
	readonly y: number;
	readonly wide: number;
	readonly long: number;
	/** Radians. */
	readonly turn: number;
	readonly opacity: number;
	readonly color: Color;
	readonly sprite: keyof typeof SPRITES;
}

const drawn = ({ arena, target }: Brush, speck: Speck): void => {
	const values = lumaChroma(speck.color);
	const [cos, sin] = [Math.cos(speck.turn), Math.sin(speck.turn)];
	[target.y, target.u, target.v].forEach((at, i) => {
		const step = i === 0 ? 1 : 2;
		const width = i === 0 ? target.width : half(target.width);
		const height = i === 0 ? target.height : half(target.height);
		// Middles of luma samples lie at .5; chroma is level with even columns, between two rows.
		const place = [(speck.x - 0.5) / step, (speck.y - (i === 0 ? 0.5 : 1)) / step] as const;
		const size = [speck.wide / step, speck.long / step] as const;
		arena.kernels.sprite(
			...([at, width, height, ...place, ...size, cos, sin] as const),
			...([SPRITES[speck.sprite], values[i] ?? 0, speck.opacity] as const),
		);
	});
};

const wrapped = (value: number, length: number): number => ((value % length) + length) % length;

const blinking = (phase: number, twinkle: number, i: number): number => {
	if (twinkle === 0) return 1;
	const wave = Math.sin((phase * twinkle * (0.6 + 0.8 * hash(i, 6)) + hash(i, 7)) * 2 * Math.PI);
	return Math.max(0, wave) ** 1.5;
};

const speckOf = (habit: Habit, i: number, { look, brush }: { look: Look; brush: Brush }): Speck => {
	const { phase, unit, amount, target } = brush;
	const depth = 0.45 + 0.55 * hash(i, 1);
	// The soft ones fade towards their rim and look smaller than they are.
	const soft = habit.sprite === 'glow' || habit.sprite === 'glint' ? 1.7 : 1;
	const wide = look.size * unit * depth * 0.5 * soft;
	const long = wide * habit.long;
	const fall = habit.fall * (1 - habit.spread * (1 - depth)) * target.height;
	const room = target.height + long * 4;
	const lean = habit.sprite === 'bar' && habit.spin === 0 ? 0.12 : 0;
	const y = wrapped(hash(i, 2) * room + fall * phase, room) - long * 2;
	const swing = Math.sin((phase * (0.25 + 0.3 * hash(i, 3)) + hash(i, 4)) * 2 * Math.PI);
	const x = hash(i, 5) * target.width * 1.1 + swing * habit.sway * unit - y * lean;
	const turn =
		(hash(i, 8) * (habit.spin === 0 ? 0 : 1) + phase * habit.spin * signed(i, 9)) * 2 * Math.PI;
	// What spins in the air is also seen from the side now and then.
	const tilt = habit.spin === 0 ? 1 : 0.35 + 0.65 * Math.abs(Math.cos(turn * 1.7 + i));
	return {
		x: wrapped(x + wide, target.width + wide * 2) - wide,
		y,
		wide: Math.max(0.6, wide * (habit.sprite === 'star' ? 1 : tilt)),
		long: Math.max(0.6, long),
		turn: turn + lean,
		opacity: habit.opacity * amount * blinking(phase, habit.twinkle, i),
		color: habit.palette?.[i % habit.palette.length] ?? look.color,
		sprite: habit.sprite,
	};
};

const SPARKS = 70;
const BURST_SECONDS = 1.6;

const burst = (
	index: number,
	age: number,
	{ look, brush }: { look: Look; brush: Brush },
): readonly Speck[] => {
	const { target, unit, amount } = brush;
	const cx = (0.15 + 0.7 * hash(index, 21)) * target.width;
	const cy = (0.15 + 0.35 * hash(index, 22)) * target.height;
	const color = hash(index, 23) < 0.3 ? look.color : (GAY[index % GAY.length] ?? look.color);
	const reach = (0.2 + 0.2 * hash(index, 24)) * unit;
	const out = 1 - (1 - age) ** 3;
	const fade = Math.min(1, (1 - age) * 1.8);
	return Array.from({ length: SPARKS }, (_, i): Speck => {
		const angle = hash(index * 131 + i, 25) * 2 * Math.PI;
		const far = reach * out * Math.sqrt(hash(index * 131 + i, 26) * 0.9 + 0.1);
		const size = look.size * unit * (0.3 + 0.4 * (1 - age));
		return {
			x: cx + Math.cos(angle) * far,
			y: cy + Math.sin(angle) * far + age * age * 0.12 * unit,
			wide: size * (1 + 2.4 * (1 - age)),
			long: size,
			turn: angle,
			opacity: amount * fade * (age > 0.5 ? 0.5 + 0.5 * hash(i, Math.floor(age * 20)) : 1),
			color,
			sprite: 'glow',
		};
	});
};

const fireworks = (look: Look, brush: Brush): readonly Speck[] => {
	const every = BURST_SECONDS / Math.max(1, 4 * look.density);
	const last = Math.floor(brush.phase / every);
	const first = Math.max(0, Math.ceil((brush.phase - BURST_SECONDS) / every));
	return Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((index) => {
		const age = (brush.phase - index * every) / BURST_SECONDS;
		return age < 0 || age >= 1 ? [] : burst(index, age, { look, brush });
	});
};

/** Draws the particles of a moment. */
export const particles = (look: Look, brush: Brush): void => {
	const { kind, density } = look;
	if (kind === 'firework') {
		for (const speck of fireworks(look, brush)) drawn(brush, speck);
		return;
	}
	const habit = HABITS[kind];
	const count = Math.round(habit.count * Math.min(1, density));
	for (let i = 0; i < count; i++) {
		const speck = speckOf(habit, i, { look, brush });
		if (speck.opacity > 0.01) drawn(brush, speck);
	}
};
