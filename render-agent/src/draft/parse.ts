/** Turns JSON into a draft, or says where it is no draft. Owns the limits of size; judges nothing of what is drawn. */
import type { z } from 'zod/v4';
import { AgentError } from '../kernel/errors';
import { isObject } from '../kernel/json';
import type { Draft, Filed } from './draft';
import * as limits from './limits';
import { MATERIAL_SHAPES, otherMaterial, type ReadBucket } from './materialSchema';
import { type DraftTrack, draftShape } from './schema';
import { isAtRest, unknownFieldsOf } from './unknownFields';

const DEFAULT_RATE = 30;
const DEFAULT_CANVAS = { width: 1920, height: 1080 };

const invalid = (path: string, zh: string, en: string): AgentError =>
	new AgentError('DRAFT_INVALID', {
		object: { zh: `${path}：${zh}`, en: `${path}: ${en}` },
	});

/** `tracks[0].segments[3].speed`, as people write it. */
const pathText = (path: readonly PropertyKey[]): string =>
	path.reduce<string>((text, part) => {
		if (typeof part === 'number') return `${text}[${String(part)}]`;
		return text === '' ? String(part) : `${text}.${String(part)}`;
	}, '');

/** What is wrong with a value, in words. */
const faultIn = (issue: z.core.$ZodIssue): { readonly zh: string; readonly en: string } => {
	switch (issue.code) {
		case 'too_big': {
			const most = String(issue.maximum);
			return { zh: `数值过大，上限 ${most}`, en: `too large, ${most} at most` };
		}
		case 'too_small': {
			const least = String(issue.minimum);
			return { zh: `数值过小，下限 ${least}`, en: `too small, ${least} at least` };
		}
		case 'invalid_type':
			return { zh: `类型应为 ${issue.expected}`, en: `${issue.expected} expected` };
		case 'invalid_union': {
			const types = issue.errors
				.flat()
				.flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : []));
			return { zh: `类型应为 ${types.join(' 或 ')}`, en: `${types.join(' or ')} expected` };
		}
		default:
			return { zh: '内容无效', en: issue.message };
	}
};

const faultOf = (issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[]): AgentError => {
	const [issue] = issues;
	const path = pathText([...at, ...(issue?.path ?? [])]);
	const { zh, en } = issue ? faultIn(issue) : { zh: '内容无效', en: 'not valid' };
	return invalid(path === '' ? '$' : path, zh, en);
};

const read = <T extends z.ZodType>(
	shape: T,
	value: unknown,
	at: readonly PropertyKey[],
): z.output<T> => {
	const result = shape.safeParse(value);
	if (result.success) return result.data;
	throw faultOf(result.error.issues, at);
};

const isRead = (bucket: string): bucket is ReadBucket => Object.hasOwn(MATERIAL_SHAPES, bucket);

/** Where a draft was found: the path to it, and how many compound clips it lies in. */
interface Depth {
	readonly at: readonly PropertyKey[];
	readonly depth: number;
}

const filed = (bucket: string, value: unknown, at: readonly PropertyKey[]): Filed | undefined => {
	if (isRead(bucket)) {
		// The shape belongs to the bucket, which the compiler cannot follow through the table.
		return { bucket, material: read(MATERIAL_SHAPES[bucket], value, at) } as Filed;
	}
	const other = otherMaterial.safeParse(value);
	if (!other.success) return undefined;
	return { bucket: 'other', from: bucket, material: other.data, atRest: isAtRest(value) };
};

const tooMany = (path: string, what: { zh: string; en: string }, most: number): AgentError =>
	invalid(path, `${what.zh}超过 ${String(most)}`, `more than ${String(most)} ${what.en}`);

/** What is read must be a list; scripts write an empty object for an empty one. */
const checkNoList = (bucket: string, value: unknown, at: readonly PropertyKey[]): void => {
	const isEmpty = isObject(value) && Object.keys(value).length === 0;
	if (!isRead(bucket) || isEmpty || value === null || value === undefined) return;
	throw invalid(
		pathText([...at, 'materials', bucket]),
		'类型应为数组（array）',
		'array expected: a list of materials',
	);
};

