// Owns how the drawing kernels (AssemblyScript) become WebAssembly. The flags stand here and nowhere else.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SELF = fileURLToPath(import.meta.url);
const ROOT = join(dirname(SELF), '..');
const SOURCES = join(ROOT, 'render-agent/src/compose');

/** The modules: `<name>.as.ts` becomes `<name>.wasm`. Other `*.as.ts` are imported by these. */
const ENTRIES = ['kernels'];

/** `-O3` and SIMD for speed; `stub` because kernels allocate nothing; no asserts because bounds are checked by the caller; memory is brought by `compose/kernels.ts`. */
const FLAGS = [
	'-O3',
	'--enable',
	'simd',
	'--runtime',
	'stub',
	'--noAssert',
	'--importMemory',
	'--maximumMemory',
	'65536',
];

const changedAt = (file) => statSync(file).mtimeMs;

const sourcesChangedAt = () => {
	const sources = readdirSync(SOURCES).filter((name) => name.endsWith('.as.ts'));
	return Math.max(changedAt(SELF), ...sources.map((name) => changedAt(join(SOURCES, name))));
};

const compile = (source, wasm) => {
	const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
	// Built beside and renamed, so that a test that reads it meanwhile never sees half a file.
	const fresh = `${wasm}.${String(process.pid)}`;
	const { status } = spawnSync(process.execPath, [asc, source, ...FLAGS, '--outFile', fresh], {
		cwd: ROOT,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	if (status !== 0) {
		rmSync(fresh, { force: true });
		throw new Error(`asc could not build ${source}`);
	}
	renameSync(fresh, wasm);
};

/** Builds every kernel into `folder`, unless what lies there is newer than its sources. Gives the files' paths. */
export const buildKernels = (folder) => {
	mkdirSync(folder, { recursive: true });
	const changed = sourcesChangedAt();
	return ENTRIES.map((name) => {
		const wasm = join(folder, `${name}.wasm`);
		if (!existsSync(wasm) || changedAt(wasm) < changed)
			compile(join(SOURCES, `${name}.as.ts`), wasm);
		return wasm;
	});
};

if (process.argv[1] === SELF)
	buildKernels(process.argv[2] ?? join(ROOT, 'render-agent/dist/compose'));
