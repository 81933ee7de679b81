/** The small things that fly over the pictures of the gallery. */
import type { EffectLook, ParticleKind } from '../../render-agent/src/timeline/effectLooks';
import type { Color } from '../../render-agent/src/timeline/text';
import type { SOURCES } from './studio';

/** A picture of an effect: its name, the landscape that shows it best, and the seconds into it. */
export type Row = readonly [
	name: string,
	over: keyof typeof SOURCES,
	at: number | readonly number[],
	look: EffectLook,
];

/** An opaque color. */
export const rgb = (red: number, green: number, blue: number): Color => ({
	red,
	green,
	blue,
	alpha: 1,
});

const WHITE = rgb(1, 1, 1);

/** Particles of a kind. */
export const flying = (
	...[kind, density, size, color]: readonly [ParticleKind, number, number, Color?]
): EffectLook => ({ family: 'particles', kind, density, size, ...(color && { color }) });

/** Every kind: the compiler asks for those that are missing. */
export const PARTICLES: Readonly<Record<`particles ${ParticleKind}`, readonly [Row]>> = {
	'particles snow': [['snow', 'mountains', 2, flying('snow', 0.9, 0.022, WHITE)]],
	'particles rain': [['rain', 'city', 2, flying('rain', 0.9, 0.004, rgb(0.85, 0.9, 1))]],
	'particles sparkle': [['sparkle', 'lanterns', 2, flying('sparkle', 1, 0.16, rgb(1, 0.97, 0.85))]],
	'particles bokeh': [['bokeh', 'city', 2, flying('bokeh', 0.9, 0.2, rgb(1, 0.82, 0.55))]],
	'particles dust': [['dust', 'mountains', 2, flying('dust', 1, 0.026, rgb(1, 0.84, 0.42))]],
	'particles firework': [
		['firework', 'city', 2.3, flying('firework', 0.7, 0.02, rgb(1, 0.84, 0.42))],
	],
	'particles heart': [['heart', 'sea', 2, flying('heart', 0.9, 0.08, rgb(1, 0.3, 0.42))]],
	'particles star': [['star', 'city', 2, flying('star', 0.9, 0.06, rgb(1, 0.93, 0.5))]],
	'particles bubble': [['bubble', 'sea', 2, flying('bubble', 0.9, 0.13, rgb(0.85, 0.95, 1))]],
	'particles petal': [['petal', 'sea', 2, flying('petal', 0.9, 0.06, rgb(1, 0.62, 0.74))]],
	'particles ember': [['ember', 'city', 2, flying('ember', 1, 0.035, rgb(1, 0.55, 0.15))]],
	'particles confetti': [['confetti', 'sea', 2, flying('confetti', 1, 0.03)]],
	'particles butterfly': [['butterfly', 'mountains', 2, flying('butterfly', 0.9, 0.13)]],
	'particles leaf': [['leaf', 'mountains', 2, flying('leaf', 0.9, 0.1)]],
	'particles feather': [['feather', 'city', 2, flying('feather', 0.9, 0.16)]],
	'particles flake': [['flake', 'city', 2, flying('flake', 0.9, 0.09)]],
	'particles note': [['note', 'sea', 2, flying('note', 0.9, 0.11)]],
	'particles coin': [['coin', 'city', 2, flying('coin', 0.9, 0.06, rgb(1, 0.8, 0.32))]],
	'particles balloon': [['balloon', 'sea', 2, flying('balloon', 0.9, 0.2)]],
	'particles bat': [['bat', 'mountains', 2, flying('bat', 0.9, 0.16)]],
	'particles question': [['question', 'sea', 2, flying('question', 0.9, 0.13)]],
	'particles thumb': [['thumb', 'city', 2, flying('thumb', 0.9, 0.14)]],
	'particles figure': [['figure', 'city', 2, flying('figure', 0.8, 0.06, rgb(0.5, 1, 0.6))]],
	'particles sum': [['sum', 'sea', 2, flying('sum', 0.9, 0.08, WHITE)]],
};
