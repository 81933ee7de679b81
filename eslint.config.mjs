// One file, two rooms: the agent with its tests and scripts, and the n8n nodes.
// n8n's own rules judge the nodes where they are published from: `npm run lint:published`.
import prettier from 'eslint-config-prettier';
import jsdoc from 'eslint-plugin-jsdoc';
import {
	bannedErrors,
	bannedEverywhere,
	bannedFolders,
	bannedNow,
	bannedRounding,
	CLOCK,
	HELD_FILES,
	restrictedGlobals,
	restrictedProperties,
} from './scripts/eslint-doors.mjs';
import globals, { browserGlobals } from './scripts/eslint-globals.mjs';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const AGENT = ['render-agent/src/**/*.ts'];
const TESTS = ['test/**/*.ts'];
const SCRIPTS = ['scripts/**/*.ts'];
const NODES = ['nodes/**/*.ts', 'credentials/**/*.ts'];

/** What both rooms keep. */
const manners = {
	'no-restricted-syntax': ['error', ...bannedEverywhere],
	'no-console': 'error',
	eqeqeq: 'error',
	'max-lines': ['error', { max: 300 }],
	'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
	'max-params': ['error', { max: 3 }],
	complexity: ['error', { max: 10 }],
	'@typescript-eslint/consistent-type-imports': [
		'error',
		{ fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
	],
};

/** What the agent, its tests and its scripts keep beside. */
const house = {
	...manners,
	'@typescript-eslint/switch-exhaustiveness-check': [
		'error',
		{ considerDefaultExhaustiveForUnions: true },
	],
	'@typescript-eslint/no-non-null-assertion': 'error',
	'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
	'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
};

/** Every export says what it gives; types say the rest, so neither params nor returns are asked for. */
const docs = {
	'jsdoc/require-jsdoc': [
		'error',
		{
			publicOnly: true,
			enableFixer: false,
			require: { ClassDeclaration: true, FunctionDeclaration: true },
			contexts: [
				'ExportNamedDeclaration > VariableDeclaration',
				'ExportNamedDeclaration > TSInterfaceDeclaration',
				'ExportNamedDeclaration > TSTypeAliasDeclaration',
			],
		},
	],
	'jsdoc/require-description': ['error', { contexts: ['any'] }],
	'jsdoc/require-param': 'off',
	'jsdoc/check-param-names': 'off',
	'jsdoc/escape-inline-tags': ['error', { allowedInlineTags: ['throws', 'source'] }],
	'jsdoc/require-returns': 'off',
	'jsdoc/require-yields': 'off',
	'jsdoc/require-throws-type': 'off',
	'jsdoc/tag-lines': 'off',
	'jsdoc/check-tag-names': ['error', { definedTags: ['source'], typed: false }],
};

export default defineConfig(
	{
		ignores: [
			'**/dist/**',
			'**/node_modules/**',
			'coverage/**',
			'.cache/**',
			'bundles/**',
			'.demo/**',
			'test/fixtures/**',
			// AssemblyScript: TypeScript's syntax with other types; the compiler and the tests judge it.
			'**/*.as.ts',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: [...AGENT, ...TESTS, ...SCRIPTS],
		extends: [
			tseslint.configs.strictTypeChecked,
			jsdoc.configs['flat/recommended-typescript-error'],
		],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		rules: { ...house, ...docs },
	},
	{
		files: AGENT,
		rules: {
			'no-restricted-syntax': [
				'error',
				...bannedEverywhere,
				bannedErrors,
				bannedNow,
				bannedRounding,
				bannedFolders,
			],
			'no-restricted-globals': restrictedGlobals(),
			'no-restricted-properties': restrictedProperties(),
			'no-restricted-imports': [
				'error',
				{ name: 'node:process', message: 'Use the global, whose uses are checked.' },
				{ name: 'node:timers', message: CLOCK },
				{ name: 'node:timers/promises', message: CLOCK },
				...HELD_FILES,
			],
		},
	},
	{
		files: ['render-agent/src/config/heldFiles.ts'],
		rules: { 'no-restricted-imports': 'off' },
	},
	{
		files: ['render-agent/src/kernel/errors.ts'],
		rules: { 'no-restricted-syntax': ['error', ...bannedEverywhere, bannedRounding] },
	},
	{
		files: ['render-agent/src/kernel/units.ts'],
		rules: { 'no-restricted-syntax': ['error', ...bannedEverywhere, bannedErrors] },
	},
	{
		files: ['render-agent/src/kernel/clock.ts'],
		rules: {
			'no-restricted-globals': restrictedGlobals(['setTimeout', 'setInterval']),
			'no-restricted-properties': restrictedProperties(['Date.now', 'performance.now']),
		},
	},
	{
		files: ['render-agent/src/config/load.ts'],
		rules: { 'no-restricted-properties': restrictedProperties(['process.env', 'process.cwd']) },
	},
	{
		files: ['render-agent/src/config/log.ts'],
		rules: { 'no-restricted-properties': restrictedProperties(['process.std']) },
	},
	{
		// It hands the environment on to what it starts.
		files: ['render-agent/src/render/processes.ts'],
		rules: { 'no-restricted-properties': restrictedProperties(['process.kill', 'process.env']) },
	},
	{
		// It names the agent in the environment of what it starts.
		files: ['render-agent/src/render/leftovers.ts'],
		rules: { 'no-restricted-properties': restrictedProperties(['process.env']) },
	},
	{
		// It ends what is found by its environment.
		files: ['render-agent/src/render/processTable.ts'],
		rules: { 'no-restricted-properties': restrictedProperties(['process.kill']) },
	},
	{
		// A program of its own: it reads the ids of processes from its input and ends them.
		files: ['render-agent/src/render/watchdogProcess.ts'],
		rules: { 'no-restricted-properties': restrictedProperties(['process.']) },
	},
	{
		files: ['render-agent/src/cli/**/*.ts'],
		rules: { 'no-restricted-properties': restrictedProperties(['process.std', 'process.cwd']) },
	},
	{
		files: ['render-agent/src/main.ts'],
		rules: {
			'no-restricted-properties': restrictedProperties([
				'process.std',
				'process.cwd',
				'process.argv',
				'process.exit',
				'process.on',
			]),
		},
	},
	{
		// It names the kernels' signatures, which take what WebAssembly takes: numbers.
		files: [
			'render-agent/src/compose/kernels.ts',
			'render-agent/src/compose/color/colorKernels.ts',
		],
		rules: { 'max-params': 'off' },
	},
	{
		files: TESTS,
		rules: {
			'no-restricted-properties': [
				'error',
				...restrictedProperties()
					.slice(1)
					.filter(({ object }) => object === 'jest'),
			],
			// A describe callback holds a whole suite; max-lines bounds it.
			'max-lines-per-function': 'off',
			'jsdoc/require-jsdoc': 'off',
			// expect(port.method) is how a jest assertion names a method.
			'@typescript-eslint/unbound-method': 'off',
		},
	},
	// Scripts print to whoever started them.
	{ files: SCRIPTS, rules: { 'no-console': 'off' } },
	{
		files: NODES,
		extends: [tseslint.configs.strictTypeChecked],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			...manners,
			// A description is one long literal, and n8n's helpers are called with `this`.
			'max-lines-per-function': 'off',
			// n8n's parameters arrive as a union of everything; the node says which one its field gives.
			'@typescript-eslint/no-unnecessary-type-assertion': 'off',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
		},
	},
	{
		files: ['**/*.{js,cjs,mjs}'],
		languageOptions: { globals, ecmaVersion: 2024 },
		rules: {
			eqeqeq: 'error',
			'max-lines': ['error', { max: 300 }],
			'no-undef': 'error',
			'no-unused-vars': 'error',
			'no-unreachable': 'error',
			'no-redeclare': 'error',
			'no-dupe-keys': 'error',
		},
	},
	{ files: ['**/*.{js,cjs}'], languageOptions: { sourceType: 'commonjs' } },
	{
		files: ['render-agent/pages/*.js'],
		languageOptions: { globals: browserGlobals, sourceType: 'script' },
	},
	prettier,
);
