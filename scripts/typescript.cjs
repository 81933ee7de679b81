// Lets a script be TypeScript: `node -r ./scripts/typescript.cjs scripts/write-errors.ts`. Types are tsc's business, not its.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

/** Compiles one file to CommonJS as Node asks for it. */
const load = (module, filename) => {
	const { code } = transformSync(readFileSync(filename, 'utf8'), {
		filename,
		jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
		module: { type: 'commonjs' },
		sourceMaps: 'inline',
	});
	module._compile(code, filename);
};

// Before .json, as bundlers look them up: a node's source and its codex file share their name but for the ending.
const { '.json': json } = Module._extensions;
delete Module._extensions['.json'];
Object.assign(Module._extensions, { '.ts': load, '.json': json });
process.setSourceMapsEnabled(true);
