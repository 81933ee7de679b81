/** An agent that is told to end before it answers. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processesOn, startCommand, waitFor } from '../support/agentProcess';

/** From before its modules are loaded until it listens. Milliseconds after its start. */
const MOMENTS = [100, 300, 600];
const PATIENCE = 10_000;

const sleep = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));

it.each(MOMENTS)('ends when it is told to %i ms after its start', async (moment) => {
	const root = mkdtempSync(join(tmpdir(), 'starting-'));
	const data = join(root, 'data');
	mkdirSync(data);
	const environment = { RENDER_AGENT_PORT: '0' };
	const { child, ended } = startCommand(['serve'], { data, environment });
	await sleep(moment);
	child.kill('SIGTERM');
	const end = await Promise.race([ended, sleep(PATIENCE).then(() => 'it runs on')]);
	child.kill('SIGKILL');
	await ended;
	expect(end).toMatchObject({});
	// Its watchdog outlives it by a moment.
	await waitFor('the end of all', () => (processesOn(data).length === 0 ? true : undefined), 5_000);
	rmSync(root, { recursive: true, force: true });
});
