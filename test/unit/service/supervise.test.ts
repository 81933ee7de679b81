/** What keeps the agent running: real programs that end, fail, ask to be started again, and are asked to end. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import {
	askToStop,
	gone,
	isMarkedRunning,
	watchStopFile,
} from '../../../render-agent/src/service/stopFile';
import { supervise, type SupervisedEvent } from '../../../render-agent/src/service/supervise';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'supervise-'));
});
afterEach(() => {
	rmSync(home, { recursive: true });
});

/** Waits are skipped and noted; what takes real time is only the program itself. */
const hurried = (waits: number[]) => ({
	...systemClock,
	sleep: async (milliseconds: number) => {
		waits.push(milliseconds);
		await Promise.resolve();
	},
});

/** A program that notes each start in a file and then does what `script` says; `n` is which start it is, from 1. */
const program = (script: string): { program: string; args: string[]; environment: object } => {
	const file = join(home, 'program.js');
	const starts = join(home, 'starts');
	writeFileSync(
		file,
		`const fs = require('fs'); fs.appendFileSync(${JSON.stringify(starts)}, 'x');
		const n = fs.readFileSync(${JSON.stringify(starts)}, 'utf8').length; ${script}`,
	);
	return { program: process.execPath, args: [file], environment: process.env };
};
const starts = (): number =>
	existsSync(join(home, 'starts')) ? readFileSync(join(home, 'starts'), 'utf8').length : 0;

const never = new AbortController().signal;

it('a program that fails is started again after waits that double, until it ends well', async () => {
	const waits: number[] = [];
	const events: SupervisedEvent[] = [];
	const supervised = {
		...program('process.exit(n < 4 ? 3 : 0)'),
		clock: hurried(waits),
		note: (event: SupervisedEvent) => events.push(event),
	};
	expect(await supervise({ ...supervised, environment: process.env }, never)).toBe(0);
	expect(starts()).toBe(4);
	expect(waits).toEqual([1000, 2000, 4000]);
	expect(events.filter(({ kind }) => kind === 'failed')).toEqual(
		[1000, 2000, 4000].map((again) => ({ kind: 'failed', code: 3, again })),
	);
});

it('a program that ends with its final code is not started again: trying again cannot help', async () => {
	const supervised = {
		...program('process.exit(n < 2 ? 1 : 2)'),
		...{ finalCode: 2, clock: hurried([]), note: () => undefined },
	};
	expect(await supervise({ ...supervised, environment: process.env }, never)).toBe(2);
	expect(starts()).toBe(2);
});

it('a program that asks for it by its exit code is started again at once', async () => {
	const waits: number[] = [];
	const supervised = {
		...program('process.exit(n < 3 ? 75 : 0)'),
		clock: hurried(waits),
		note: () => undefined,
	};
	expect(await supervise({ ...supervised, environment: process.env }, never)).toBe(0);
	expect(starts()).toBe(3);
	expect(waits).toEqual([]);
});

it('a program that cannot be started is tried again, and the supervisor still ends when told', async () => {
	const stop = new AbortController();
	const waits: number[] = [];
	const clock = hurried(waits);
	const note = (event: SupervisedEvent): void => {
		if (event.kind === 'failed' && waits.length === 2) stop.abort();
	};
	const supervised = {
		program: join(home, 'none'),
		args: [],
		environment: process.env,
		clock,
		note,
	};
	expect(await supervise(supervised, stop.signal)).toBe(0);
	expect(waits.slice(0, 2)).toEqual([1000, 2000]);
});

it('asked to end, it lets the program end in good order', async () => {
	const stop = new AbortController();
	const done = join(home, 'done');
	const script = `process.on('message', (m) => { if (m === 'stop') { fs.writeFileSync(${JSON.stringify(done)}, 'in order'); process.exit(0); } });
		process.send('up'); fs.writeFileSync(${JSON.stringify(join(home, 'up'))}, '');`;
	const supervised = {
		...program(script),
		clock: systemClock,
		note: () => undefined,
		environment: process.env,
	};
	const ended = supervise(supervised, stop.signal);
	while (!existsSync(join(home, 'up'))) await systemClock.sleep(20);
	stop.abort();
	expect(await ended).toBe(0);
	expect(readFileSync(done, 'utf8')).toBe('in order');
	expect(starts()).toBe(1);
});

it('a service is asked to end by a file in its data folder, and its mark is gone when it has', async () => {
	let asked = 0;
	const unwatch = watchStopFile(home, {
		clock: systemClock,
		stop: () => {
			asked += 1;
			unwatch();
		},
	});
	expect(isMarkedRunning(home)).toBe(true);
	askToStop(home);
	expect(await gone(home, { clock: systemClock, patience: 10_000 })).toBe(true);
	expect(asked).toBe(1);
	expect(existsSync(join(home, 'service.stop'))).toBe(false);
});

it('a mark whose process is gone is none: nobody waits for it', async () => {
	writeFileSync(join(home, 'service.running'), '4194304999');
	expect(isMarkedRunning(home)).toBe(false);
	writeFileSync(join(home, 'service.running'), '');
	expect(await gone(home, { clock: systemClock, patience: 10_000 })).toBe(true);
});

it('a request to an earlier run does not end the next one', () => {
	askToStop(home);
	const unwatch = watchStopFile(home, { clock: systemClock, stop: () => undefined });
	expect(existsSync(join(home, 'service.stop'))).toBe(false);
	unwatch();
	expect(isMarkedRunning(home)).toBe(false);
});
