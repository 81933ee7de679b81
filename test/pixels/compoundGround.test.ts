/** What lies around the clips of a timeline within: black where nothing is beneath it, else see-through but for what effects bring. */
import type { EffectLook } from '../../render-agent/src/timeline/effectLooks';
import type { Timeline, VisualClip } from '../../render-agent/src/timeline/timeline';
import { EXAMPLES } from '../support/effectExamples';
import { type Drawn, drawn, near } from '../support/studio';
import { canvasOf, fill, nested, rangeOf, rgb, timelineOf } from '../support/timelines';
import type { Color } from '../../render-agent/src/timeline/text';
import { pixelOf, type Rgb } from '../support/video';

jest.setTimeout(60_000);

const canvas = canvasOf({ width: 96, height: 64 });
const SECONDS = 0.5;
const draw = (timeline: Timeline): Promise<Drawn> => drawn(timeline, { facts: new Map() });

const effect = (look: EffectLook): VisualClip => ({
	...{ kind: 'effect', id: 'fx', track: 1, layer: 1, target: rangeOf([0, SECONDS]) },
	...{ look, amount: 1, speed: 1 },
});
/** A gray clip amid the canvas, beneath an effect. */
const small = (...looks: readonly EffectLook[]): Timeline =>
	timelineOf(SECONDS, {
		canvas,
		visuals: [fill(rgb(0.5, 0.5, 0.5), [0, SECONDS], { scale: 0.5 }), ...looks.map(effect)],
	});
/** One clip that gives way to the next. */
const crossing = (look: Timeline['transitions'][number]['look']): Timeline => {
	const left = { ...fill(rgb(0.8, 0.2, 0.2), [0, 0.25], { scale: 0.5 }), id: 'left' };
	const right = { ...fill(rgb(0.2, 0.2, 0.8), [0.25, SECONDS], { scale: 0.5 }), id: 'right' };
	const { start: cut } = right.target;
	return timelineOf(SECONDS, {
		...{ canvas, visuals: [left, right] },
		transitions: [{ left: 'left', right: 'right', cut, duration: cut, look }],
	});
};

/** The greatest difference between two drawings, in code values. */
const apart = (one: Drawn, other: Drawn): number =>
	Math.max(
		...one.raw.map((frame, i) =>
			frame.reduce(
				(most, value, at) => Math.max(most, Math.abs(value - (other.raw[i]?.[at] ?? NaN))),
				0,
			),
		),
	);

/** The share of samples that are further apart than `limit` code values. */
const further = (one: Drawn, other: Drawn, limit: number): number => {
	const differences = one.raw.flatMap((frame, i) =>
		[...frame].map((value, at) => Math.abs(value - (other.raw[i]?.[at] ?? NaN))),
	);
	return differences.filter((difference) => !(difference <= limit)).length / differences.length;
};

describe('a timeline within with nothing beneath it', () => {
	const within = (inner: Timeline): Timeline =>
		timelineOf(SECONDS, { canvas, visuals: [nested(inner, [0, SECONDS])] });

	it.each(['particles', 'frame', 'negative', 'fog', 'viewfinder'] as const)(
		'shows an effect (%s) as the same timeline by itself does, all over its canvas',
		async (name) => {
			const inner = small(EXAMPLES[name]);
			const flat = await draw(inner);
			expect(apart(flat, await draw(small()))).toBeGreaterThan(50);
			expect(apart(await draw(within(inner)), flat)).toBeLessThanOrEqual(1);
			expect(apart(await draw(within(within(inner))), flat)).toBeLessThanOrEqual(1);
		},
	);

	it.each([
		{ family: 'push', direction: 'left' },
		{ family: 'dissolve' },
		{ family: 'fadeThrough', color: rgb(1, 1, 1) },
	] as const)('shows a transition ($family) as the same timeline by itself does', async (look) => {
		const inner = crossing(look);
		const flat = await draw(inner);
		expect(apart(await draw(within(inner)), flat)).toBeLessThanOrEqual(1);
	});
});

