import { chunksOf } from '../../../render-agent/src/compile/chunks';
import { cutsOf } from '../../../render-agent/src/compile/cuts';
import { layersOf } from '../../../render-agent/src/compile/layers';
import { frames } from '../../../render-agent/src/kernel/units';
import { assetId, keyed, picture, timelineOf } from '../../support/timelines';

const GOP = frames(150);

/** Shots of so many frames one after another, each from its own place in a file. Each chunk by what of which shot it begins with. */
const begun = (
	lengths: readonly number[],
	place: Parameters<typeof picture>[2] = {},
): readonly string[] => {
	const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, one) => sum + one, 0));
	const total = lengths.reduce((sum, one) => sum + one, 0);
	const visuals = lengths.map((length, i) => {
		const start = (starts[i] ?? 0) / 30;
		return picture(assetId('a'), [start, start + length / 30], {
			...place,
			id: String(i),
			source: [10 * i, 10 * i + length / 30],
		});
	});
	const timeline = timelineOf(total / 30, { visuals });
	return chunksOf(timeline.frames, cutsOf(layersOf(timeline), timeline), GOP).map(({ first }) => {
		const shot = starts.findLastIndex((start) => start <= first);
		return `${String(shot)}+${String(first - (starts[shot] ?? 0))}`;
	});
};

describe('the chunks of shots', () => {
	it.each([20, 30, 45, 60, 75, 100, 149, 150, 170, 209, 230, 400])(
		'of %i frames each are nearly the same after the first was trimmed',
		(length) => {
			const shots = Array.from({ length: 120 }, () => length);
			const before = new Set(begun(shots));
			for (const first of [length - 1, Math.ceil(length / 2), length - 10]) {
				const after = begun([first, ...shots.slice(1)]);
				const known = after.filter((one) => before.has(one)).length;
				expect(known / after.length).toBeGreaterThan(0.8);
			}
		},
	);

	it('end where a shot ends, or after a GOP, and are never shorter than two seconds', () => {
		expect(begun([150, 150, 30])).toEqual(['0+0', '1+0']);
		expect(begun([300, 170, 400])).toEqual(['0+0', '0+150', '1+0', '2+0', '2+150', '2+300']);
	});

	it('are longer where the picture moves by itself, up to twice a GOP', () => {
		const grows = { scale: keyed([0, 1], [60, 1.2]) };
		expect(begun([300, 100, 400], grows)).toEqual(['0+0', '1+0', '2+0', '2+300']);
		expect(begun([700], grows)).toEqual(['0+0', '0+300', '0+600']);
		expect(begun([340], grows)).toEqual(['0+0']);
	});
});
