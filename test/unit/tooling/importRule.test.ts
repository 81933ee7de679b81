/** The import rule is only worth something if it bites: planted files must raise exactly the rules that they break. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const ROOT = join(__dirname, '../../..');
const CONFIG = '.dependency-cruiser.cjs';

/** What is planted: file below render-agent/src (or the root), its text, and the rules that it must raise. */
const PLANTED: readonly (readonly [file: string, text: string, rules: readonly string[]])[] = [
	['kernel/seed.ts', "export { b } from '../timeline/seed';", ['kernel-looks-down-only']],
	['timeline/seed.ts', "import './range'; export const b = 1;", []],
	['timeline/range.ts', 'export const range = 1;', []],
	[
		'draft/reads.ts',
		"import '../compile/plans'; import 'zod';",
		['draft-and-compile-are-strangers'],
	],
	['compile/plans.ts', "import 'node:fs'; import '../timeline/seed';", ['core-is-pure']],
	['compose/draws.ts', "import '../draft/reads';", ['compile-and-draft-are-strangers']],
	['render/fluent.ts', "import 'fluent-ffmpeg';", ['door-fluent-ffmpeg']],
	['render/ffmpegEncoder.ts', "import 'fluent-ffmpeg';", []],
	['render/starts.ts', "import 'node:child_process';", ['door-child-process']],
	['render/processes.ts', "import 'node:child_process';", []],
	['assets/fetches.ts', "import 'axios';", ['door-axios']],
	['net/download.ts', "import 'axios';", []],
	['deliver/targets/put.ts', "import 'form-data';", ['door-form-data']],
	['jobs/queue.ts', "import 'node:sqlite';", ['door-sqlite']],
	['jobs/stores/sqlite.ts', "import 'node:sqlite';", []],
	['report/paints.ts', "import '@napi-rs/canvas';", ['door-napi-rs-canvas']],
	['jobs/serves.ts', "import 'fastify';", ['door-fastify-fastify-a-z']],
	['jobs/knows.ts', "import '../http/server';", ['jobs-keys-looks-down-only']],
	['http/server.ts', "import 'fastify';", []],
	['assets/threads.ts', "import 'node:worker_threads';", ['door-worker-threads']],
	// A cycle is told once, at one of its files.
	['assets/round.ts', "import './about';", []],
	['assets/about.ts', "import './round';", ['no-cycles']],
	['assets/alone.ts', 'export const alone = 1;', ['no-orphans']],
	['assets/lost.ts', "import './nowhere';", ['every-import-is-found']],
	['assets/tests.ts', "import '../../../test/help';", ['nothing-imports-tests-or-scripts']],
	['../../test/help.ts', 'export const help = 1;', []],
	[
		'../../nodes/N/shares.ts',
		"import '../../render-agent/src/timeline/range';",
		['nodes-know-n8n-workflow-only'],
	],
	['../../nodes/N/N.node.ts', "import 'n8n-workflow'; import './shares';", []],
	['net/knows.ts', "import 'n8n-workflow';", ['agent-knows-no-n8n', 'agent-ships-what-it-imports']],
];

const cruised = z.object({
	summary: z.object({
		violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
	}),
});

const violationsIn = (folder: string): readonly string[] => {
	const depcruise = join(ROOT, 'node_modules/.bin/depcruise');
	const args = ['--config', CONFIG, '--output-type', 'json', 'render-agent', 'nodes', 'test'];
	// The JSON reporter ends with 0 whatever it found.
	const printed = execFileSync(process.execPath, [depcruise, ...args], { cwd: folder });
	const { summary } = cruised.parse(JSON.parse(printed.toString()));
	return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
};

describe('the import rule', () => {
	let folder = '';
	let found: readonly string[] = [];

	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'import-rule-'));
		const plant = (file: string, text: string): void => {
			mkdirSync(dirname(join(folder, file)), { recursive: true });
			writeFileSync(join(folder, file), text);
		};
		for (const [file, text] of PLANTED) plant(join('render-agent/src', file), text);
		for (const file of [
			CONFIG,
			'package.json',
			'render-agent/package.json',
			'render-agent/tsconfig.json',
		])
			copyFileSync(join(ROOT, file), join(folder, file));
		symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
		found = violationsIn(folder);
	}, 60_000);

	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	it.each(PLANTED)('%s raises exactly its rules', (file, _text, rules) => {
		const path = join('render-agent/src', file);
		const raised = found.filter((line) => line.startsWith(`${path}: `));
		expect(raised.map((line) => line.slice(path.length + 2)).sort()).toEqual([...rules].sort());
	});
});
