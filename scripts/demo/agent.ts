/** Starts the agent's own command for the demo and ends it again. Speaks to it over HTTP alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(__dirname, '..', '..');

/** The settings that let an agent fetch a draft from the very PC on which it runs. */
export const ALLOW_THIS_PC = { RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8' } as const;

/** An agent that answers. */
export interface RunningAgent {
	/** `http://127.0.0.1:<port>` */
	readonly origin: string;
	/** Resolves when it has ended. */
	readonly ended: Promise<unknown>;
	/** Asks it to end, and waits until it has. */
	readonly stop: () => Promise<void>;
}

const freePort = async (): Promise<number> => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
};

/** How long the agent may take to be ready, and to end. Milliseconds. */
const [START_LIMIT, STOP_LIMIT] = [30_000, 15_000];

const answers = async (address: string): Promise<boolean> => {
	try {
		return (await fetch(address)).ok;
	} catch {
		return false;
	}
};

const lastLines = (file: string): string =>
	readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n');

const stopped = async (child: ChildProcess): Promise<void> => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exit = once(child, 'exit');
	child.kill('SIGTERM');
	const late = sleep(STOP_LIMIT, 'late', { ref: false });
	if ((await Promise.race([exit, late])) === 'late') {
		child.kill('SIGKILL');
		await exit;
	}
};

/**
 * Starts an agent on a free port of loopback with a data folder and a log file of its own.
 * @throws {RangeError} with the log's last lines when it does not get ready
 */
export const startAgent = async (data: string, log: string): Promise<RunningAgent> => {
	const port = await freePort();
	const origin = `http://127.0.0.1:${String(port)}`;
	const output = openSync(log, 'w');
	const command = join(ROOT, 'render-agent', 'bin', 'capcut-render-agent.js');
	const child = spawn(process.execPath, [command, 'serve'], {
		cwd: data,
		env: {
			...process.env,
			...ALLOW_THIS_PC,
			RENDER_AGENT_DATA: data,
			RENDER_AGENT_HOST: '127.0.0.1',
			RENDER_AGENT_PORT: String(port),
		},
		stdio: ['ignore', output, output],
	});
	closeSync(output);
	const ended = once(child, 'exit');
	const limit = Date.now() + START_LIMIT;
	while (Date.now() < limit) {
		if (await answers(`${origin}/readyz`)) return { origin, ended, stop: () => stopped(child) };
		if (child.exitCode !== null) break;
		await sleep(100);
	}
	await stopped(child);
	throw new RangeError(`the agent did not get ready; the end of ${log}:\n${lastLines(log)}`);
};
