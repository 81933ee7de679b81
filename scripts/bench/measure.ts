/** Runs a command and tells what it used: CPU seconds of it and its children, wall seconds, the most memory of all its processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** A program with its arguments. */
export interface Command {
	readonly program: string;
	readonly args: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** Where it is started. Default: here. */
	readonly folder?: string;
	/** A file that it reads as its input. */
	readonly input?: string;
}

/** What a run used. */
export interface Used {
	/** User and system time of the process and of every process below it that was waited for. */
	readonly cpu: number;
	readonly wall: number;
	/** Resident memory of all its processes together at the worst of the moments looked at, MiB. Shared pages count in each. */
	readonly memory: number;
}

/**
 * The shell waits for the command and asks the system (`times`) what it and its children used: the accounting that
 * wait4 gives, which Node does not offer. It writes to descriptor 3, which the command does not get.
 */
const STOPWATCH = '"$@" 3>&-; code=$?; times >&3; exit $code';

const secondsOf = (text: string): number => {
	const [, minutes = '0', seconds = '0'] = /^(\d+)m([\d.]+)s$/.exec(text) ?? [];
	return Number(minutes) * 60 + Number(seconds);
};

/** The second line of `times`: user and system seconds of the children. */
const childrenOf = (told: string): number => {
	const line = told.trim().split('\n')[1] ?? '';
	return line
		.split(/\s+/)
		.map(secondsOf)
		.reduce((sum, one) => sum + one, 0);
};

const PAGE_MIB = 4096 / 2 ** 20;

const fieldsOf = (pid: string): { parent: number; resident: number } | undefined => {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return { parent: Number(fields[1]), resident: Number(fields[21]) * PAGE_MIB };
	} catch {
		return undefined;
	}
};

/** What a process was called with; a copy of its parent, which it is until it becomes another program, has the parent's. */
const calledWith = (pid: number): string => {
	try {
		return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
	} catch {
		return '';
	}
};

/** Looks at the resident memory of a process and all below it, MiB; 0 where the system does not tell. */
const memoryLook = (root: number): (() => number) => {
	const seen = new Set<number>();
	return () => {
		let names: readonly string[];
		try {
			names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
		} catch {
			return 0;
		}
		const all = new Map(names.map((name) => [Number(name), fieldsOf(name)]));
		const belongs = (pid: number): boolean => {
			for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (at === root) return true;
			return false;
		};
		let sum = 0;
		for (const [pid, fields] of all) {
			if (!fields || pid === root || !belongs(pid)) continue;
			// One that is being started shares all that it seems to hold with the one that starts it.
			const isCopy = !seen.has(pid) && calledWith(pid) === calledWith(fields.parent);
			seen.add(pid);
			if (!isCopy) sum += fields.resident;
		}
		return sum;
	};
};

const LOOK_EVERY_MS = 100;
const LAST_WORDS = 1200;

/**
 * Runs a command to its end.
 * @throws {RangeError} with the last that it said, when it fails
 */
export const measured = async ({ program, args, env, folder, input }: Command): Promise<Used> => {
	const redirect = input === undefined ? '' : ' <"$BENCH_INPUT"';
	const script = STOPWATCH.replace('"$@"', `"$@"${redirect}`);
	const begun = performance.now();
	const child = spawn('/bin/sh', ['-c', script, 'sh', program, ...args], {
		...(folder !== undefined && { cwd: folder }),
		env: { ...process.env, ...env, ...(input !== undefined && { BENCH_INPUT: input }) },
		stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
	});
	let [words, told, memory] = ['', '', 0];
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (piece: Buffer) => {
			words = (words + piece.toString()).slice(-LAST_WORDS);
		});
	child.stdio[3]?.on('data', (piece: Buffer) => {
		told += piece.toString();
	});
	const memoryNow = memoryLook(child.pid ?? -1);
	const look = setInterval(() => {
		memory = Math.max(memory, memoryNow());
	}, LOOK_EVERY_MS);
	try {
		const [code] = (await once(child, 'close')) as [number | null];
		const wall = (performance.now() - begun) / 1000;
		if (code !== 0) throw new RangeError(`${program} ended with ${String(code)}: ${words.trim()}`);
		return { cpu: childrenOf(told), wall, memory };
	} finally {
		clearInterval(look);
	}
};
