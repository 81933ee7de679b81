import fc from 'fast-check';
import { endOf } from '../../render-agent/src/timeline/range';
import type { Curve } from '../../render-agent/src/timeline/curve';
import type { Placement, Timeline, VisualClip } from '../../render-agent/src/timeline/timeline';
import { anyDraft, timelineOf } from '../support/anyDraft';
import type { Json } from '../support/drafts';

const holds = (check: (timeline: Timeline, json: Json) => void): void => {
	fc.assert(
		fc.property(anyDraft, (json) => {
			const timeline = timelineOf(json);
			if (timeline) check(timeline, json);
		}),
		{ numRuns: 300 },
	);
};

const curvesOf = ({ x, y, scaleX, scaleY, rotation, opacity }: Placement): readonly Curve[] => [
	...[x, y, scaleX, scaleY, rotation, opacity],
];

const overlap = (a: VisualClip, b: VisualClip): boolean =>
	a.target.start < endOf(b.target) && b.target.start < endOf(a.target);

const moved = (json: Json, by: number): Json => {
	const shift = (one: Json): Json => {
		const { start, duration } = one['target_timerange'] as { start: number; duration: number };
		return { ...one, target_timerange: { start: start + by, duration } };
	};
	const tracks = (json['tracks'] as readonly { segments: readonly Json[] }[]).map((one) => ({
		...one,
		segments: one.segments.map(shift),
	}));
	return { ...json, tracks };
};

describe('any draft', () => {
	it('is drawn often enough for these laws to mean something', () => {
		const timelines = fc.sample(anyDraft, { numRuns: 300, seed: 1 }).map(timelineOf);
		const share = (has: (timeline: Timeline) => boolean): number =>
			timelines.filter((timeline) => timeline && has(timeline)).length / timelines.length;
		expect(share(({ visuals }) => visuals.length > 1)).toBeGreaterThan(0.4);
		expect(share(({ sounds }) => sounds.length > 0)).toBeGreaterThan(0.3);
		expect(share(({ transitions }) => transitions.length > 0)).toBeGreaterThan(0.05);
	});

	it('gives the same timeline twice', () => {
		holds((timeline, json) => {
			// A draft is a file, and no file holds a zero with a sign.
			const written = (): Json => JSON.parse(JSON.stringify(json)) as Json;
			expect(timelineOf(written())).toEqual(timelineOf(written()));
			expect(timelineOf(json)).toEqual(timeline);
		});
	});

	it('has its clips sorted by layer and start, none of one layer over another', () => {
		holds(({ visuals }) => {
			visuals.slice(1).forEach((clip, i) => {
				const before = visuals[i] ?? clip;
				expect(before.layer).toBeLessThanOrEqual(clip.layer);
				if (before.layer === clip.layer) expect(overlap(before, clip)).toBe(false);
			});
		});
	});

	it('has no clip that ends after the video, and none without length', () => {
		holds(({ visuals, sounds, frames, canvas: { rate } }) => {
			const end = ((frames + 0.5) * rate.den * 1_000_000) / rate.num;
			for (const { target } of [...visuals, ...sounds]) {
				expect(target.duration).toBeGreaterThan(0);
				expect(target.start).toBeGreaterThanOrEqual(0);
				expect(endOf(target)).toBeLessThanOrEqual(Math.max(end, 1_000_000));
			}
		});
	});

	it('has its keyframes sorted and its numbers finite', () => {
		holds(({ visuals, sounds }) => {
			const curves = [
				...visuals.flatMap((clip) => ('placement' in clip ? curvesOf(clip.placement) : [])),
				...sounds.map(({ gain }) => gain),
			];
			for (const curve of curves) {
				const keys = curve.kind === 'constant' ? [{ at: 0, value: curve.value }] : curve.keys;
				expect(keys.every(({ value }) => Number.isFinite(value))).toBe(true);
				expect(keys.every(({ at }, i) => i === 0 || (keys[i - 1]?.at ?? 0) <= at)).toBe(true);
			}
		});
	});

	it('has ids of its own for all clips, and transitions between two that are there', () => {
		holds(({ visuals, transitions }) => {
			const byId = new Map(visuals.map((clip) => [clip.id, clip]));
			expect(byId.size).toBe(visuals.length);
			for (const { left, right, cut, duration } of transitions) {
				expect(byId.get(right)?.target.start).toBe(cut);
				expect(byId.get(left)?.target.duration).toBeGreaterThanOrEqual(duration);
			}
		});
	});

	it('lists every file that a clip shows or plays, once', () => {
		holds(({ visuals, sounds, assets }) => {
			const listed = assets.map(({ id }) => id);
			expect(new Set(listed).size).toBe(listed.length);
			const pictures = visuals.flatMap((clip) => (clip.kind === 'picture' ? [clip.asset] : []));
			expect(listed).toEqual(
				expect.arrayContaining([...pictures, ...sounds.map(({ asset }) => asset)]),
			);
		});
	});

	it('moved as a whole moves every clip and changes nothing else', () => {
		holds(({ visuals, sounds }, json) => {
			const later = timelineOf(moved(json, 1_000_000));
			const back = <T extends { target: { start: number; duration: number } }>(
				list: readonly T[],
			) =>
				list.map((clip) => ({
					...clip,
					target: { start: clip.target.start - 1_000_000, duration: clip.target.duration },
				}));
			expect(back(later?.visuals ?? [])).toEqual(visuals);
			expect(back(later?.sounds ?? [])).toEqual(sounds);
		});
	});
});