const materialsOf = (
	buckets: Readonly<Record<string, unknown>>,
	at: readonly PropertyKey[],
): ReadonlyMap<string, Filed> => {
	const byId = new Map<string, Filed>();
	const count = Object.values(buckets).reduce<number>(
		(sum, list) => sum + (Array.isArray(list) ? list.length : 0),
		0,
	);
	if (count > limits.MAX_MATERIALS)
		throw tooMany(
			pathText([...at, 'materials']),
			{ zh: '素材数', en: 'materials' },
			limits.MAX_MATERIALS,
		);
	for (const [bucket, list] of Object.entries(buckets)) {
		if (!Array.isArray(list)) {
			checkNoList(bucket, list, at);
			continue;
		}
		list.forEach((value: unknown, index) => {
			const found = filed(bucket, value, [...at, 'materials', bucket, index]);
			if (!found || found.material.id === '' || byId.has(found.material.id)) return;
			byId.set(found.material.id, found);
		});
	}
	return byId;
};

const canvasOf = (
	{ width, height }: { readonly width: number; readonly height: number },
	at: readonly PropertyKey[],
): Draft['canvas'] => {
	if (width === 0 && height === 0) return DEFAULT_CANVAS;
	const even = { width: 2 * Math.round(width / 2), height: 2 * Math.round(height / 2) };
	const [short, long] = [Math.min(even.width, even.height), Math.max(even.width, even.height)];
	const fits =
		short >= limits.MIN_SIDE && short <= limits.MAX_SHORT_SIDE && long <= limits.MAX_LONG_SIDE;
	if (fits) return even;
	const size = `${String(width)}×${String(height)}`;
	const most = `${String(limits.MAX_LONG_SIDE)}×${String(limits.MAX_SHORT_SIDE)}`;
	const least = `${String(limits.MIN_SIDE)}×${String(limits.MIN_SIDE)}`;
	const [zh, en] =
		short < limits.MIN_SIDE
			? [`画布 ${size} 太小，至少 ${least}`, `a canvas of ${size} is too small, ${least} at least`]
			: [
					`画布 ${size} 超出范围，上限 ${most}`,
					`a canvas of ${size} is out of range, ${most} at most`,
				];
	throw invalid(pathText([...at, 'canvas_config']), zh, en);
};

const checkTracks = (tracks: readonly DraftTrack[], at: readonly PropertyKey[]): void => {
	const path = pathText([...at, 'tracks']);
	if (tracks.length > limits.MAX_TRACKS)
		throw tooMany(path, { zh: '轨道数', en: 'tracks' }, limits.MAX_TRACKS);
	const keys = tracks
		.flatMap(({ segments }) => segments)
		.flatMap(({ common_keyframes }) => common_keyframes)
		.reduce((sum, { keyframe_list }) => sum + keyframe_list.length, 0);
	if (keys > limits.MAX_KEYFRAMES)
		throw tooMany(path, { zh: '关键帧数', en: 'keyframes' }, limits.MAX_KEYFRAMES);
	const moments = tracks
		.filter(({ type }) => type !== 'audio')
		.flatMap(({ segments }) => segments)
		.flatMap(({ target_timerange: { start, duration } }): [number, number][] => [
			[start, 1],
			[start + duration, -1],
		])
		.sort(([a, x], [b, y]) => a - b || x - y);
	let seen = 0;
	for (const [, change] of moments) {
		seen += change;
		if (seen > limits.MAX_OVERLAYS)
			throw tooMany(path, { zh: '同时显示的片段数', en: 'clips at once' }, limits.MAX_OVERLAYS);
	}
};

/** How many segments a draft has when every compound clip is taken apart, and what they refer to. */
interface Weight {
	readonly segments: number;
	readonly references: number;
}

const weightOf = (draft: Draft): Weight => {
	const inside = new Map([...draft.compounds].map(([id, inner]) => [id, weightOf(inner)]));
	const sum = { segments: 0, references: 0 };
	for (const { material_id, extra_material_refs } of draft.tracks.flatMap((one) => one.segments)) {
		const compound = [material_id, ...extra_material_refs].find((id) => inside.has(id));
		const within = compound === undefined ? undefined : inside.get(compound);
		sum.segments += 1 + (within?.segments ?? 0);
		sum.references += extra_material_refs.length + (within?.references ?? 0);
	}
	return sum;
};

