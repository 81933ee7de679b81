/** One project a kind of test; `npm test -- --selectProjects unit` runs one of them. */
const swc = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];
const KINDS = ['unit', 'laws', 'golden', 'contract', 'nodes', 'pixels', 'drafts', 'faults'];
const project = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform: { '\\.ts$': swc },
	// What sources load late is named as it is called when built.
	moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
	...(name === 'laws' && { setupFiles: ['<rootDir>/test/support/lots.ts'] }),
	modulePathIgnorePatterns: [
		'<rootDir>/.cache/',
		'<rootDir>/dist/',
		'<rootDir>/render-agent/dist/',
		'<rootDir>/test/fixtures/',
		'<rootDir>/.cache/',
		'<rootDir>/bundles/',
	],
});

module.exports = {
	// Half of the time a test waits for another program.
	maxWorkers: '100%',
	// Two cores may be busy with ffmpeg: what hangs is found, what waits is not blamed.
	testTimeout: 30_000,
	// The real n8n is installed and driven by `npm run test:n8n` alone.
	projects: (process.env.TEST_N8N ? ['n8n'] : KINDS).map(project),
};
