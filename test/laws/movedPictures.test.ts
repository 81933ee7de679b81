/** Drafts by lot as finished pictures: later, in another order of tracks or at another place, every sample is the same one, only there. */
import fc from 'fast-check';
import type { AssetFacts, AssetId } from '../../render-agent/src/timeline/asset';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { anyDraft, timelineOf } from '../support/anyDraft';
import { draftOf, type Json, photo, segmentWith, videoTrack } from '../support/drafts';
import { drawn, H264, made, openStudio, renderTimeline } from '../support/studio';
import { canvasOf, picture, timelineOf as timelineWith } from '../support/timelines';

jest.setTimeout(120_000);

const studio = openStudio();
let video: AssetFacts | undefined;
let still: AssetFacts | undefined;
beforeAll(async () => {
	const moving = [...made('testsrc=s=64x36:r=30:d=1'), ...made('sine=f=440:d=1')];
	const film = await studio.make('a.mp4', ...moving, ...H264, '-c:a', 'aac');
	const card = await studio.make('b.png', ...made('testsrc=s=32x18'), '-frames:v', '1');
	[video, still] = [studio.facts.get(film), studio.facts.get(card)];
});
afterAll(() => {
	studio.close();
});

/** Every file of a timeline as one of the two that are there. */
const factsOf = ({ assets }: Timeline): Map<AssetId, AssetFacts> =>
	new Map(
		assets.flatMap(({ id, use, label }): [AssetId, AssetFacts][] => {
			const found = label.endsWith('.png') || use === 'photo' ? still : video;
			return use === 'font' || use === 'lut' || !found ? [] : [[id, { ...found, id }]];
		}),
	);

const framesOf = async (json: Json): Promise<readonly Buffer[]> => {
	const timeline = timelineOf(json);
	if (!timeline) throw new RangeError('the draft is refused');
	return (await drawn(timeline, { facts: factsOf(timeline) }, 60)).raw;
};

const TIMES: ReadonlySet<string> = new Set(['start', 'duration', 'time_offset']);

/** Small drafts at 30 frames a second that are over ten times as soon, on whole frames. */
const drafts = (seed: number, count: number): readonly Json[] =>
	fc
		.sample(anyDraft, { numRuns: 80, seed })
		.map((json): Json => {
			const text = JSON.stringify({ ...json, fps: 30 }, (key, value: unknown) =>
				TIMES.has(key) && typeof value === 'number'
					? Math.round((Math.round((value * 3) / 1e6) * 1e6) / 30)
					: value,
			);
			return { ...(JSON.parse(text) as Json), canvas_config: { width: 64, height: 36 } };
		})
		.filter((json) => (timelineOf(json)?.visuals.length ?? 0) > 1)
		.slice(0, count);

type Tracks = readonly { readonly segments: readonly Json[] }[];
const withSegments = (json: Json, change: (segment: Json, track: number) => Json): Json => ({
	...json,
	tracks: (json['tracks'] as Tracks).map((one, track) => ({
		...one,
		segments: one.segments.map((segment) => change(segment, track)),
	})),
});

const isCut = (json: Json): boolean =>
	timelineOf(json)?.transitions.some(({ cut, duration }) => cut < duration / 2) === true;

it('a second later every sample is as it was, and nothing is seen before', async () => {
	// A window that begins before the video does is cut there: such a transition is another one when it is moved.
	const all = drafts(3, 12).filter((json) => !isCut(json));
	expect(all.length).toBeGreaterThan(5);
	for (const json of all) {
		const later = withSegments({ ...json, duration: 0 }, (segment) => {
			const { start, duration } = segment['target_timerange'] as {
				start: number;
				duration: number;
			};
			return { ...segment, target_timerange: { start: start + 1_000_000, duration } };
		});
		const before = await framesOf({ ...json, duration: 0 });
		const after = await framesOf(later);
		expect(after).toHaveLength(before.length + 30);
		const black = Buffer.concat([Buffer.alloc(64 * 36, 16), Buffer.alloc(32 * 18 * 2, 128)]);
		expect(after.slice(0, 30).every((frame) => frame.equals(black))).toBe(true);
		expect(before.every((frame, i) => after[i + 30]?.equals(frame))).toBe(true);
	}
});

it('tracks written in another order with the same indexes give the same samples', async () => {
	for (const json of drafts(4, 8)) {
		const indexed: Json = {
			...withSegments(json, (segment, track) => ({ ...segment, render_index: track })),
			render_index_track_mode_on: false,
		};
		const turned = { ...indexed, tracks: [...(indexed['tracks'] as Tracks)].reverse() };
		const [one, other] = [await framesOf(indexed), await framesOf(turned)];
		expect(other).toHaveLength(one.length);
		expect(one.every((frame, i) => other[i]?.equals(frame))).toBe(true);
	}
});

it('a picture that is moved by whole pixels has the very samples, that much further', async () => {
	const at = async (x: number, y: number): Promise<Buffer> => {
		const clip = { scale: { x: 0.5, y: 0.5 }, transform: { x: x / 32, y: -y / 18 } };
		const json = draftOf(videoTrack(photo('b.png', [0, 0.1], segmentWith({ clip }))));
		const [frame] = await framesOf({ ...json, canvas_config: { width: 64, height: 36 } });
		return frame ?? Buffer.alloc(0);
	};
	const rest = await at(0, 0);
	for (const [dx, dy] of [
		[2, 0],
		[0, -4],
		[-16, 8],
		[10, 6],
	] as const) {
		const moved = await at(dx, dy);
		const wrong: string[] = [];
		for (let y = 9; y < 27; y++)
			for (let x = 16; x < 48; x++)
				if (moved[(y + dy) * 64 + x + dx] !== rest[y * 64 + x])
					wrong.push(`${String(x)},${String(y)}`);
		expect(wrong).toEqual([]);
	}
});

it('a picture that is moved by parts of a pixel lies that much further', async () => {
	const white = await studio.make(
		'white.png',
		...made('color=white:s=64x32,format=rgb24'),
		...['-frames:v', '1'],
	);
	const edgesAt = async (x: number): Promise<readonly number[]> => {
		const { raw } = await drawn(
			timelineWith(0.1, {
				canvas: canvasOf({ width: 64, height: 36 }),
				visuals: [picture(white, [0, 0.1], { scale: 0.5, x })],
			}),
			studio,
		);
		const row = 18 * 64;
		const light = (at: number): number => ((raw[0]?.[row + at] ?? 16) - 16) / 219;
		const sum = (from: number, to: number): number =>
			Array.from({ length: to - from }, (_, i) => light(from + i)).reduce((a, b) => a + b, 0);
		// Where the edges are: as much light as there is on each side of the middle.
		return [32 - sum(0, 32), 32 + sum(32, 64)];
	};
	for (const x of [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.4]) {
		const [left = 0, right = 0] = await edgesAt(x);
		expect(left).toBeCloseTo(16 + x, 1);
		expect(right).toBeCloseTo(48 + x, 1);
	}
});

it('a draft by lot becomes a file of exactly its frames and its length', async () => {
	for (const json of drafts(5, 4)) {
		const timeline = timelineOf(json);
		if (!timeline) throw new RangeError('the draft is refused');
		const { facts } = { facts: factsOf(timeline) };
		const { quality, frames } = await renderTimeline(timeline, { facts, folder: studio.folder });
		expect(frames).toBe(timeline.frames);
		expect(quality.file.frames).toBe(timeline.frames);
		expect(quality.file.seconds).toBeCloseTo(timeline.frames / 30, 3);
	}
});
