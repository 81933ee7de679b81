import { inOrderOfUse } from '../../../render-agent/src/assets/downloadOrder';
import { fromSeconds } from '../../../render-agent/src/kernel/units';
import type { AssetReference } from '../../../render-agent/src/timeline/asset';
import { assetId } from '../../support/timelines';

const reference = (
	name: string,
	use: AssetReference['use'],
	...starts: readonly number[]
): AssetReference => ({
	...{ id: assetId(name), use, place: { kind: 'path', path: name }, label: name },
	usedBy: starts.map((start) => ({
		...{ segment: name, track: 0, start: fromSeconds(start), end: fromSeconds(start + 1) },
	})),
});

describe('the order of downloads', () => {
	it('is that in which the timeline first shows them, what is only heard last', () => {
		const references = [
			reference('song', 'audio', 0),
			reference('end', 'video', 40),
			reference('often', 'photo', 50, 10),
			reference('begin', 'video', 0),
			reference('voice', 'audio', 3),
			reference('letters', 'font', 10),
		];
		expect(inOrderOfUse(references).map(({ id }) => id)).toEqual([
			...['begin', 'often', 'letters', 'end', 'song', 'voice'],
		]);
	});
});
