/** Glass that stands still: what is worked out once is the same as what is worked out for each picture. */
import { apply, bytesOf, freshPicture } from '../../support/effectPictures';

describe.each(['drops', 'shards'] as const)('glass of %s', (style) => {
	const seen = (size: number, amount: number): readonly number[] =>
		bytesOf(apply(freshPicture(), { family: 'glass', style, size }, { amount }));

	it('is drawn the same again, after others in between too', () => {
		const first = seen(0.2, 0.8);
		expect(seen(0.2, 0.8)).toEqual(first);
		for (const amount of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
			expect(seen(0.2, amount)).not.toEqual(first);
		expect(seen(0.2, 0.8)).toEqual(first);
	});

	it('of another size or strength is another picture', () => {
		const [one, larger, weaker] = [seen(0.2, 0.8), seen(0.3, 0.8), seen(0.2, 0.4)];
		expect(larger).not.toEqual(one);
		expect(weaker).not.toEqual(one);
	});
});
