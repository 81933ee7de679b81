/** The benchmark: media, contests, further measurements, table, results and chart. */
import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { contest, type Hall } from './contest';
import { editsOf } from './edits';
import { ffmpegVersion } from './ffmpeg';
import { lengthsOf, manyCaptionsOf, startOf } from './further';
import { makeMedia } from './media';
import { absentPeer } from './peers/absent';
import { PEERS } from './peers/all';
import { type Extras, keepRun, machineKind, median, type Row, type Run } from './results';
import { writeChart } from './chart';
import { tableOf } from './table';
import type { Form, Name } from './timelines';

/** How the benchmark was asked to run. */
export interface Asked {
	readonly form: Form;
	readonly rounds: number;
	/** Of those not all were run nothing is kept. */
	readonly timelines: readonly Name[];
	readonly contestOnly: boolean;
	/** Names of contenders; the others are not measured. Absent: all. */
	readonly peers?: readonly string[];
}

/** The timelines on which contenders meet. */
export const CONTESTS: readonly Name[] = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'];

const CACHE = join(__dirname, '../../.cache/bench');

/** Lengths in minutes, and how many captions are changed. */
const FURTHER = {
	full: { lengths: [1, 2, 5, 10], tries: 60 },
	small: { lengths: [0.5, 1], tries: 3 },
} as const satisfies Record<Form, { lengths: readonly number[]; tries: number }>;

const commandOf = ({ form, rounds, contestOnly, peers }: Asked): string =>
	[
		...['npm run bench --', ...(form === 'small' ? ['--quick'] : [])],
		...(contestOnly ? ['--contest'] : []),
		...(peers ? [`--peers '${peers.join(',')}'`] : []),
		`--rounds ${String(rounds)}`,
	].join(' ');

const furtherOf = async (hall: Hall): Promise<Extras> => {
	const { lengths, tries } = FURTHER[hall.form];
	return {
		edits: await editsOf({ ...hall, tries }, hall.tell),
		lengths: await lengthsOf(lengths, hall),
		captions: await manyCaptionsOf(hall),
		start: await startOf(hall),
	};
};

const peersOf = ({ peers }: Asked): Hall['peers'] =>
	PEERS.map((peer) =>
		peers === undefined || peers.includes(peer.name)
			? peer
			: absentPeer(peer.name, 'not asked for in this run'),
	);

/** Runs the benchmark; gives its table. `tell` hears what goes on. */
export const bench = async (asked: Asked, tell: (what: string) => void): Promise<string> => {
	const { form, rounds, timelines, contestOnly } = asked;
	mkdirSync(CACHE, { recursive: true });
	const media = await makeMedia(CACHE, form, (name) => {
		tell(`makes ${name}`);
	});
	const loads: number[] = [];
	const hall: Hall = {
		...{ form, media, cache: CACHE, rounds, peers: peersOf(asked) },
		tell: (what) => {
			loads.push(loadavg()[0] ?? 0);
			tell(what);
		},
	};
	const rows: Row[] = [];
	for (const name of timelines) rows.push(await contest(name, hall));
	const facts = {
		command: commandOf(asked),
		date: new Date().toISOString().slice(0, 10),
		machine: machineKind(ffmpegVersion()),
		...{ rounds, load: median(loads), rows },
	};
	const run: Run = { ...facts, ...(!contestOnly && { extras: await furtherOf(hall) }) };
	if (timelines.length === CONTESTS.length) writeChart(keepRun(form, run));
	return tableOf(run);
};
