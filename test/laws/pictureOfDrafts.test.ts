/** Drafts by lot as pictures and samples: each is drawn and heard as long as it says; shifted, reordered or moved, so is its picture. */
import fc from 'fast-check';
import { layersOf } from '../../render-agent/src/compile/layers';
import { sceneOf } from '../../render-agent/src/compile/scenes';
import { type Boxes, drawsOf } from '../../render-agent/src/compose/frame';
import { frames, SECOND } from '../../render-agent/src/kernel/units';
import type { AssetFacts, AssetId } from '../../render-agent/src/timeline/asset';
import type { Curve } from '../../render-agent/src/timeline/curve';
import type { Source } from '../../render-agent/src/timeline/scene';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { anyDraft, timelineOf } from '../support/anyDraft';
import type { Json } from '../support/drafts';
import { drawn, H264, made, mixed, openStudio } from '../support/studio';

jest.setTimeout(120_000);

const studio = openStudio();
let video: AssetFacts | undefined;
let photo: AssetFacts | undefined;
beforeAll(async () => {
	const moving = await studio.make(
		'a.mp4',
		...made('testsrc=s=64x36:r=30:d=1'),
		...made('sine=f=440:d=1'),
		...[...H264, '-c:a', 'aac'],
	);
	const still = await studio.make('b.png', ...made('testsrc=s=40x40'), '-frames:v', '1');
	[video, photo] = [studio.facts.get(moving), studio.facts.get(still)];
});
afterAll(() => {
	studio.close();
});

/** Every file of a timeline as one of the two that are there. */
const factsOf = ({ assets }: Timeline): Map<AssetId, AssetFacts> =>
	new Map(
		assets.flatMap(({ id, use, label }): [AssetId, AssetFacts][] => {
			const found = label.endsWith('.png') || use === 'photo' ? photo : video;
			return use === 'font' || use === 'lut' || !found ? [] : [[id, { ...found, id }]];
		}),
	);

const TIMES: ReadonlySet<string> = new Set(['start', 'duration', 'time_offset']);

/** A draft on a small canvas that is over ten times as soon. */
const shrunk = (json: Json): Json => {
	const text = JSON.stringify(json, (key, value: unknown) =>
		TIMES.has(key) && typeof value === 'number' ? Math.round(value / 10) : value,
	);
	return { ...(JSON.parse(text) as Json), canvas_config: { width: 64, height: 36 } };
};

it('a draft by lot is decoded, drawn and mixed: every frame and every sample, whatever it asks for', async () => {
	const jsons = fc.sample(anyDraft, { numRuns: 60, seed: 20 }).map(shrunk);
	const timelines = jsons.flatMap((json) => timelineOf(json) ?? []).slice(0, 10);
	expect(timelines).toHaveLength(10);
	for (const timeline of timelines) {
		const facts = factsOf(timeline);
		const { raw } = await drawn(timeline, { facts }, 20);
		const { num, den } = timeline.canvas.rate;
		expect(raw).toHaveLength(timeline.frames);
		expect(raw.every(({ length }) => length === (64 * 36 * 3) / 2)).toBe(true);
		const { left } = await mixed(timeline, { facts });
		expect(left.samples).toHaveLength(Math.round((timeline.frames * den * 48_000) / num));
		expect(left.samples.every(Number.isFinite)).toBe(true);
	}
});

const boxes: Boxes = {
	boxOf: (source) => ({ width: 30 + source, height: 20, dx: 0, dy: 0 }),
	isText: () => false,
	partsOf: () => [],
};

