/** The user's library: a folder of files that no draft carries. Reads and checks its mapping; never leaves the folder. */
import { extname } from 'node:path';
import { z } from 'zod/v4';
import { AgentError } from '../kernel/errors';
import { keyOf, type LibraryEntry, type LibraryIndex, type LibraryUse } from '../timeline/library';
import type { BlendMode } from '../timeline/looks';
import { folderFiles, insideFolder, readUpTo } from './draftFolder';
import type { Located } from './draftSource';

/** A file of a library as the library names it. */
export interface NamedFile {
	readonly path: string;
	/** The key of the mapping under which it stands. */
	readonly mapped?: string;
}

/** A library that was read. */
export interface Library {
	readonly index: LibraryIndex;
	/** Where the file of an entry is. */
	readonly find: (key: string) => Promise<Located>;
	/** What its file is called in the library, with the key of the mapping that names it; `mapped` is absent where no mapping does. */
	readonly named: (key: string) => NamedFile | undefined;
}

/** The mapping file of a library. */
export const MAPPING = 'library.json';

const MAX_BYTES = 4 * 1024 * 1024;

const USES: Readonly<Record<string, LibraryUse>> = {
	...{ '.ttf': 'font', '.otf': 'font', '.ttc': 'font' },
	...{ '.png': 'sticker', '.apng': 'sticker', '.gif': 'sticker', '.webp': 'sticker' },
	...{ '.jpg': 'sticker', '.jpeg': 'sticker', '.cube': 'lut' },
	...{ '.mp4': 'overlay', '.mov': 'overlay', '.webm': 'overlay', '.mkv': 'overlay' },
};

const BLENDS = [
	...(['normal', 'darken', 'screen', 'overlay', 'multiply', 'lighten', 'hardLight'] as const),
	...(['softLight', 'linearBurn', 'colorBurn', 'colorDodge'] as const),
] satisfies readonly BlendMode[];

const entryShape = z.union([
	z.string().min(1),
	z.strictObject({ file: z.string().min(1), blend: z.enum(BLENDS).optional() }),
]);

const mappingShape = z.record(z.string().min(1), entryShape);

type Mapping = z.output<typeof mappingShape>;

const broken = (zh: string, en: string): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: { zh: `素材库的 ${MAPPING}：${zh}`, en: `the library's ${MAPPING}: ${en}` },
	});

const jsonOf = (bytes: Uint8Array): unknown => {
	try {
		return JSON.parse(new TextDecoder().decode(bytes).replace(/^\uFEFF/, ''));
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : '';
		throw broken(`不是有效的 JSON（${why}）`, `no valid JSON (${why})`);
	}
};

const mappingIn = (bytes: Uint8Array): Mapping => {
	const read = mappingShape.safeParse(jsonOf(bytes));
	if (read.success) return read.data;
	const at = read.error.issues[0]?.path.join('.') ?? '';
	if (at === '')
		throw broken(
			'应为一个 JSON 对象，每个键是名称或 id，值是文件名，如 {"熊猫": "panda.png"}',
			'it must be a JSON object with a name or id for each file, such as {"panda": "panda.png"}',
		);
	throw broken(
		`键“${at}”的值应为文件名，或含 file 与可选 blend（${BLENDS.join('、')}）的对象`,
		`the value of “${at}” must be a file name, or an object with file and, if wanted, blend (${BLENDS.join(', ')})`,
	);
};

interface Found extends NamedFile {
	readonly entry: LibraryEntry;
}

const useOf = (path: string): LibraryUse | undefined => USES[extname(path).toLowerCase()];

/** Overlays are mostly light on black. */
const USUAL_BLEND = 'screen';

const entryOf = (name: string, path: string, blend: BlendMode = USUAL_BLEND): Found | undefined => {
	const use = useOf(path);
	return use && { path, entry: { key: keyOf(use, name), use, blend } };
};

/** What the mapping names. A file that is not there stays in it: a draft that asks for it does without, and is told which. */
const mapped = (mapping: Mapping): readonly Found[] =>
	Object.entries(mapping).map(([name, value]) => {
		const { file, blend = USUAL_BLEND } = typeof value === 'string' ? { file: value } : value;
		const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
		const found = entryOf(name, path, blend);
		if (found) return { ...found, mapped: name };
		throw broken(
			`“${name}”的文件 ${file} 不是可用的类型（${Object.keys(USES).join(' ')}）`,
			`the file ${file} of “${name}” is of no kind that can be used (${Object.keys(USES).join(' ')})`,
		);
	});

const byFileName = (paths: readonly string[]): readonly Found[] =>
	paths.flatMap((path) => {
		const file = path.split('/').at(-1) ?? path;
		return entryOf(file.slice(0, file.length - extname(file).length), path) ?? [];
	});

/**
 * The library in a folder. The mapping goes before the names of files; of several files with one name the first counts.
 * @throws {AgentError} REQUEST_INVALID when the folder cannot be read or the mapping is broken, saying where
 */
export const openLibrary = async (folder: string): Promise<Library> => {
	const { paths } = await folderFiles(folder).catch((cause: unknown) => {
		throw new AgentError('REQUEST_INVALID', {
			object: { zh: `素材库文件夹 ${folder} 无法读取`, en: `the library ${folder} cannot be read` },
			cause,
		});
	});
	const file = paths.includes(MAPPING) ? await insideFolder(folder, MAPPING) : undefined;
	const bytes = file === undefined ? undefined : await readUpTo(file, MAX_BYTES);
	const mapping = bytes ? mapped(mappingIn(bytes)) : [];
	const all = [...mapping, ...byFileName(paths)].reverse();
	const places = new Map(all.map((found) => [found.entry.key, found]));
	return {
		index: new Map(all.map(({ entry }) => [entry.key, entry])),
		find: async (key) => {
			const place = places.get(key);
			const found = place && (await insideFolder(folder, place.path));
			return found === undefined ? { kind: 'missing' } : { kind: 'file', file: found };
		},
		named: (key) => {
			const found = places.get(key);
			return (
				found && { path: found.path, ...(found.mapped !== undefined && { mapped: found.mapped }) }
			);
		},
	};
};