const endOfTracks = (tracks: readonly DraftTrack[]): number =>
	tracks
		.flatMap(({ segments }) => segments)
		.filter(({ target_timerange }) => target_timerange.duration > 0)
		.reduce((end, { target_timerange: { start, duration } }) => Math.max(end, start + duration), 0);

const compoundsOf = (
	materials: ReadonlyMap<string, Filed>,
	{ at, depth }: Depth,
): ReadonlyMap<string, Draft> => {
	const compounds = new Map<string, Draft>();
	for (const [id, { bucket, material }] of materials) {
		if (bucket !== 'drafts' || !isObject(material.draft)) continue;
		const inner = { at: [...at, `materials.drafts(${id})`, 'draft'], depth: depth + 1 };
		if (inner.depth > limits.MAX_COMPOUND_DEPTH)
			throw tooMany(
				pathText(inner.at),
				{ zh: '复合片段嵌套层数', en: 'compound clips inside each other' },
				limits.MAX_COMPOUND_DEPTH,
			);
		const draft = draftAt(material.draft, inner);
		if (endOfTracks(draft.tracks) > 0) compounds.set(id, draft);
	}
	return compounds;
};

/** A curve that somebody drew has points, and no name that tells of them. */
const curvesOf = ({ keyframe_graph_list }: z.output<typeof draftShape>): Draft['curves'] =>
	new Map(
		keyframe_graph_list
			.filter(({ graph_points: points }) => !Array.isArray(points) || points.length === 0)
			.map(({ id, resource_name }) => [id, resource_name]),
	);

const draftAt = (json: unknown, where: Depth): Draft => {
	const { at } = where;
	if (!isObject(json) || !Array.isArray(json['tracks']) || !isObject(json['materials']))
		throw invalid(
			pathText(at) || '$',
			'没有 tracks 数组和 materials 对象，不是剪映/CapCut 草稿',
			'no JianYing or CapCut draft: it lacks the array tracks or the object materials',
		);
	const shape = read(draftShape, json, at);
	checkTracks(shape.tracks, at);
	const fps = shape.fps < 1 ? DEFAULT_RATE : shape.fps;
	const length = Math.max(shape.duration, endOfTracks(shape.tracks));
	if (length > limits.MAX_LENGTH || (length * fps) / 1e6 > limits.MAX_FRAMES)
		throw tooMany(
			pathText([...at, 'duration']),
			{ zh: '总帧数或时长', en: 'frames, or 4 hours' },
			limits.MAX_FRAMES,
		);
	const materials = materialsOf(shape.materials, at);
	return {
		canvas: canvasOf(shape.canvas_config, at),
		fps,
		duration: shape.duration,
		muted: shape.config.video_mute,
		byTrackOrder: shape.render_index_track_mode_on,
		curves: curvesOf(shape),
		tracks: shape.tracks,
		materials,
		compounds: compoundsOf(materials, where),
		unknownFields: unknownFieldsOf(json),
	};
};

/**
 * A draft from its JSON, defaults filled in and limits kept.
 * @throws {AgentError} DRAFT_INVALID with the path in the JSON
 * @throws {AgentError} DRAFT_EMPTY when no track has anything on it
 */
export const parseDraft = (json: unknown): Draft => {
	const draft = draftAt(json, { at: [], depth: 0 });
	if (endOfTracks(draft.tracks) === 0) throw new AgentError('DRAFT_EMPTY');
	const { segments, references } = weightOf(draft);
	if (segments > limits.MAX_SEGMENTS)
		throw tooMany('tracks', { zh: '片段数', en: 'segments' }, limits.MAX_SEGMENTS);
	if (references > limits.MAX_REFERENCES)
		throw tooMany(
			'tracks',
			{ zh: '片段引用的素材数', en: 'materials that segments refer to' },
			limits.MAX_REFERENCES,
		);
	return draft;
};
