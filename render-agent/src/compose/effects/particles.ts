/** Small things over the picture: snow, rain, sparks, hearts. Fireworks burst. */
import type { EffectDraw } from '../draws';
import type { Brush } from './brush';
import { GAY, GOLD, type Habit, HABITS, WHITE } from './habits';
import { hash, signed } from './noise';
import { figured, type Speck, stamped } from './stamps';

type Look = Extract<EffectDraw['look'], { readonly family: 'particles' }>;

const wrapped = (value: number, length: number): number => ((value % length) + length) % length;

const blinking = (phase: number, twinkle: number, i: number): number => {
	if (twinkle === 0) return 1;
	const wave = Math.sin((phase * twinkle * (0.6 + 0.8 * hash(i, 6)) + hash(i, 7)) * 2 * Math.PI);
	// Lights that breathe slowly never go out altogether.
	return twinkle < 0.5 ? 0.25 + 0.75 * Math.max(0, wave) : Math.max(0, wave) ** 1.5;
};

/** How much of its width something shows that spins in the air or beats its wings. */
const seenWidth = ({ spin, sprite, flap = 0 }: Habit, turn: number, beats: number): number => {
	if (flap > 0) return 0.3 + 0.7 * Math.abs(Math.cos(beats * flap * Math.PI));
	return spin === 0 || sprite === 'star' || sprite === 'flake'
		? 1
		: 0.35 + 0.65 * Math.abs(Math.cos(turn * 1.7));
};

/** The size of one of many, against that of the look. */
const sizeOf = ({ range }: Habit, i: number): number => {
	const even = 0.45 + 0.55 * hash(i, 1);
	return even * (1 - range * 0.4 + range * 2.2 * hash(i, 10) ** 5);
};

/** The soft ones fade towards their rim and look smaller than they are. */
const SOFT: ReadonlySet<Habit['sprite']> = new Set(['glow', 'glint']);

/** The large lights are near and out of focus: fainter. */
const clearness = ({ sprite }: Habit, wide: number): number =>
	sprite === 'glow' ? 0.35 + 0.65 * Math.min(1, 0.012 / Math.max(0.001, wide)) : 1;

const speckOf = (habit: Habit, i: number, { look, brush }: { look: Look; brush: Brush }): Speck => {
	const { phase, unit, amount, target } = brush;
	const depth = 0.45 + 0.55 * hash(i, 1);
	const soft = SOFT.has(habit.sprite) ? 1.7 : 1;
	const wide = look.size * unit * sizeOf(habit, i) * 0.5 * soft;
	const long = wide * habit.long;
	const fall = habit.fall * (1 - habit.spread * (1 - depth)) * target.height;
	const room = target.height + long * 4;
	const lean = habit.sprite === 'bar' && habit.spin === 0 ? 0.12 : 0;
	const y = wrapped(hash(i, 2) * room + fall * phase, room) - long * 2;
	const swing = Math.sin((phase * (0.25 + 0.3 * hash(i, 3)) + hash(i, 4)) * 2 * Math.PI);
	const x = hash(i, 5) * target.width * 1.1 + swing * habit.sway * unit - y * lean;
	const turn =
		(hash(i, 8) * (habit.spin === 0 ? 0 : 1) + phase * habit.spin * signed(i, 9)) * 2 * Math.PI;
	return {
		x: wrapped(x + wide, target.width + wide * 2) - wide,
		y,
		wide: Math.max(0.6, wide * seenWidth(habit, turn + i, phase + i * 0.37)),
		long: Math.max(0.6, long),
		turn: turn + lean + (habit.flap ? swing * 0.5 : 0),
		opacity:
			habit.opacity * amount * blinking(phase, habit.twinkle, i) * clearness(habit, wide / unit),
		color: look.color ?? habit.palette?.[i % habit.palette.length] ?? WHITE,
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
	const usual = look.color ?? GOLD;
	const color = hash(index, 23) < 0.3 ? usual : (GAY[index % GAY.length] ?? usual);
	const reach = (0.2 + 0.2 * hash(index, 24)) * unit;
	const out = 1 - (1 - age) ** 3;
	const fade = Math.min(1, (1 - age) * 1.8);
	return Array.from({ length: SPARKS }, (_, i): Speck => {
		const angle = hash(index * 131 + i, 25) * 2 * Math.PI;
		const far = reach * out * Math.sqrt(hash(index * 131 + i, 26) * 0.9 + 0.1);
		const size = look.size * unit * (0.3 + 0.4 * (1 - age)) * (0.3 + 0.7 * out);
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

/** What is written at one place. A figure changes four times a second. */
const written = (text: 'figure' | 'sum', i: number, phase: number): string => {
	const digit = (seed: number): number => Math.floor(hash(i, seed) * 10);
	if (text === 'figure') return String(digit(31 + Math.floor(phase * 4 + hash(i, 30) * 4)));
	return `${String(digit(32))}+${String(digit(33))}=${String(digit(32) + digit(33))}`;
};

const put = (habit: Habit, i: number, { look, brush }: { look: Look; brush: Brush }): void => {
	const speck = speckOf(habit, i, { look, brush });
	const { x, y, long, color, opacity } = speck;
	if (opacity <= 0.01) return;
	if (!habit.text) stamped(brush, speck);
	else
		figured(brush, written(habit.text, i, brush.phase), { x, y, height: long * 2, color, opacity });
};

/** Draws the particles of a moment. */
export const particles = (look: Look, brush: Brush): void => {
	const { kind, density } = look;
	if (kind === 'firework') {
		for (const speck of fireworks(look, brush)) stamped(brush, speck);
		return;
	}
	const habit = HABITS[kind];
	const count = Math.round(habit.count * Math.min(1, density));
	for (let i = 0; i < count; i++) put(habit, i, { look, brush });
};
