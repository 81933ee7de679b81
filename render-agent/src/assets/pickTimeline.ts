/** Picks the timeline of a draft folder: the one that the user had open, in projects that hold several. */
import { AgentError } from '../kernel/errors';
import { isObject, type Json } from '../kernel/json';
import { type DraftFiles, TIMELINE_FILES } from './draftFolder';

/** Parsed JSON when it is an object, a byte order mark allowed; else undefined. */
export const jsonObject = (bytes: Uint8Array): Json | undefined => {
	try {
		const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
};

const isPlain = (bytes: Uint8Array): boolean =>
	/^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));

const firstPlain = async (files: DraftFiles, folder: string): Promise<Uint8Array | undefined> => {
	const there = TIMELINE_FILES.map((name) => folder + name).filter((path) =>
		files.paths.includes(path),
	);
	let first: Uint8Array | undefined;
	for (const path of there) {
		const bytes = await files.read(path);
		if (isPlain(bytes)) return bytes;
		first ??= bytes;
	}
	return first;
};

const optional = async (files: DraftFiles, path: string): Promise<Json | undefined> =>
	files.paths.includes(path) ? jsonObject(await files.read(path)) : undefined;

const text = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

const living = (project: Json | undefined): readonly string[] => {
	const all = project?.['timelines'];
	const list: readonly unknown[] = Array.isArray(all) ? all : [];
	return list.flatMap((item) =>
		isObject(item) && item['is_marked_delete'] !== true ? (text(item['id']) ?? []) : [],
	);
};

const timelineIds = (paths: readonly string[]): readonly string[] => [
	...new Set(
		paths.flatMap((path) => {
			const [top, id, name, ...deeper] = path.split('/');
			const isTimeline = TIMELINE_FILES.some((known) => known === name);
			return top === 'Timelines' && id && isTimeline && deeper.length === 0 ? [id] : [];
		}),
	),
];

const undecided = (ids: readonly string[]): AgentError =>
	new AgentError('DRAFT_INVALID', {
		object: {
			zh: `草稿中有多个时间线，无法确定使用哪一个：${ids.join('、')}`,
			en: `the draft has several timelines and does not say which is meant: ${ids.join(', ')}`,
		},
	});

const nothing = (): AgentError =>
	new AgentError('DRAFT_NOT_FOUND', {
		object: {
			zh: '文件夹中没有 draft_content.json 或 draft_info.json',
			en: 'the folder has no draft_content.json or draft_info.json',
		},
	});

const meant = async (
	files: DraftFiles,
	root: Uint8Array | undefined,
	ids: readonly string[],
): Promise<{ readonly wanted: string | undefined; readonly alive: readonly string[] }> => {
	const layout = await optional(files, 'timeline_layout.json');
	const project = await optional(files, 'Timelines/project.json');
	const left = project ? living(project).filter((id) => ids.includes(id)) : [];
	const alive = left.length > 0 ? left : ids;
	const candidates = [
		text(layout?.['activeTimeline']),
		root && text(jsonObject(root)?.['id']),
		text(project?.['main_timeline_id']),
		alive.length === 1 ? alive[0] : undefined,
	];
	return { wanted: candidates.find((id) => id !== undefined && ids.includes(id)), alive };
};

/**
 * The bytes of the timeline that a draft folder means: the open one, else the root file's own, else the project's main
 * one, else the only one left. Of `draft_content.json` and `draft_info.json` the first that is plain JSON.
 * @throws {AgentError} DRAFT_NOT_FOUND without a timeline file, DRAFT_INVALID when several are left, TOO_LARGE
 */
export const pickTimeline = async (files: DraftFiles): Promise<Uint8Array> => {
	const root = await firstPlain(files, '');
	const ids = timelineIds(files.paths);
	if (ids.length === 0) {
		if (root) return root;
		throw nothing();
	}
	const { wanted, alive } = await meant(files, root, ids);
	const chosen = wanted === undefined ? undefined : await firstPlain(files, `Timelines/${wanted}/`);
	const picked = chosen ?? root;
	if (!picked) throw undecided(alive);
	return picked;
};