/** What is drawn in a frame, sources by what they show, numbers to a millionth. */
const pictureAt = (timeline: Timeline, frame: number, shift = 0): string => {
	const window = { from: frames(0), to: timeline.frames };
	const scene = sceneOf(timeline, { placed: layersOf(timeline), facts: factsOf(timeline) }, window);
	const shownBy = (source: Source | undefined): string =>
		source?.kind === 'video' || source?.kind === 'still'
			? source.media.file + String(source.width)
			: (source?.kind ?? '');
	const places: Boxes = { ...boxes, boxOf: () => ({ width: 30, height: 20, dx: 0, dy: 0 }) };
	const draws = drawsOf(scene, frames(frame + shift), places);
	return JSON.stringify(draws, (key, value: unknown) => {
		if (key === 'source' && typeof value === 'number') return shownBy(scene.sources[value]);
		return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value;
	});
};

const whole = anyDraft.filter(({ fps }) => Number.isInteger(fps));
const tracksOf = (json: Json) =>
	json['tracks'] as readonly { readonly segments: readonly Json[] }[];
const withSegments = (json: Json, change: (segment: Json, track: number) => Json): Json => ({
	...json,
	tracks: tracksOf(json).map((one, track) => ({
		...one,
		segments: one.segments.map((segment) => change(segment, track)),
	})),
});
const rangeIn = (segment: Json): { readonly start: number; readonly duration: number } =>
	segment['target_timerange'] as { start: number; duration: number };

it('a second later, every frame is as it was a second before', () => {
	fc.assert(
		fc.property(whole, fc.nat(200), (json, at) => {
			const later = withSegments(json, (segment) => {
				const { start, duration } = rangeIn(segment);
				return { ...segment, target_timerange: { start: start + SECOND, duration } };
			});
			const [timeline, shifted] = [timelineOf(json), timelineOf(later)];
			if (!timeline || !shifted) return;
			const { num, den } = timeline.canvas.rate;
			const frame = at % timeline.frames;
			// A window that begins before the video does is cut there: such a transition is another one when it is moved.
			const isCut = timeline.transitions.some(({ cut, duration }) => cut < duration / 2);
			if (isCut) return;
			expect(pictureAt(shifted, frame, num / den)).toBe(pictureAt(timeline, frame));
		}),
		{ numRuns: 120 },
	);
});

it('tracks in another order with the same indexes give the same picture', () => {
	fc.assert(
		fc.property(anyDraft, fc.nat(200), (json, at) => {
			const indexed = {
				...withSegments(json, (segment, track) => ({ ...segment, render_index: track })),
				render_index_track_mode_on: false,
			};
			const turned = { ...indexed, tracks: [...tracksOf(indexed)].reverse() };
			const [timeline, other] = [timelineOf(indexed), timelineOf(turned)];
			if (!timeline || !other) return;
			const frame = at % timeline.frames;
			expect(other.frames).toBe(timeline.frames);
			expect(pictureAt(other, frame)).toBe(pictureAt(timeline, frame));
		}),
		{ numRuns: 120 },
	);
});

it('segments that are moved by a share of the canvas are drawn that much further', () => {
	const movedBy = (json: Json, dx: number): Json =>
		withSegments(json, (segment) => {
			const clip = (segment['clip'] ?? {}) as { readonly transform?: { x?: number; y?: number } };
			const { x = 0, y = 0 } = clip.transform ?? {};
			return { ...segment, clip: { ...clip, transform: { x: x + dx, y } } };
		});
	const firstOf = (curve: Curve): number =>
		curve.kind === 'constant' ? curve.value : curve.keys[0].value;
	fc.assert(
		fc.property(anyDraft, (json) => {
			const [timeline, moved] = [timelineOf(json), timelineOf(movedBy(json, 0.25))];
			timeline?.visuals.forEach((clip, i) => {
				const there = moved?.visuals[i];
				if (!('placement' in clip) || !there || !('placement' in there)) return;
				const by = clip.placement.x.kind === 'constant' ? (0.25 * 640) / 2 : 0;
				expect(firstOf(there.placement.x) - firstOf(clip.placement.x)).toBeCloseTo(by, 6);
				expect(there.placement.y).toEqual(clip.placement.y);
			});
		}),
		{ numRuns: 120 },
	);
});
