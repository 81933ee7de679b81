/** How much memory programs hold, children included, as the system tells it. Knows three ways of asking. */
import { readdirSync, readFileSync } from 'node:fs';
import { run } from './processes';

/** The way of asking: `proc` reads files of Linux, the others start a program. */
export type MemoryWay = 'proc' | 'ps' | 'tasklist';

/** A way, and the program that is started for it; none for `proc`. */
export interface MemoryLook {
	readonly way: MemoryWay;
	readonly program: string;
}

/** The way of a system. */
export const lookFor = (platform: NodeJS.Platform): MemoryLook => {
	if (platform === 'linux') return { way: 'proc', program: '' };
	const way = platform === 'win32' ? 'tasklist' : 'ps';
	return { way, program: way };
};

/** A process in a list of all. */
interface Listed {
	readonly pid: number;
	/** Who started it; 0 where the list does not tell. */
	readonly parent: number;
	readonly bytes: number;
}

const KIB = 1024;

/** What `ps -A -o pid= -o ppid= -o rss=` prints. */
const listedByPs = (printed: string): readonly Listed[] =>
	printed.split('\n').flatMap((line) => {
		const [pid, parent, kib] = line.trim().split(/\s+/).map(Number);
		return pid === undefined || parent === undefined || kib === undefined
			? []
			: [{ pid, parent, bytes: kib * KIB }];
	});

/** What `tasklist /FO CSV /NH` prints: the last column is KiB, with whatever mark between thousands the language has. */
const listedByTasklist = (printed: string): readonly Listed[] =>
	printed.split('\n').flatMap((line) => {
		const cells = line.trim().slice(1, -1).split('","');
		const pid = Number(cells[1]);
		const kib = Number(cells.at(-1)?.replaceAll(/\D/g, ''));
		return cells.length < 5 || !Number.isSafeInteger(pid)
			? []
			: [{ pid, parent: 0, bytes: kib * KIB }];
	});

/** Bytes that a process of a list and all below it hold. */
const heldBy = (pid: number, list: readonly Listed[]): number => {
	const others = list.filter((one) => one.pid !== pid);
	const own = list.find((one) => one.pid === pid)?.bytes ?? 0;
	return others
		.filter(({ parent }) => parent === pid)
		.reduce((sum, child) => sum + heldBy(child.pid, others), own);
};

const childrenOf = (pid: number): readonly number[] => {
	const tasks = `/proc/${String(pid)}/task`;
	return readdirSync(tasks).flatMap((task) =>
		readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
	);
};

/** Bytes that a process and all below it hold, from the files of Linux; what is gone holds nothing. */
const residentOf = (pid: number): number => {
	try {
		const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
		const own = KIB * Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
		return childrenOf(pid).reduce((sum, child) => sum + residentOf(child), own);
	} catch {
		return 0;
	}
};

const LISTS = {
	ps: { args: ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'rss='], read: listedByPs },
	tasklist: { args: ['/FO', 'CSV', '/NH'], read: listedByTasklist },
} as const;

/** A list that does not come is no list. Milliseconds. */
const LONGEST = 10_000;

/** Bytes that each of the processes and all below it hold; 0 where the system does not tell. */
export const memoryOf = async (
	pids: readonly number[],
	{ way, program }: MemoryLook,
): Promise<ReadonlyMap<number, number>> => {
	if (way === 'proc') return new Map(pids.map((pid) => [pid, residentOf(pid)]));
	const { args, read } = LISTS[way];
	const { printed } = await run(program, args, AbortSignal.timeout(LONGEST)).catch(() => ({
		printed: '',
	}));
	const list = read(printed);
	return new Map(pids.map((pid) => [pid, heldBy(pid, list)]));
};
