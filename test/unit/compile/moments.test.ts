import fc from 'fast-check';
import { frameOfSeconds, momentsOf } from '../../../render-agent/src/compile/moments';
import { assetsAt } from '../../../render-agent/src/compile/stills';
import { frames } from '../../../render-agent/src/kernel/units';
import { assetId, fill, picture, rgb, timelineOf, transition } from '../../support/timelines';

const shot = (name: string, from: number, to: number) => picture(assetId(name), [from, to]);

describe('the moments that show a timeline', () => {
	it('are spread, half a second after cuts', () => {
		const timeline = timelineOf(8, { visuals: [shot('a', 0, 4), shot('b', 4, 8)] });
		expect(momentsOf(timeline, 2)).toEqual([60, 135]);
		expect(momentsOf(timeline, 4)).toEqual([30, 90, 135, 210]);
	});

	it('show the longest shot of their share', () => {
		const visuals = [shot('a', 0, 1), shot('b', 1, 4)];
		expect(momentsOf(timelineOf(4, { visuals }), 1)).toEqual([45]);
	});

	it('are not within a transition where there is room behind it', () => {
		const a = shot('a', 0, 4);
		const b = shot('b', 4, 8);
		const timeline = timelineOf(8, {
			visuals: [a, b],
			transitions: [transition({ family: 'dissolve' }, [a, b], 2)],
		});
		for (const at of momentsOf(timeline, 4)) expect(at < 90 || at >= 150).toBe(true);
	});

	it('are where there is a picture: not in a gap, nor amid words alone, nor where a clip is transparent', () => {
		const gap = timelineOf(10, { visuals: [shot('a', 8, 10)] });
		expect(momentsOf(gap, 1)).toEqual([255]);
		const spoken = timelineOf(10, { visuals: [fill(rgb(1, 0, 0), [0, 7]), shot('a', 7, 8)] });
		expect(momentsOf(spoken, 1).every((at) => at >= 210 && at < 240)).toBe(true);
		const clear = picture(assetId('a'), [0, 6], { opacity: 0 });
		const veiled = timelineOf(8, { visuals: [clear, shot('b', 6, 8)] });
		expect(momentsOf(veiled, 1).every((at) => at >= 180)).toBe(true);
		// Two shares: the first has nothing but the gap.
		expect(momentsOf(gap, 2)[1]).toBeGreaterThanOrEqual(240);
		expect(momentsOf(timelineOf(4, { visuals: [] }), 1)).toEqual([60]);
	});

	it('ascend, are all there are of a short timeline, and lie in it: for any cuts and count', () => {
		const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 12 });
		fc.assert(
			fc.property(cuts, fc.integer({ min: 1, max: 60 }), (at, count) => {
				const edges = [0, ...[...at].sort((a, b) => a - b), 100].map((tenth) => tenth / 10);
				const visuals = edges.slice(1).map((to, i) => shot(`s${String(i)}`, edges[i] ?? 0, to));
				const timeline = timelineOf(10, { visuals });
				const moments = momentsOf(timeline, count);
				expect(moments).toHaveLength(Math.min(count, timeline.frames));
				expect([...new Set(moments)].sort((a, b) => a - b)).toEqual(moments);
				expect(moments.every((moment) => moment >= 0 && moment < timeline.frames)).toBe(true);
			}),
			{ numRuns: 200 },
		);
		expect(momentsOf(timelineOf(0.1, { visuals: [shot('a', 0, 0.1)] }), 60)).toEqual([0, 1, 2]);
	});

	it('a time in seconds is the frame on screen then, at most the last one', () => {
		const timeline = timelineOf(2, { visuals: [] });
		expect([0, 0.999, 1, 1.99, 5, -1].map((at) => frameOfSeconds(timeline, at))).toEqual([
			0, 29, 30, 59, 59, 0,
		]);
	});
});

describe('the assets that frames need', () => {
	it('are those of the clips that are seen, transitions included', () => {
		const a = shot('a', 0, 4);
		const b = shot('b', 4, 8);
		const timeline = timelineOf(8, {
			visuals: [a, b],
			transitions: [transition({ family: 'dissolve' }, [a, b], 2)],
		});
		const all = ['a', 'b'].map((name) => ({
			...{ id: assetId(name), use: 'video' as const, label: name, usedBy: [] },
			place: { kind: 'path' as const, path: name },
		}));
		const needed = (...at: number[]) =>
			assetsAt({ ...timeline, assets: all }, at.map(frames)).map(({ id }) => id);
		expect(needed(30)).toEqual(['a']);
		expect(needed(100)).toEqual(['a', 'b']);
		expect(needed(200)).toEqual(['b']);
		expect(needed(30, 200)).toEqual(['a', 'b']);
	});
});
