import { needsOf, seamsOf } from '../../../render-agent/src/compile/needs';
import { cutOf, encodingOf } from '../../../render-agent/src/compile/plan';
import type { AssetReference } from '../../../render-agent/src/timeline/asset';
import type { Timeline } from '../../../render-agent/src/timeline/timeline';
import { assetId, nested, picture, timelineOf, transition } from '../../support/timelines';

const [a, b, c] = [assetId('a'), assetId('b'), assetId('c')];

const assets = [a, b, c].map((id): AssetReference => ({
	...{ id, use: 'video', place: { kind: 'path', path: id }, label: id, usedBy: [] },
}));

const needs = (seconds: number, parts: Partial<Omit<Timeline, 'frames'>>) => {
	const timeline = timelineOf(seconds, { ...parts, assets });
	return needsOf(timeline, cutOf(timeline, encodingOf('h264', 'standard')));
};

const named = (found: ReturnType<typeof needs>): readonly (readonly string[])[] =>
	found.map((ids) => [...ids].sort());

describe('what a chunk needs', () => {
	it('is what it shows, and nothing of what comes later', () => {
		const visuals = [picture(a, [0, 5]), picture(b, [5, 10]), picture(c, [6, 7], { layer: 1 })];
		expect(named(needs(10, { visuals }))).toEqual([['a'], ['b', 'c']]);
	});

	it('is both sides of a transition that it shows a part of', () => {
		const [left, right] = [picture(a, [0, 7]), picture(b, [7, 15])];
		const transitions = [transition({ family: 'dissolve' }, [left, right], 1)];
		const found = named(needs(15, { visuals: [left, right], transitions }));
		expect(found).toEqual([['a'], ['a', 'b'], ['a', 'b'], ['b']]);
	});

	it('is what lies in a compound clip', () => {
		const inner = timelineOf(5, { visuals: [picture(c, [0, 5])] });
		expect(named(needs(5, { visuals: [nested(inner, [0, 5])] }))).toEqual([['c']]);
	});
});

describe('a seam', () => {
	const shown = [[a], [a], [a, b], [c], [b]].map((ids) => new Set(ids));

	it('is a chunk that first shows a file from afar, but for the first chunk', () => {
		expect([...seamsOf(shown, new Set([a, b, c]))]).toEqual([2, 3]);
	});

	it('is none where the file is here anyway', () => {
		expect([...seamsOf(shown, new Set([c]))]).toEqual([3]);
		expect([...seamsOf(shown, new Set())]).toEqual([]);
	});
});
