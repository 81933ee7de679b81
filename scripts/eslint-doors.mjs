// What the files of a room may not say, each with what to say instead.

/** Syntax that nobody uses, each with what to use. Lists are repeated where a room adds to them: the last one wins. */
export const bannedEverywhere = [
	{
		selector: 'ExportDefaultDeclaration',
		message: 'Export a name: a default export is called something else in every file.',
	},
	{
		selector: 'TSEnumDeclaration',
		message: 'Use an `as const` table with `satisfies`: enums are no types that erase.',
	},
];
export const bannedErrors = {
	selector: ":matches(NewExpression, CallExpression)[callee.name='Error']",
	message: 'Throw an AgentError with a code, or a BrokenInvariant for a fault of ours.',
};
export const bannedNow = {
	selector: "NewExpression[callee.name='Date'][arguments.length=0]",
	message: 'Take a Clock: new Date(clock.now()).',
};
export const bannedRounding = {
	selector:
		"CallExpression[callee.object.name='Math'][callee.property.name='round'] Identifier[name=/^(t|us|seconds)$|([tT]ime|[dD]uration|[mM]icroseconds|Us)$/]",
	message: 'Say how time is rounded: frameAt, nearestFrame, nearestMicrosecond of kernel/units.',
};

export const bannedFolders = {
	selector: "CallExpression[callee.name=/^mkdir(Sync)?$/] Property[key.name='recursive']",
	message: 'makeFolder of config/folders: the way of Node never ends below a folder like /proc.',
};

export const CLOCK = 'Take a Clock: kernel/clock is the only one who tells the time and waits.';
const doors = {
	setTimeout: CLOCK,
	setInterval: CLOCK,
	setImmediate: CLOCK,
	fetch: 'Everything that goes out goes through net/, which checks addresses.',
};
export const restrictedGlobals = (except = []) => [
	'error',
	...Object.entries(doors)
		.filter(([name]) => !except.includes(name))
		.map(([name, message]) => ({ name, message })),
];

const SPEAKS = 'Only main.ts, cli/ and the log speak to whoever started the process.';
const LISTENS = 'Only main.ts listens to signals and ends the process.';
const WORLD = {
	'process.env': 'Only config/load.ts reads the environment.',
	'process.cwd': 'Only main.ts, cli/ and config/load.ts know where they were started.',
	'process.argv': 'Only main.ts reads the command line.',
	'process.stdin': SPEAKS,
	'process.stdout': SPEAKS,
	'process.stderr': SPEAKS,
	'process.exit': LISTENS,
	'process.exitCode': LISTENS,
	'process.on': LISTENS,
	'process.once': LISTENS,
	'process.kill': 'Processes are ended in render/, where they are started.',
	'Date.now': CLOCK,
	'performance.now': CLOCK,
	'jest.mock': 'Pass a port, not a replaced module.',
	'jest.doMock': 'Pass a port, not a replaced module.',
};
export const restrictedProperties = (except = []) => [
	'error',
	...Object.entries(WORLD)
		.filter(([name]) => !except.some((prefix) => name.startsWith(prefix)))
		.map(([name, message]) => {
			const [object, property] = name.split('.');
			return { object, property, message };
		}),
];

const HELD = 'Windows refuses it while somebody holds the file: use config/heldFiles.';
export const HELD_FILES = [
	{
		name: 'node:fs/promises',
		importNames: ['rename', 'rm', 'rmdir', 'unlink'],
		message: HELD,
	},
	{
		name: 'node:fs',
		importNames: ['renameSync', 'rmSync', 'rmdirSync', 'unlinkSync'],
		message: HELD,
	},
];
