/** `npm run build:windows` and `build:linux`: the agent with all that it needs as one archive, the same bytes each time. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeArchive } from './archive';
import { ffmpegFolderOf } from './ffmpegInput';
import { PLATFORMS } from './platforms';
import { sbomOf } from './sbom';
import { stageBundle, type Stage } from './stage';
import { writtenFiles } from './written';

const ROOT = resolve(__dirname, '../..');
const USAGE =
	'usage: npm run build:windows|build:linux -- [--ffmpeg <folder or zip>] [--out <folder>]';

const asked = (): {
	readonly system: keyof typeof PLATFORMS;
	readonly ffmpeg: string | undefined;
	readonly out: string;
} => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			ffmpeg: { type: 'string' },
			out: { type: 'string', default: join(ROOT, 'bundles') },
		},
	});
	const [system] = positionals;
	if (system !== 'windows' && system !== 'linux') throw new Error(USAGE);
	return { system, ffmpeg: values.ffmpeg, out: resolve(values.out) };
};

const versionIn = (folder: string): string =>
	(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;

const buildAgent = (): void => {
	const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts/build-agent.mjs')], {
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	if (status !== 0) throw new Error('the agent could not be built');
};

const main = async (): Promise<void> => {
	const { system, ffmpeg, out } = asked();
	const platform = PLATFORMS[system];
	const name = `capcut-render-agent-${versionIn(join(ROOT, 'render-agent'))}-${platform.id}`;
	const cache = join(ROOT, '.cache/bundle', platform.id);
	const stage: Stage = {
		platform,
		root: ROOT,
		work: join(cache, 'packages'),
		folder: join(cache, name),
	};
	const ffmpegFrom =
		ffmpeg === undefined
			? undefined
			: await ffmpegFolderOf(resolve(ffmpeg), { platform, work: join(cache, 'ffmpeg') });
	buildAgent();
	stageBundle(stage, ffmpegFrom);
	for (const [file, text] of Object.entries(writtenFiles(platform)))
		writeFileSync(join(stage.folder, file), text);
	const nodeVersion = versionIn(join(stage.work, 'node_modules', platform.node.name));
	writeFileSync(
		join(stage.folder, 'sbom.cdx.json'),
		await sbomOf(stage.folder, platform, nodeVersion),
	);
	mkdirSync(out, { recursive: true });
	const file = join(out, `${name}.${platform.archive}`);
	const sha256 = await writeArchive(stage.folder, { file, kind: platform.archive });
	const hasFfmpeg = existsSync(join(stage.folder, 'runtime', platform.program('ffmpeg')));
	process.stdout.write(`${file}\nsha256 ${sha256}\n`);
	if (!hasFfmpeg)
		process.stdout.write(
			'without ffmpeg: name one with --ffmpeg, or let users run "capcut-render-agent ffmpeg install"\n',
		);
};

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