describe('a timeline within above something', () => {
	const GREEN: Rgb = [51, 153, 51];
	const above = (inner: Timeline): Promise<Drawn> =>
		draw(
			timelineOf(SECONDS, {
				...{ canvas },
				visuals: [
					fill(rgb(0.2, 0.6, 0.2), [0, SECONDS]),
					nested(inner, [0, SECONDS], { layer: 1 }),
				],
			}),
		);
	const corner = ({ at }: Drawn, frame = 7): Rgb => pixelOf(at(frame), 1, 1);
	const beside = ({ at }: Drawn, frame = 7): Rgb => pixelOf(at(frame), 12, 32);
	const middle = ({ at }: Drawn, frame = 7): Rgb => pixelOf(at(frame), 48, 32);

	it('lets it be seen around its clips, in each frame of a transition too', async () => {
		const plain = await above(small());
		expect([corner(plain), beside(plain)]).toEqual([near(GREEN), near(GREEN)]);
		expect(middle(plain)).toEqual(near([128, 128, 128]));
		const crossed = await above(crossing({ family: 'dissolve' }));
		for (const frame of crossed.raw.keys()) expect(corner(crossed, frame)).toEqual(near(GREEN));
	});

	const border = (color: Color): EffectLook => ({
		...{ family: 'frame', size: 0.05, radius: 0, foot: 0, rough: 0 },
		color,
	});
	it.each([
		[rgb(1, 1, 1), [255, 255, 255]],
		[rgb(0, 0, 0), [0, 0, 0]],
		[rgb(0.2, 0.2, 0.8), [51, 51, 204]],
	] as const)(
		'has a border (%j) at the edge of its canvas, and is clear within',
		async (color, seen) => {
			const framed = await above(small(border(color)));
			expect(corner(framed)).toEqual(near(seen));
			expect(beside(framed)).toEqual(near(GREEN));
			expect(middle(framed)).toEqual(near([128, 128, 128]));
		},
	);

	it.each(['flash', 'vignette', 'fog', 'particles'] as const)(
		'has an effect (%s) laid over all of its canvas, as over one picture',
		async (name) => {
			const look = EXAMPLES[name];
			const ground = fill(rgb(0.2, 0.6, 0.2), [0, SECONDS]);
			const visuals = [ground, ...small(look).visuals].map((clip, layer) => ({ ...clip, layer }));
			const veiled = await above(small(look));
			expect(apart(veiled, await above(small()))).toBeGreaterThan(20);
			// Soft edges come out a little different when they are laid twice.
			const whole = await draw(timelineOf(SECONDS, { canvas, visuals }));
			expect(further(veiled, whole, 4)).toBeLessThan(0.04);
		},
	);

	/** Half as large, above green: its canvas reaches from (24, 16) to (72, 48), its clips from (36, 24) to (60, 40). */
	const half = (inner: Timeline): Promise<Drawn> =>
		draw(
			timelineOf(SECONDS, {
				...{ canvas },
				visuals: [
					fill(rgb(0.2, 0.6, 0.2), [0, SECONDS]),
					nested(inner, [0, SECONDS], { layer: 1, scale: 0.5 }),
				],
			}),
		);
	const WHITE = rgb(1, 1, 1);
	it.each([
		[{ family: 'fadeThrough', color: WHITE }, [235, 243, 235]],
		[{ family: 'flash', color: WHITE }, [235, 243, 235]],
		[{ family: 'through', look: border(rgb(0.2, 0.2, 0.8)), blend: 'cut' }, [51, 51, 204]],
	] as const)(
		'has what a transition (%j) draws over all of its canvas, and nothing beyond that',
		async (look, seen) => {
			const crossed = await half(crossing(look));
			const [within, beyond] = [pixelOf(crossed.at(7), 25, 17), pixelOf(crossed.at(7), 22, 14)];
			expect(within).toEqual(near(seen, 46));
			expect(beyond).toEqual(near(GREEN));
			expect(pixelOf(crossed.at(0), 25, 17)).toEqual(near(GREEN));
			expect(pixelOf(crossed.at(14), 25, 17)).toEqual(near(GREEN, 40));
		},
	);

	it('has what a transition of clips that do not overlap draws over all of its canvas', async () => {
		const inner = crossing({ family: 'fadeThrough', color: WHITE });
		const transitions = inner.transitions.map((one) => ({ ...one, apart: true as const }));
		const crossed = await half({ ...inner, transitions });
		expect(pixelOf(crossed.at(7), 25, 17)).toEqual(near([235, 243, 235], 30));
	});

	it('has colors changed where its clips are only', async () => {
		const negative = await above(small(EXAMPLES.negative));
		expect(corner(negative)).toEqual(near(GREEN));
		expect(middle(negative)).toEqual(near([127, 127, 127]));
	});
});
