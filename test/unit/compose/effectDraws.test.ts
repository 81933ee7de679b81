import { effectDraws } from '../../../render-agent/src/compose/effects/effectDraws';
import { drawsOf } from '../../../render-agent/src/compose/frame';
import { frames, microseconds, pixels, rateOf } from '../../../render-agent/src/kernel/units';
import type { Effect } from '../../../render-agent/src/timeline/effectLooks';
import type { Layer } from '../../../render-agent/src/timeline/scene';
import { UNMOVED } from '../../../render-agent/src/timeline/timeline';
import { EXAMPLES } from '../../support/effectExamples';

const SECOND = 1_000_000;
const effect = (look: Effect['look'], more: Partial<Effect> = {}): Effect => ({
	look,
	amount: 1,
	speed: 1,
	...more,
});

describe('an effect at a moment', () => {
	it.each(Object.values(EXAMPLES))('draws nothing with an amount of 0: %j', (look) => {
		expect(effectDraws(effect(look, { amount: 0 }), SECOND / 4, 2 * SECOND)).toEqual([]);
	});

	it('of a still look is the same all the time, so that still frames are drawn once', () => {
		const at = (moment: number) => effectDraws(effect(EXAMPLES.vignette), moment, 2 * SECOND);
		expect(at(0)).toEqual(at(SECOND));
	});

	it('of a moving look runs at its speed', () => {
		const fast = effect(EXAMPLES.film, { speed: 3 });
		expect(effectDraws(fast, SECOND, 2 * SECOND)).toMatchObject([{ phase: 3 }]);
	});

	it('whose speed has keyframes is as far as it has run by then', () => {
		const keys = [
			{ at: microseconds(0), value: 1 },
			{ at: microseconds(2 * SECOND), value: 3 },
		] as const;
		const faster = effect(EXAMPLES.film, { sliders: { speed: { kind: 'keyed', keys } } });
		const phases = [0, 1, 2, 3].map(
			(at) => effectDraws(faster, at * SECOND, 4 * SECOND)[0]?.phase ?? NaN,
		);
		// The area beneath: a second at 1…2, one at 2…3, one at 3.
		expect(phases.map((phase) => Number(phase.toFixed(6)))).toEqual([0, 1.5, 4, 7]);
	});

	it('whose size has keyframes is as large as they say, within limits', () => {
		const keys = [
			{ at: microseconds(0), value: 0 },
			{ at: microseconds(SECOND), value: 2 },
		] as const;
		const growing = effect(EXAMPLES.pixelate, { sliders: { size: { kind: 'keyed', keys } } });
		const sizes = [0, 0.5, 1].map((at) => effectDraws(growing, at * SECOND, SECOND)[0]?.look);
		const { size } = EXAMPLES.pixelate as { size: number };
		expect(sizes).toMatchObject([{ size: size / 4 }, { size }, { size: 2 * size }]);
	});

	it('of a stack is each of its looks in order', () => {
		const look = { family: 'stack', looks: [EXAMPLES.film, EXAMPLES.vignette] } as const;
		const draws = effectDraws(effect(look, { amount: 0.5 }), 0, SECOND);
		expect(draws.map((draw) => [draw.look.family, draw.amount])).toEqual([
			['film', 0.5],
			['vignette', 0.5],
		]);
	});

	it('of an opening curtain opens in its seconds and is then out of the way', () => {
		const open = (moment: number) => effectDraws(effect(EXAMPLES.curtain), moment, 4 * SECOND);
		expect(open(0)).toMatchObject([{ phase: 0 }]);
		expect(open(SECOND / 2)).toMatchObject([{ phase: 0.5 }]);
		expect(open(SECOND)).toEqual([]);
	});

	it('of a closing curtain closes at the end of its clip', () => {
		const look = { ...EXAMPLES.curtain, way: 'close' } as const;
		const closing = (moment: number) => effectDraws(effect(look), moment, 4 * SECOND);
		expect(closing(2 * SECOND)).toEqual([]);
		expect(closing(3.75 * SECOND)).toMatchObject([{ phase: 0.25 }]);
	});
});

describe('an effect in a scene', () => {
	const layer = (content: Layer['content'], [from, to]: readonly [number, number]): Layer => ({
		id: content.kind,
		content,
		from: frames(from),
		to: frames(to),
		start: microseconds(0),
		duration: microseconds(SECOND),
		placement: UNMOVED,
		animations: [],
		crossings: [],
		bottom: false,
	});
	const canvas = { width: pixels(64), height: pixels(48), rate: rateOf(30) };
	const red = { red: 1, green: 0, blue: 0, alpha: 1 };
	const kindsAt = (frame: number, more: Partial<Layer> = {}): readonly string[] =>
		drawsOf(
			{
				canvas,
				sources: [],
				layers: [
					{ ...layer({ kind: 'fill', color: red }, [0, 40]), ...more },
					layer({ kind: 'effect', effect: effect(EXAMPLES.negative) }, [10, 20]),
				],
			},
			frames(frame),
			{ boxOf: () => ({ ...canvas, dx: 0, dy: 0 }), isText: () => false, partsOf: () => [] },
		).flatMap((draw) => [
			draw.kind,
			...(draw.kind === 'group' ? draw.draws : []).map((d) => d.kind),
		]);

	it('is drawn after what lies beneath, and only in its own frames', () => {
		expect(kindsAt(9)).toEqual(['group', 'fill']);
		expect(kindsAt(10)).toEqual(['group', 'fill', 'effect']);
		expect(kindsAt(19)).toEqual(['group', 'fill', 'effect']);
		expect(kindsAt(20)).toEqual(['group', 'fill']);
	});

	it('on one clip is drawn within that clip', () => {
		const effects = [effect(EXAMPLES.blur)];
		expect(kindsAt(0, { effects })).toEqual(['group', 'fill', 'effect']);
	});
});
