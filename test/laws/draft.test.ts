import fc from 'fast-check';
import { parseDraft } from '../../render-agent/src/draft/parse';
import { readDraftText } from '../../render-agent/src/draft/read';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { endOf } from '../../render-agent/src/timeline/range';
import type { Timeline, VisualClip } from '../../render-agent/src/timeline/timeline';
import { MATERIAL_SHAPES } from '../../render-agent/src/draft/materialSchema';
import { type Json, read } from '../support/drafts';

const range = fc.record({ start: fc.nat(9_000_000), duration: fc.nat(5_000_000) });
const ratio = fc.double({ min: -3, max: 3, noNaN: true });
const PROPERTIES = ['KFTypePositionX', 'KFTypeScaleX', 'KFTypeAlpha', 'KFTypeVolume', 'KFTypeGlow'];
const BUCKETS = [...Object.keys(MATERIAL_SHAPES), 'video_effects', 'odd'];

const keyframes = fc.record({
	property_type: fc.constantFrom(...PROPERTIES),
	keyframe_list: fc.array(
		fc.record(
			{
				time_offset: fc.nat(9_000_000),
				values: fc.array(ratio, { maxLength: 1 }),
				curveType: fc.constantFrom('Line', 'FreeCurveInOut'),
				right_control: fc.record({ x: fc.nat(3_000_000), y: ratio }),
			},
			{ requiredKeys: [] },
		),
		{ maxLength: 4 },
	),
});

const materialIds = fc.constantFrom(...BUCKETS.map((bucket) => `${bucket}-0`), 'gone');

const segment = fc.record(
	{
		id: fc.constantFrom('', 'a', 'b', 'c'),
		material_id: materialIds,
		target_timerange: range,
		source_timerange: fc.option(range),
		speed: fc.double({ min: 0.1, max: 100, noNaN: true }),
		volume: fc.double({ min: 0, max: 10, noNaN: true }),
		visible: fc.boolean(),
		reverse: fc.boolean(),
		render_index: fc.nat(9),
		clip: fc.option(
			fc.record(
				{ alpha: ratio, transform: fc.record({ x: ratio, y: ratio }) },
				{ requiredKeys: [] },
			),
		),
		common_keyframes: fc.array(keyframes, { maxLength: 2 }),
		extra_material_refs: fc.array(materialIds, { maxLength: 4 }),
	},
	{ requiredKeys: ['target_timerange', 'material_id'] },
);

const track = fc.record({
	type: fc.constantFrom('video', 'audio', 'text', 'sticker', 'effect', 'filter'),
	attribute: fc.nat(1),
	segments: fc.array(segment, { maxLength: 5 }),
});

/** One material a bucket, with whatever fields of that bucket are drawn by lot. */
const material = (id: string): fc.Arbitrary<Json> =>
	fc.record(
		{
			id: fc.constant(id),
			type: fc.constantFrom('video', 'photo', 'filter', 'canvas_color', 'canvas_blur', 'subtitle'),
			path: fc.constantFrom('a.mp4', 'b.png', '', 'https://a.b/c.mp4?d'),
			name: fc.constantFrom('叠化', '向左', '渐显', ''),
			content: fc.constantFrom('{"text":"😀ab","styles":[{"range":[0,2]}]}', 'plain', ''),
			duration: fc.nat(3_000_000),
			color: fc.constantFrom('#FF0000', '#80FF00FF', ''),
			mode: fc.nat(1),
			curve_speed: fc.option(
				fc.record({
					speed_points: fc.array(
						fc.record({
							x: fc.double({ min: 0, max: 1, noNaN: true }),
							y: fc.double({ min: 0, max: 9, noNaN: true }),
						}),
						{ maxLength: 4 },
					),
				}),
			),
			resource_type: fc.constantFrom('circle', 'line', 'odd'),
			fade_in_duration: fc.nat(9_000_000),
			animations: fc.array(
				fc.record({
					type: fc.constantFrom('in', 'out', 'loop', 'group', 'caption'),
					name: fc.constantFrom('渐显', '放大', '玫瑰'),
					start: fc.nat(3_000_000),
					duration: fc.nat(3_000_000),
				}),
				{ maxLength: 3 },
			),
		},
		{ requiredKeys: ['id', 'path'] },
	);

const drafts: fc.Arbitrary<Json> = fc.record({
	canvas_config: fc.constant({ width: 640, height: 360 }),
	fps: fc.constantFrom(0, 24, 29.97, 30, 60),
	duration: fc.nat(9_000_000),
	render_index_track_mode_on: fc.boolean(),
	tracks: fc.array(track, { minLength: 1, maxLength: 4 }),
	materials: fc
		.tuple(...BUCKETS.map((bucket) => material(`${bucket}-0`)))
		.map((all) => Object.fromEntries(BUCKETS.map((bucket, i) => [bucket, [all[i]]]))),
});

/** The timeline of a draft, or undefined when it is refused in the way that drafts are. */
const timelineOf = (json: unknown): Timeline | undefined => {
	try {
		return read(json).timeline;
	} catch (error) {
		if (error instanceof AgentError) return undefined;
		throw error;
	}
};

const holds = (check: (timeline: Timeline, json: Json) => void): void => {
	fc.assert(
		fc.property(drafts, (json) => {
			const timeline = timelineOf(json);
			if (timeline) check(timeline, json);
		}),
		{ numRuns: 300 },
	);
};

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
	it('gives the same timeline twice', () => {
		holds((timeline, json) => {
			expect(timelineOf(JSON.parse(JSON.stringify(json)))).toEqual(timeline);
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
				...visuals.flatMap((clip) => {
					if (clip.kind === 'effect' || clip.kind === 'filter') return [];
					const { flipX: _x, flipY: _y, ...curves } = clip.placement;
					return Object.values(curves);
				}),
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

describe('any JSON', () => {
	it('is a draft or is refused as one', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 6 }), fc.jsonValue(), (tracks, materials) => {
				for (const json of [tracks, { tracks, materials }, { tracks: [tracks], materials: {} }])
					expect(() => timelineOf(json)).not.toThrow();
			}),
		);
	});

	it('that can be parsed is read to the same value, and cut off is refused', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
				const text = JSON.stringify(value, null, '\t');
				const isSafe = !/"(__proto__|constructor|prototype)":/.test(text);
				if (!isSafe) return;
				expect(readDraftText(text)).toEqual(JSON.parse(text));
				const part = text.slice(0, 1 + (cut % (text.length - 1)));
				expect(() => readDraftText(part)).toThrow(AgentError);
			}),
		);
	});

	it('is scanned as the parser would judge it', () => {
		fc.assert(
			fc.property(
				fc
					.array(fc.constantFrom(...'{}[],:"0a1- \\tnul', 'true', 'null', '"k":'))
					.map((c) => `{${c.join('')}`),
				(text) => {
					const parses = (() => {
						try {
							return Boolean(JSON.parse(text));
						} catch {
							return false;
						}
					})();
					if (parses) expect(readDraftText(text)).toEqual(JSON.parse(text));
					else expect(() => readDraftText(text)).toThrow(AgentError);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('is refused before it is understood when it is too deep', () => {
		fc.assert(
			fc.property(fc.integer({ min: 65, max: 5000 }), (depth) => {
				const text = `{"a":${'[{"a":'.repeat(depth)}`;
				expect(() => parseDraft(readDraftText(text))).toThrow('levels deep');
			}),
		);
	});
});
