import { encodingOf, planOf } from '../../../render-agent/src/compile/plan';
import { fromSeconds, pixels } from '../../../render-agent/src/kernel/units';
import { madeKey } from '../../../render-agent/src/render/madeKey';
import type { AssetFacts, AssetId } from '../../../render-agent/src/timeline/asset';
import { captionIn } from '../../support/captions';
import { assetId, picture, type Place, timelineOf, words } from '../../support/timelines';

const factsOf = (sha256: string, file: string): AssetFacts => ({
	...{ id: assetId('a'), file, sha256, demuxer: 'mov' },
	picture: {
		...{ width: pixels(64), height: pixels(36), rate: { num: 30, den: 1 }, alpha: false },
		...{ motion: 'video', codec: 'h264', pixelFormat: 'yuv420p', matrix: 'bt709' },
		...{ fullRange: false, rotation: 0, hdr: false, duration: fromSeconds(60) },
	},
});

interface Changes {
	readonly id?: string;
	readonly sha256?: string;
	readonly file?: string;
	readonly place?: Place;
	readonly text?: string;
	readonly font?: { readonly id: string; readonly sha256: string };
}

const keyOf = ({
	id = '1',
	sha256 = 'A',
	file = '/a',
	place = {},
	text,
	font,
}: Changes): string => {
	const asset = assetId(`asset ${id}`);
	const style = font ? { font: { resourceId: '', name: '', asset: font.id as AssetId } } : {};
	const visuals = [
		picture(asset, [0, 1], { id, ...place }),
		...(text === undefined ? [] : [words(captionIn(style, text), [0, 1], { layer: 1 })]),
	];
	const assets = [
		{ id: asset, use: 'video' as const, place: { kind: 'path' as const, path: file } },
	].map((one) => ({ ...one, label: `clip ${id}`, usedBy: [] }));
	const facts = new Map([[asset, { ...factsOf(sha256, file), id: asset }]]);
	const plan = planOf(timelineOf(1, { visuals, assets }), facts, encodingOf('h264', 'draft'));
	return madeKey(plan.chunks[0] ?? {}, font ? [{ ...font, file: '/font' }] : []);
};

describe('the key of a chunk', () => {
	it('does not know ids, names and places', () => {
		expect(keyOf({ id: '2', file: '/elsewhere' })).toBe(keyOf({}));
	});

	it('changes with the media, the place, the text and the content of its font', () => {
		const font = { id: 'f', sha256: 'F' };
		const keys = [
			keyOf({}),
			keyOf({ sha256: 'B' }),
			keyOf({ place: { x: 0.1 } }),
			keyOf({ text: 'one' }),
			keyOf({ text: 'two' }),
			keyOf({ text: 'two', font }),
			keyOf({ text: 'two', font: { ...font, sha256: 'G' } }),
		];
		expect(new Set(keys).size).toBe(keys.length);
		expect(keyOf({ text: 'two', font: { ...font, id: 'renamed' } })).toBe(
			keyOf({ text: 'two', font }),
		);
	});
});
