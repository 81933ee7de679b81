/** The looks of scene effects that imitate machines: film, tape, cameras, screens, broken signals. Each under a word of ours. */
import {
	BARS,
	chromatic,
	corners,
	type EffectMaker,
	film,
	frame,
	glitch,
	glow,
	grade,
	GRAYED,
	INK,
	passing,
	shake,
	stack,
	vhs,
} from './effectParts';

const VIEWFINDER: EffectMaker = (color = INK.white) => ({ family: 'viewfinder', color });

/** By their word. */
export const TAPE_PRESETS: Readonly<Record<string, EffectMaker>> = {
	film: () => stack(film(0.5, 0.7, 0.2, 0.7), corners(0.55)),
	lightFilm: () => film(0.35, 0.2, 0, 0.5),
	oldFilm: () => stack(film(0.6, 1, 1, 0.8), corners()),
	silentFilm: () => stack(GRAYED, film(0.65, 1, 0, 0.4), corners(), shake(0.004, 0, 12)),
	sepia: () => film(0.25, 0.1, 0.9, 0.4),
	grain: () => film(0.8, 0, 0, 0),
	coolFilm: () => stack(film(0.5, 0.5, 0, 0.6), grade(0, 0.04, -0.15, -0.6), corners(0.55)),
	scroll: () => ({ family: 'scroll', direction: 'up', rate: 1 }),
	sideScroll: () => ({ family: 'scroll', direction: 'left', rate: 0.8 }),
	movie: () =>
		stack(
			shake(0.06, 0, 7),
			film(0.7, 1, 0.6, 0.4),
			{ family: 'sprockets', size: 0.11, rate: 3 },
			{ family: 'flash', color: INK.cream, rate: 2 },
		),
	roll: () => shake(0.04, 0, 8),
	filmFrame: () => stack(film(0.4, 0.4, 0, 0.5), { family: 'sprockets', size: 0.11, rate: 1.5 }),
	countdown: () => stack({ family: 'countdown', rate: 1 }, film(0.5, 1, 0, 0.2), corners()),
	vhs: () => stack(grade(0.1, -0.1, -0.12, -0.1), vhs(0.45, 0.012, 0.4)),
	dv: () => stack(grade(0.06, 0.06, -0.1, -0.18), vhs(0.2, 0.006, 0.2)),
	ccd: () =>
		stack(grade(0.22, 0.14, 0.1, -0.22), glow(0.015, 0.55, 0.5), chromatic(0.003, 0), {
			family: 'film',
			...{ grain: 0.35, scratches: 0, flicker: 0, sepia: 0, fade: 0 },
		}),
	finder: VIEWFINDER,
	player: (color = INK.white) => ({ family: 'player', color }),
	window: (color = INK.cream) => ({ family: 'window', color }),
	oldScreen: () =>
		stack(
			{ family: 'lens', strength: 0.28, reach: 1 },
			grade(0.12, 0.1, 0.1, -0.1),
			vhs(0.75, 0.008, 0.35),
			frame(INK.black, { size: 0.015, radius: 0.12 }),
			corners(),
		),
	badSignal: () => stack(glitch(0.25, 0.1, 1.4), vhs(0.4, 0.03, 1), grade(0, 0.1, -0.35, -0.1)),
	scanlines: () => vhs(0.9, 0, 0.1),
	glitch: () => glitch(0.4, 0.12, 1.8),
	lightGlitch: () => glitch(0.2, 0.05, 1.2),
	steadyGlitch: () => glitch(0.6, 0.25, 0),
	openGlitch: () => passing(stack(glitch(0.6, 0.25, 0), chromatic(0.03, 0)), 'open'),
	openSignal: () => passing(vhs(0.6, 0.04, 1), 'open', 1.5),
	chromatic: () => chromatic(0.012, 0),
	chromaticBeat: () => chromatic(0.025, 2),
	strongChromatic: () => chromatic(0.04, 0),
	openChromatic: () => passing(chromatic(0.05, 0), 'open'),
	gray: () => GRAYED,
	cinema: () => stack(grade(-0.04, 0.1, -0.08, 0.08), corners(0.55), BARS),
};
