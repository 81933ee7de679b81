// Owns how the drawing kernels (AssemblyScript) become WebAssembly. The flags stand here and nowhere else.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	appendFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
} from 'node:fs';
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

/** The custom section of a module that says what it was made of. */
const MADE_OF = 'made of';

const require = createRequire(import.meta.url);

/** A hash of all that decides what comes out: the sources, the flags that stand here, the compiler. Times do not. */
const sourcesKey = () => {
	const hash = createHash('sha256');
	const sources = readdirSync(SOURCES).filter((name) => name.endsWith('.as.ts'));
	const files = [SELF, ...sources.sort().map((name) => join(SOURCES, name))];
	for (const file of [...files, require.resolve('assemblyscript/package.json')])
		hash.update(createHash('sha256').update(readFileSync(file)).digest());
	return hash.digest();
};

/** A custom section of WebAssembly: 0, its length, its name with its length, its bytes. All lengths are below 128. */
const sectionOf = (bytes) => {
	const name = Buffer.from(MADE_OF);
	const content = Buffer.concat([Buffer.from([name.length]), name, bytes]);
	return Buffer.concat([Buffer.from([0, content.length]), content]);
};

const isMadeOf = (wasm, key) =>
	existsSync(wasm) && readFileSync(wasm).subarray(-key.length).equals(key);

const compile = (source, wasm, key) => {
	const asc = require.resolve('assemblyscript/bin/asc.js');
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
	appendFileSync(fresh, sectionOf(key));
	renameSync(fresh, wasm);
};

/** Builds every kernel into `folder`, unless what lies there was made of these very sources. Gives the files' paths. */
export const buildKernels = (folder) => {
	mkdirSync(folder, { recursive: true });
	const key = sourcesKey();
	return ENTRIES.map((name) => {
		const wasm = join(folder, `${name}.wasm`);
		if (!isMadeOf(wasm, key)) compile(join(SOURCES, `${name}.as.ts`), wasm, key);
		return wasm;
	});
};

if (process.argv[1] === SELF)
	buildKernels(process.argv[2] ?? join(ROOT, 'render-agent/dist/compose'));
