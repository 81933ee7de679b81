/** What renders on this machine: ffmpeg, worker threads, the watchdog. Opened once, closed with the program. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { installedIn } from '../assets/ffmpegRelease';
import type { Settings } from '../config/schema';
import { AgentError, asAgentError } from '../kernel/errors';
import type { Machine } from '../render/rendering';
import { chooseEncoders, type EncoderChoice, softwareFault } from '../render/encoderTrials';
import { createThreads, type Threads } from '../render/threads';
import { findTools, type Tools } from '../render/tools';
import { startWatchdog } from '../render/watchdog';

/** The machine, or what keeps it from rendering. */
export interface OpenMachine {
	/**
	 * What renders.
	 * @throws {AgentError} NOT_READY
	 */
	readonly machine: () => Promise<Machine>;
	readonly tools: () => Tools | undefined;
	/** Where videos are encoded; undefined while that is being tried, and without tools. */
	readonly encoders: () => EncoderChoice | undefined;
	/** Tries the encoder, once: what keeps it from encoding, if anything does. */
	readonly encoderTrial: () => Promise<AgentError | undefined>;
	/** What keeps programs from being watched over; undefined when they are. */
	readonly unwatched: () => AgentError | undefined;
	/** What is missing; undefined when it can render. */
	readonly notReady: () => AgentError | undefined;
	readonly close: () => Promise<void>;
}

/**
 * Where ffmpeg is looked for, how long one that hangs is waited for (default 60 s), the encoders (default software), and
 * whether untouched videos are copied (default yes).
 * What ffmpeg says of itself is remembered in `data` unless `remember` is false.
 */
type MachineSettings = Pick<Settings, 'ffmpegPath' | 'ffprobePath' | 'searchPath'> &
	Partial<Pick<Settings, 'data' | 'stallSeconds' | 'encoder' | 'copyUntouched'>> & {
		readonly remember?: boolean;
	};

const factsIn = ({ data, remember = true }: MachineSettings): string | undefined =>
	data === undefined || !remember ? undefined : join(data, 'ffmpeg-facts.json');

/** How renders get on with what else is done. Default: neither. */
export interface Manners {
	/** They let everything else on the machine go first, answers to callers above all. */
	readonly isPolite?: boolean;
	/** Nobody else is to be answered meanwhile: what programs do is waited for in the very thread that asks. */
	readonly inThisThread?: boolean;
}

/** Looks what is there. Never throws: what is missing is told by `notReady`. */
export const openMachine = async (
	settings: MachineSettings,
	{ isPolite = false, inThisThread = false }: Manners = {},
): Promise<OpenMachine> => {
	const patience = 1000 * (settings.stallSeconds ?? 60);
	const dog = startWatchdog();
	const cores = availableParallelism();
	let tools: Tools | undefined;
	let threads: Threads | undefined;
	let fault: AgentError | undefined;
	let trial: Promise<EncoderChoice> | undefined;
	let encoders: EncoderChoice | undefined;
	let encoderTrial: Promise<AgentError | undefined> | undefined;
	try {
		tools = await findTools({
			ffmpeg: settings.ffmpegPath,
			ffprobe: settings.ffprobePath,
			searchPath: settings.searchPath,
			installed: settings.data === undefined ? undefined : installedIn(settings.data),
			facts: factsIn(settings),
			patience,
		});
		trial = chooseEncoders(settings.encoder ?? 'software', tools, patience);
		void trial.then((choice) => (encoders = choice));
		threads = createThreads({ ffmpeg: tools.ffmpeg, patience, isPolite, inThisThread }, dog);
	} catch (error) {
		fault = asAgentError(error, 'NOT_READY');
	}
	return {
		machine: async () => {
			if (!tools || !threads || !trial) throw fault ?? new AgentError('NOT_READY');
			const copies = settings.copyUntouched ?? true;
			const slots = Math.max(1, Math.ceil(cores / 2));
			return { tools, threads, cores, patience, copies, slots, encoders: await trial };
		},
		tools: () => tools,
		encoders: () => encoders,
		encoderTrial: () => {
			if (!tools) return Promise.resolve(fault);
			encoderTrial ??= softwareFault({ ffmpeg: tools.ffmpeg, patience });
			return encoderTrial;
		},
		unwatched: dog.problem,
		notReady: () => fault,
		close: async () => {
			await threads?.close();
			dog.stop();
		},
	};
};
