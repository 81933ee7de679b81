import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { createClient } from '../../render-agent/src/net/client';
import { impatientClock } from '../support/impatientClock';
import { PAYLOAD, startOrigin } from '../support/origin';
import { report, times } from './support/plan';

const never = new AbortController().signal;

const MODES = [
	'ok',
	'flap',
	'status/404',
	'status/500',
	'absurd',
	'silent',
	'stall',
	'cut',
	'cutUntagged',
	'cutChanged',
	'cutWrong',
	'cut416',
	'cutTimed',
	'cutPieces',
	'changedTag',
	'changedUntagged',
	'changedWeakTag',
	'changedTime',
	'changedUntimed',
	'changedTotal',
	'changedTotalOfTag',
	'alwaysCut',
	'chunkedCut',
	'untilEof',
	'lie206',
	'hops/20',
	'gzip',
	'endless',
	'promisesTooMuch',
	'headers',
	'html',
	'namedBadly',
	'trickle',
] as const;

it('servers that misbehave', async () => {
	const root = mkdtempSync(join(tmpdir(), 'origins-'));
	const origin = await startOrigin();
	const limits = { headers: 500, idle: 500, rateWindow: 300, attempts: 3 };
	const client = createClient({ allow: ['127.0.0.0/8'], clock: impatientClock(), limits });
	const out = { whole: 0, refused: 0, 'wrong bytes': 0, untyped: 0, 'seconds at most': 0 };
	const memory = process.memoryUsage().rss;
	let most = memory;
	const rounds = times(1, 10);
	for (let round = 0; round < rounds; round += 1) {
		for (const mode of MODES) {
			const into = join(root, 'download');
			const began = Date.now();
			const url = `${origin.base}/${mode}${mode.includes('/') ? '' : `/${String(round)}`}`;
			const error: unknown = await client
				.download({ url, into, limitBytes: 8 * 1024 * 1024 }, never)
				.then(
					() => undefined,
					(reason: unknown) => reason,
				);
			out['seconds at most'] = Math.max(out['seconds at most'], (Date.now() - began) / 1000);
			most = Math.max(most, process.memoryUsage().rss);
			if (error !== undefined) {
				out[error instanceof AgentError ? 'refused' : 'untyped'] += 1;
			} else if (mode === 'html' || (await readFile(into)).equals(PAYLOAD)) out.whole += 1;
			else out['wrong bytes'] += 1;
		}
	}
	const grown = Math.round((most - memory) / 1024 ** 2);
	report({
		id: 'R9',
		what: `${String(MODES.length)} ways in which servers misbehave: silent, slow, cut, lying, endless`,
		often: MODES.length * rounds,
		out: { ...out, 'resident MiB more at most': grown },
	});
	await origin.close();
	rmSync(root, { recursive: true, force: true });
	expect(out).toMatchObject({ 'wrong bytes': 0, untyped: 0 });
	expect(grown).toBeLessThan(256);
});
