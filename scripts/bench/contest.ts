/** One timeline through every contender, in turn, round after round, and the limit beside them. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renderCommand } from './agentSide';
import { draftOf, writeDraft } from './draft';
import { drawFrames } from './frames';
import { type Limit, limitOf } from './limit';
import { type Command, measured, type Used } from './measure';
import type { Peer } from './peers/peer';
import { pictureBytes, pictureCount, ssimOf } from './quality';
import { medianOf, type Occasion, type Outcome, type Row } from './results';
import { type Form, type Name, timelineOf } from './timelines';

/** Where and how a contest is held. */
export interface Hall {
	readonly form: Form;
	readonly media: string;
	/** For whatever comes up; large. */
	readonly cache: string;
	readonly rounds: number;
	readonly peers: readonly Peer[];
	readonly tell: (what: string) => void;
}

/** A peer on a timeline: its command, or why there is none. Runs collect. */
interface Entry {
	readonly peer: Peer;
	readonly command: Command | string;
	/** Where its video is written, and of how many frames it must be. */
	readonly output: string;
	readonly frames: number;
	readonly runs: Used[];
	fault?: string;
}

const shortReason = (error: unknown): string => {
	const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
	return (lines.at(-1) ?? '').slice(0, 200);
};

const entryOf = (peer: Peer, name: Name, { form, media, cache }: Hall): Entry => {
	const absent = peer.absent();
	const folder = join(cache, `${peer.name.replaceAll(' ', '-')}-${form}`, name);
	const timeline = timelineOf(name, form);
	const { frames } = timeline;
	const output = join(folder, 'out.mp4');
	const entry = { peer, output, frames, runs: [] };
	if (absent !== undefined) return { ...entry, command: absent };
	mkdirSync(folder, { recursive: true });
	return { ...entry, command: peer.prepare({ name, timeline, media, folder, output }) };
};

/** Frames at the end that a renderer may leave out. */
const SPARED = 2;

/** Looks at what a peer has made. @throws {RangeError} where a peer's video is not as long as its timeline: then it has done less than the others */
const requireWhole = ({ output, frames }: Entry): void => {
	const made = pictureCount(output);
	if (made < frames - SPARED)
		throw new RangeError(`its video has ${String(made)} of ${String(frames)} frames`);
};

/** Runs a peer once; one that fails is not asked again. */
const runOnce = async (entry: Entry): Promise<void> => {
	if (typeof entry.command === 'string' || entry.fault !== undefined) return;
	try {
		const used = await measured(entry.command);
		requireWhole(entry);
		entry.runs.push(used);
	} catch (error) {
		entry.fault = `it failed: ${shortReason(error)}`;
	}
};

const outcomeOf = ({ command, fault, runs }: Entry): Outcome => {
	if (typeof command === 'string') return { notMeasured: command };
	return fault === undefined ? medianOf(runs) : { notMeasured: fault };
};

/** The timeline that shows untouched videos for long: it is rendered with copies, too. */
const COPIED: Name = 'T1';

/** Holds the contest on a timeline. */
export const contest = async (name: Name, hall: Hall): Promise<Omit<Row, keyof Occasion>> => {
	const { form, media, cache, rounds, tell } = hall;
	const timeline = timelineOf(name, form);
	const draft = writeDraft(join(cache, `draft-${form}`, name), draftOf(timeline, media));
	const files = {
		raw: join(cache, 'frames.yuv'),
		onePass: join(cache, 'one-pass.mp4'),
		sound: join(cache, 'sound.mp4'),
		output: join(cache, 'agent.mp4'),
		copied: join(cache, 'copied.mp4'),
	};
	tell(`${name}: draws the finished frames`);
	await drawFrames(draft, files.raw, join(cache, 'scratch'));
	const limits: Limit[] = [];
	const ours: Used[] = [];
	const copying: Used[] = [];
	const entries = hall.peers.map((peer) => entryOf(peer, name, hall));
	try {
		for (let round = 1; round <= rounds; round++) {
			tell(`${name}, round ${String(round)} of ${String(rounds)}`);
			limits.push(await limitOf(timeline, { media, ...files }));
			const data = join(cache, 'data');
			const { copied, output } = files;
			ours.push(await measured(renderCommand(draft, { output, data, copies: false })));
			if (name === COPIED)
				copying.push(await measured(renderCommand(draft, { output: copied, data })));
			for (const entry of entries) await runOnce(entry);
		}
		return {
			...{ timeline: name, frames: timeline.frames, rounds },
			...{ limit: medianOf(limits), agent: medianOf(ours) },
			...(copying.length > 0 && { copying: medianOf(copying) }),
			peers: Object.fromEntries(entries.map((entry) => [entry.peer.name, outcomeOf(entry)])),
			chunking: {
				...{ bytes: pictureBytes(files.output), onePassBytes: pictureBytes(files.onePass) },
				ssim: ssimOf(timeline, files.output, files.raw),
				onePassSsim: ssimOf(timeline, files.onePass, files.raw),
			},
		};
	} finally {
		rmSync(files.raw, { force: true });
	}
};
