/** The benchmark: media, contests, further measurements. Each part is kept as it ends, so a run that is ended goes on where it was. */
import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { codeStamp } from '../../render-agent/src/render/engineStamp';
import { contest, type Hall } from './contest';
import { editsOf } from './edits';
import { ffmpegVersion } from './ffmpeg';
import { lengthsOf, manyCaptionsOf, startOf } from './further';
import { makeMedia } from './media';
import { absentPeer } from './peers/absent';
import { PEERS } from './peers/all';
import {
	keepRun,
	machineKind,
	median,
	type Occasion,
	type Part,
	type Run,
	readResults,
	withPart,
} from './results';
import { writeChart } from './chart';
import { tableOf } from './table';
import type { Form, Name } from './timelines';

/** The timelines on which contenders meet. */
export const CONTESTS = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'] as const satisfies readonly Name[];

/** What is measured of the agent alone: captions changed, cost against length, many captions, start. */
export const FURTHER = ['edits', 'T7', 'T8', 'start'] as const;

/** Something that can be measured by itself. */
export type PartName = (typeof CONTESTS)[number] | (typeof FURTHER)[number];

/** How the benchmark was asked to run. */
export interface Asked {
	readonly form: Form;
	readonly rounds: number;
	readonly parts: readonly PartName[];
	/** Names of contenders; the others are not measured. Absent: all. */
	readonly peers?: readonly string[];
	/** Minutes of the talking head. Absent: those of the form. */
	readonly lengths?: readonly number[];
	/** How many captions are changed, one at a time. Absent: as many as the form says. */
	readonly tries?: number;
	/** Where each part is kept. */
	readonly file: string;
}

const CACHE = join(__dirname, '../../.cache/bench');

/** Lengths in minutes, and how many captions are changed, where nothing else is asked for. */
const USUAL = {
	full: { lengths: [1, 2, 5, 10], tries: 60 },
	small: { lengths: [0.5, 1], tries: 3 },
} as const satisfies Record<Form, { lengths: readonly number[]; tries: number }>;

const peersOf = ({ peers }: Asked): Hall['peers'] =>
	PEERS.map((peer) =>
		peers === undefined || peers.includes(peer.name)
			? peer
			: absentPeer(peer.name, 'not asked for in this run'),
	);

/** What one part found, before it is said when that was. */
type Found = (occasion: Occasion) => Part;

const measure = async (name: PartName, asked: Asked, hall: Hall): Promise<Found> => {
	const usual = USUAL[asked.form];
	const { lengths = usual.lengths, tries = usual.tries } = asked;
	switch (name) {
		case 'edits': {
			const edits = await editsOf({ ...hall, tries }, hall.tell);
			return (occasion) => ({ extra: { edits: { ...occasion, ...edits } } });
		}
		case 'T7': {
			const found = await lengthsOf(lengths, hall);
			return (occasion) => ({ extra: { lengths: { ...occasion, ...found } } });
		}
		case 'T8': {
			const captions = await manyCaptionsOf(hall);
			return (occasion) => ({ extra: { captions: { ...occasion, ...captions } } });
		}
		case 'start': {
			const start = await startOf(hall);
			return (occasion) => ({ extra: { start: { ...occasion, ...start } } });
		}
		default: {
			const row = await contest(name, hall);
			return (occasion) => ({ row: { ...occasion, ...row } });
		}
	}
};

const LOOK_EVERY_MS = 1000;
const CODE_LETTERS = 12;

/** Does something and says when that was, how long it took and how busy the machine was. */
const during = async <T>(work: () => Promise<T>): Promise<{ found: T; occasion: Occasion }> => {
	const loads = [loadavg()[0] ?? 0];
	const look = setInterval(() => loads.push(loadavg()[0] ?? 0), LOOK_EVERY_MS);
	const begun = performance.now();
	try {
		const found = await work();
		const occasion = {
			...{ date: new Date().toISOString().slice(0, 10), code: codeStamp().slice(0, CODE_LETTERS) },
			...{ load: median(loads), highestLoad: Math.max(...loads) },
			took: Math.round((performance.now() - begun) / 1000),
		};
		return { found, occasion };
	} finally {
		clearInterval(look);
	}
};

/** Runs the benchmark; gives its table. `tell` hears what goes on. */
export const bench = async (asked: Asked, tell: (what: string) => void): Promise<string> => {
	const { form, rounds, parts, file } = asked;
	mkdirSync(CACHE, { recursive: true });
	const media = await makeMedia(CACHE, form, (name) => {
		tell(`makes ${name}`);
	});
	const hall: Hall = { form, media, cache: CACHE, rounds, peers: peersOf(asked), tell };
	const machine = machineKind(ffmpegVersion());
	let run: Run | undefined;
	for (const name of parts) {
		const { found, occasion } = await during(() => measure(name, asked, hall));
		run = withPart(readResults(file)[form], machine, found(occasion));
		writeChart(keepRun(form, run, file), file);
		tell(`${name} is kept: ${String(occasion.took)} s, load ${occasion.load.toFixed(1)}`);
	}
	return run ? tableOf(run) : 'nothing was asked for';
};
