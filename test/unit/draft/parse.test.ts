import { parseDraft } from '../../../render-agent/src/draft/parse';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { inLanguage } from '../../../render-agent/src/kernel/words';
import {
	captionPiece,
	clip,
	draftOf,
	type Json,
	keyframes,
	materialWith,
	piece,
	segmentWith,
	textTrack,
	timeRange,
	videoTrack,
} from '../../support/drafts';

const failureOf = (json: unknown): { code: string; object: string } => {
	try {
		parseDraft(json);
	} catch (error) {
		if (error instanceof AgentError)
			return { code: error.code, object: inLanguage(error.object ?? '', 'en') };
		throw error;
	}
	return { code: 'none', object: '' };
};

const one = draftOf(videoTrack(clip('a.mp4', [0, 1])));
const withCanvas = (width: number, height: number): Json => ({
	...one,
	canvas_config: { width, height },
});
const compound = (inner: unknown): Json =>
	draftOf(videoTrack(piece(['drafts', { draft: inner }], ['compound', 0, 1])));

describe('parseDraft', () => {
	it('refuses what has no tracks or no materials', () => {
		for (const json of [null, [], 3, {}, { tracks: [] }, { tracks: {}, materials: {} }])
			expect(failureOf(json)).toEqual({
				code: 'DRAFT_INVALID',
				object: '$: no JianYing or CapCut draft: it lacks the array tracks or the object materials',
			});
	});

	it.each([
		['no tracks', { tracks: [], materials: {} }],
		['an empty track', draftOf(videoTrack())],
		['segments without length only', draftOf(videoTrack(clip('a.mp4', [1, 0])))],
	])('%s is an empty draft', (_what, json) => {
		expect(failureOf(json).code).toBe('DRAFT_EMPTY');
	});

	it('fills in what newer apps leave out', () => {
		const segment = { id: 's', material_id: 'm', target_timerange: { duration: 1_000_000 } };
		const draft = parseDraft({
			config: {},
			tracks: [{ type: 'video', segments: [{ ...segment, clip: {}, source_timerange: null }] }],
			materials: { videos: [{ id: 'm', crop: {} }] },
		});
		expect(draft).toMatchObject({
			fps: 30,
			canvas: { width: 1920, height: 1080 },
			muted: false,
			tracks: [{ attribute: 0, segments: [{ volume: 1, visible: true }] }],
		});
		expect(draft.tracks[0]?.segments[0]).toMatchObject({
			target_timerange: { start: 0, duration: 1_000_000 },
			clip: { alpha: 1, scale: { x: 1, y: 1 }, transform: { x: 0, y: 0 }, flip: {} },
		});
	});

	it.each<[string, Json, string]>([
		['speed', { speed: 'fast' }, 'tracks[0].segments[0].speed: number expected'],
		['start', { target_timerange: timeRange(-1, 2) }, 'start: too small, 0 at least'],
		['end', { target_timerange: timeRange(0, 4 * 3600 + 1) }, 'duration: too large'],
		['volume', { volume: 1e308 }, 'volume: too large'],
		['refs', { extra_material_refs: 'x' }, 'extra_material_refs: array expected'],
		['clip', { clip: { scale: { x: [] } } }, 'clip.scale.x: number expected'],
	])('a wrong %s is named with its path', (_what, fields, object) => {
		const failure = failureOf(draftOf(videoTrack(clip('a.mp4', [0, 1], segmentWith(fields)))));
		expect(failure.code).toBe('DRAFT_INVALID');
		expect(failure.object).toContain(object);
	});

	it('a number that JSON writes and no float can hold is refused', () => {
		const json: unknown = JSON.parse(JSON.stringify(one).replace('"fps":30', '"fps":1e999'));
		expect(failureOf(json)).toMatchObject({ code: 'DRAFT_INVALID' });
	});

	it('a wrong material is named with its bucket and index', () => {
		const json = draftOf(videoTrack(clip('a.mp4', [0, 1], materialWith({ path: 5 }))));
		expect(failureOf(json).object).toBe('materials.videos[0].path: string expected');
	});

	it('a material in a bucket that is not read may look like anything', () => {
		expect(failureOf({ ...one, materials: { odd: [null, 1, { id: [] }] } }).code).toBe('none');
	});

	it('of two materials with one id the first counts', () => {
		const json = {
			...one,
			materials: {
				videos: [
					{ id: 'm', path: '1' },
					{ id: 'm', path: '2' },
				],
			},
		};
		expect(parseDraft(json).materials.get('m')?.material).toMatchObject({ path: '1' });
	});

	it('rounds the canvas to even sides and refuses absurd ones', () => {
		expect(parseDraft(withCanvas(639, 361)).canvas).toEqual({ width: 640, height: 362 });
		expect(parseDraft(withCanvas(4320, 7680)).canvas).toEqual({ width: 4320, height: 7680 });
		expect(failureOf(withCanvas(7680, 7680)).object).toContain('canvas of 7680×7680');
		expect(failureOf(withCanvas(2, 2)).object).toContain('2×2 is too small, 16×16 at least');
		expect(failureOf(withCanvas(8, 8)).code).toBe('DRAFT_INVALID');
	});

	it('refuses more tracks, keyframes, clips at once and frames than anybody makes', () => {
		const tracks = Array.from({ length: 201 }, () => videoTrack());
		expect(failureOf(draftOf(...tracks)).object).toContain('more than 200 tracks');
		const keys = Array.from({ length: 100_001 }, (_, i) => [i / 1e6, 0] as const);
		const keyed = clip('a.mp4', [0, 1], keyframes('KFTypeAlpha', ...keys));
		expect(failureOf(draftOf(videoTrack(keyed))).object).toContain('more than 100000 keyframes');
		const pile = Array.from({ length: 601 }, (_, i) => captionPiece(String(i), [0, 1]));
		expect(failureOf(draftOf(textTrack(...pile))).object).toContain('more than 600 clips at once');
		const long = { ...draftOf(videoTrack(clip('a.mp4', [0, 4 * 3600]))), fps: 61 };
		expect(failureOf(long).object).toContain('more than 864000 frames');
	});

	it('refuses more than 10 000 segments', () => {
		const many = Array.from({ length: 10_001 }, (_, i) => captionPiece('x', [i / 10, 0.1]));
		expect(failureOf(draftOf(textTrack(...many))).object).toContain('more than 10000 segments');
	});

	it('refuses more materials, and more that segments refer to, than the app writes', () => {
		const videos = Array.from({ length: 120_001 }, (_, i) => ({ id: String(i), type: 'video' }));
		expect(failureOf({ ...one, materials: { videos } }).object).toContain(
			'more than 120000 materials',
		);
		const refs = Array.from({ length: 1_001 }, (_, i) => `r${String(i)}`);
		const pieces = Array.from({ length: 120 }, (_, i) =>
			clip('a.mp4', [i, 1], segmentWith({ extra_material_refs: refs })),
		);
		expect(failureOf(draftOf(videoTrack(...pieces))).object).toContain(
			'more than 120000 materials that segments refer to',
		);
	});

	it('counts the segments of a compound clip as often as it is used', () => {
		const uses = (id: string, times: number): readonly Json[] =>
			Array.from({ length: times }, (_, i) => ({
				id: `${id}${String(i)}`,
				material_id: id,
				target_timerange: timeRange(i, 1),
			}));
		const layer = (inner: unknown): Json => ({
			tracks: [{ type: 'video', segments: uses('c', 40) }],
			materials: { drafts: [{ id: 'c', draft: inner }] },
		});
		expect(failureOf(layer(layer(layer(one)))).object).toContain('more than 10000 segments');
		expect(failureOf(layer(layer(one))).code).toBe('none');
	});

	it('refuses more than 8 compound clips inside each other', () => {
		const nested = (levels: number): Json => (levels === 0 ? one : compound(nested(levels - 1)));
		expect(failureOf(nested(8)).code).toBe('none');
		expect(failureOf(nested(9)).object).toContain('more than 8 compound clips');
	});

	it('names the place of a fault inside a compound clip', () => {
		const inner = draftOf(videoTrack(clip('a.mp4', [0, 1], segmentWith({ speed: 'x' }))));
		expect(failureOf(compound(inner)).object).toBe(
			'materials.drafts(drafts:compound@0).draft.tracks[0].segments[0].speed: number expected',
		);
	});

	it('names unknown fields, and says which of them hold nothing', () => {
		const glowing = clip('a.mp4', [0, 1], segmentWith({ glow: 3, halo: 0, dust: [{}] }));
		const draft = { ...draftOf(videoTrack(glowing)), aura: 'x', cover: 'known', none: null };
		const isAtRest = true;
		const [segment, of] = ['tracks[].segments[]', 'a.mp4@0'];
		expect(parseDraft(draft).unknownFields).toEqual([
			{ field: 'aura' },
			{ field: 'none', isAtRest },
			{ field: `${segment}.dust`, of, isAtRest },
			{ field: `${segment}.glow`, of },
			{ field: `${segment}.halo`, of, isAtRest },
		]);
	});
});
