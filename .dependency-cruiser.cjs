/** The one-way rule and the doors, each with its reason. `npm run arch` checks them; a rule without a comment is refused. */

/** From core to edge. A folder imports from its own rank or from ranks before it. */
const ranks = [
	['kernel'],
	['timeline'],
	['draft', 'compile', 'compose'],
	['config', 'net'],
	['assets', 'render', 'deliver', 'callbacks', 'report'],
	['jobs', 'keys'],
	['http', 'dashboard', 'service', 'worker'],
];
const AGENT = '^render-agent/src/';
const inside = (names) => `${AGENT}(${names.join('|')})/`;
const ROOT = `${AGENT}(main\\.ts$|cli/)`;

const noClimbing = ranks.map((names, rank) => ({
	name: `${names.join('-')}-looks-down-only`,
	severity: 'error',
	comment:
		'Imports run from edge to core. Move the shared part down, or pass it in from jobs/ or main.ts.',
	from: { path: inside(names) },
	to: { path: [...ranks.slice(rank + 1).map(inside), ROOT] },
}));

const pure = inside(['kernel', 'timeline', 'draft', 'compile', 'compose']);

/** `what` (a pattern of packages or of Node's modules) may be imported from `from` only. */
const door = (what, from, comment) => ({
	name: `door-${what.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`,
	severity: 'error',
	comment,
	from: { path: AGENT, pathNot: from.map((place) => `${AGENT}${place}`) },
	to: {
		path: [`(^|/)node_modules/(@types/)?(${what})(/|$)`, `^(node:)?(${what})$`],
	},
});

const doors = [
	door(
		'fluent-ffmpeg',
		['render/ffmpegEncoder\\.ts$'],
		'It is archived: whoever replaces it must find it in one file.',
	),
	door(
		'child_process',
		['render/processes\\.ts$', 'service/'],
		'Processes are started where they are watched and ended, never through a shell.',
	),
	door(
		'worker_threads',
		['render/'],
		'Threads are started and answered in one room, whatever is computed in them.',
	),
	door(
		'axios',
		['net/'],
		'One outgoing client checks every address; assets, delivery and callbacks are handed it.',
	),
	door(
		'http|https|http2|tls|net|dns|dns/promises|undici',
		['net/', 'http/'],
		'Sockets are opened by the one client that checks addresses, and answered by the one server.',
	),
	door(
		'form-data',
		['deliver/targets/multipartPost\\.ts$'],
		'Multipart is how one delivery target speaks.',
	),
	door(
		'aws4',
		['deliver/s3/sign\\.ts$'],
		'It only signs: requests go through the one client that checks addresses.',
	),
	door('sqlite', ['jobs/stores/', 'keys/'], 'A store is a port: only its SQLite form knows SQL.'),
	door(
		'@napi-rs/canvas',
		['render/'],
		'Skia draws text and single pictures; the core is without it.',
	),
	door(
		'fastify|@fastify/[a-z-]+',
		['http/', 'dashboard/'],
		'Routes translate; nobody else knows that HTTP exists.',
	),
	door(
		'@modelcontextprotocol/[a-z-]+',
		['http/mcp/'],
		'The tools do not know by which protocol they are called.',
	),
	door('yaml', ['http/tools/toolRoutes\\.ts$'], 'Only the import files are ever YAML.'),
	door('yauzl', ['assets/'], 'Archives from strangers are opened in one place, with its limits.'),
	door(
		'rotating-file-stream',
		['config/log\\.ts$'],
		'The log file is cut into pieces where the log is made.',
	),
	door(
		'bidi-js',
		['render/text/bidi\\.ts$'],
		'What the package gets wrong about characters of two units is made up for in one file.',
	),
	door('commander', ['cli/', 'main\\.ts$'], 'The command line is an edge like HTTP.'),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...noClimbing,
		{
			name: 'core-is-pure',
			severity: 'error',
			comment:
				'No disk, network, clock or process here: the same input must give the same plan. zod and linebreak only compute.',
			from: { path: pure, pathNot: `${AGENT}kernel/(clock|ids)\\.ts$` },
			to: {
				dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg'],
				pathNot: '(^|/)node_modules/(@types/)?(zod|linebreak)/',
			},
		},
		{
			name: 'draft-and-compile-are-strangers',
			severity: 'error',
			comment: 'They meet in the timeline: the compiler does not know that drafts exist.',
			from: { path: `${AGENT}draft/` },
			to: { path: inside(['compile', 'compose']) },
		},
		{
			name: 'compile-and-draft-are-strangers',
			severity: 'error',
			comment: 'They meet in the timeline: foreign words stop at draft/.',
			from: { path: inside(['compile', 'compose']) },
			to: { path: `${AGENT}draft/` },
		},
		...doors,
		{
			name: 'nodes-know-n8n-workflow-only',
			severity: 'error',
			comment:
				'n8n accepts a node without dependencies only (and no module of Node but crypto); what node and agent share is the wire, not code.',
			from: { path: '^(nodes|credentials)/' },
			to: { pathNot: ['^(nodes|credentials)/', '(^|/)node_modules/n8n-workflow/', '^crypto$'] },
		},
		{
			name: 'agent-knows-no-n8n',
			severity: 'error',
			comment: 'The agent serves anybody who speaks HTTP.',
			from: { path: AGENT },
			to: { path: ['^(nodes|credentials)/', '(^|/)node_modules/n8n-'] },
		},
		{
			name: 'nothing-imports-tests-or-scripts',
			severity: 'error',
			comment: 'What is shipped has no tests in it.',
			from: { pathNot: '^(test|scripts)/' },
			to: { path: '^(test|scripts)/' },
		},
		{
			name: 'no-cycles',
			severity: 'error',
			comment: 'Two files that need each other are one file, or need a third.',
			from: { path: '^(render-agent|nodes|credentials|test|scripts)/' },
			to: { circular: true },
		},
		{
			name: 'no-orphans',
			severity: 'error',
			comment: 'A file that nobody imports and that imports nobody is a leftover.',
			from: {
				orphan: true,
				path: '^(render-agent/src|nodes|credentials)/',
				pathNot: ['\\.d\\.ts$', '\\.as\\.ts$', '^credentials/', '\\.node\\.ts$'],
			},
			to: {},
		},
		{
			name: 'every-import-is-found',
			severity: 'error',
			comment: 'An import that resolves to nothing fails at run time.',
			from: {},
			to: { couldNotResolve: true },
		},
		{
			name: 'agent-ships-what-it-imports',
			severity: 'error',
			comment: "A package that only the tests install is missing on the user's machine.",
			from: { path: AGENT, pathNot: '\\.as\\.ts$' },
			to: {
				dependencyTypes: ['npm-dev', 'npm-no-pkg'],
				dependencyTypesNot: ['type-only'],
				pathNot: '(^|/)node_modules/@types/',
			},
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: ['^(render-agent/)?dist/', '^test/fixtures/', '\\.as\\.ts$'] },
		tsPreCompilationDeps: true,
		combinedDependencies: true,
		tsConfig: { fileName: 'render-agent/tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'types', 'default'],
			mainFields: ['main', 'types'],
		},
		skipAnalysisNotInRules: true,
	},
};
