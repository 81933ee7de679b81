/** What the files of a timeline would be if they were there: for tests of plans, which open none. */
import { microseconds, pixels } from '../../render-agent/src/kernel/units';
import type { AssetFacts, AssetId, AssetReference } from '../../render-agent/src/timeline/asset';
import type { Timeline } from '../../render-agent/src/timeline/timeline';

const MINUTE = microseconds(60_000_000);

const PICTURE = {
	width: pixels(320),
	height: pixels(240),
	rate: { num: 30, den: 1 },
	alpha: false,
	codec: 'h264',
	pixelFormat: 'yuv420p',
	matrix: 'bt709',
	fullRange: false,
	rotation: 0,
	hdr: false,
	duration: MINUTE,
} as const;

const SOUND = { codec: 'aac', sampleRate: 48_000, channels: 2, duration: MINUTE } as const;

const factOf = ({ id, use, place }: AssetReference): AssetFacts => {
	const file = { id, file: `/${id}`, sha256: JSON.stringify(place), demuxer: use };
	switch (use) {
		case 'video':
			return { ...file, picture: { ...PICTURE, motion: 'video' }, sound: SOUND };
		case 'photo':
		case 'sticker':
		case 'texture':
			return { ...file, picture: { ...PICTURE, motion: 'still' } };
		case 'audio':
			return { ...file, sound: SOUND };
		case 'font':
		case 'lut':
			return file;
	}
};

const assetsIn = ({ assets, visuals }: Timeline): readonly AssetReference[] => [
	...assets,
	...visuals.flatMap((clip) => (clip.kind === 'nested' ? assetsIn(clip.timeline) : [])),
];

/** A file for every asset: a minute long, 320 × 240 at 30 frames a second, with sound. */
export const guessedFacts = (timeline: Timeline): ReadonlyMap<AssetId, AssetFacts> =>
	new Map(assetsIn(timeline).map((asset) => [asset.id, factOf(asset)]));
