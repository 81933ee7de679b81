/** Reads the pictures of a video from decoders straight into linear memory, one at a time, in the order of the scene. */
import type { Arena } from '../compose/kernels';
import { bytesOf, givePlanes, type Planes, takePlanes } from '../compose/surface';
import { AgentError } from '../kernel/errors';
import { SECOND } from '../kernel/units';
import type { VideoSource } from '../timeline/scene';
import type { Canvas } from '../timeline/timeline';
import { runArguments } from './decoding';
import { lastRunsOf, type Run, runsOf } from './decoderRuns';
import { doubt } from './doubts';
import { type Ended, killedFailure, type Running, start } from './processes';
import { Pull } from './pulling';

/** What a reader needs of the world. */
export interface Reading {
	readonly arena: Arena;
	readonly ffmpeg: string;
	readonly signal: AbortSignal;
}

/** Bytes that are taken at once where nobody wants them. */
const LEFT = 1 << 16;

/** Fills `length` bytes at `at` from a stream; gives how many arrived before its end. */
export const fill = async (
	pull: Pull,
	arena: Arena,
	{ at, length }: { at: number; length: number },
): Promise<number> => {
	let filled = 0;
	while (filled < length) {
		const piece = await pull.next(length - filled);
		if (!piece) return filled;
		arena.bytes(at + filled, piece.length).set(piece);
		filled += piece.length;
	}
	return filled;
};

/** Takes what is left of a stream, up to its end: a program whose output nobody reads is not over. */
const drain = async (pull: Pull): Promise<void> => {
	for (let piece = await pull.next(LEFT); piece; piece = await pull.next(LEFT));
};

interface Decoder {
	readonly run: Run;
	/** Pictures that it is yet to give. */
	left: number;
	readonly running: Running;
	readonly pull: Pull;
}

/** Files say their length to about so much. Microseconds. */
const ABOUT = SECOND / 10;

/** Whether a decoder that has no more ended before its file should. */
const isEarly = ({ run, left }: Decoder, { loops, length }: VideoSource): boolean =>
	left > 0 && !loops && run.from + (run.count - left) * run.step < length - ABOUT;

/** The pictures of one source. */
export class PictureReader {
	private readonly source: VideoSource;
	private readonly reading: Reading;
	private readonly lead: number;
	private runs: readonly Run[];
	private readonly current: Planes;
	private readonly bytes: number;
	private decoder: Decoder | undefined;
	private nextRun = 0;
	/** Pictures handed out so far; `shown` of them from the running decoder. */
	private index = -1;
	private shown = 0;
	private ended = false;
	/** Pictures of a reversed clip still to be shown, the next one last; it is shown `held` times before it goes. */
	private backwards: Planes[] = [];
	private held = 0;

	constructor(source: VideoSource, canvas: Canvas, reading: Reading) {
		this.source = source;
		this.reading = reading;
		({ lead: this.lead, runs: this.runs } = runsOf(source, canvas));
		const { width, height, alpha } = source;
		this.current = takePlanes(reading.arena, source, alpha);
		// ffmpeg's yuva420p ends with alpha at full size; ours adds alpha at chroma size behind it.
		this.bytes = alpha
			? width * height * 2 + (bytesOf(width, height, false) - width * height)
			: bytesOf(width, height, false);
	}

	/** The picture that was handed out last: changes when the picture does. */
	get version(): number {
		return this.shown;
	}

	/** Whether a picture was asked for that the file does not have. */
	get hasEnded(): boolean {
		return this.ended;
	}

	/** Goes forward to the picture with an index, counted from the source's first; past the end the last one stays. */
	async advance(index: number): Promise<Planes> {
		while (this.index < index) {
			this.index++;
			// Pictures before the start of the file show its first one.
			if (this.index > 0 && this.index <= this.lead) continue;
			if (!this.ended) await this.step();
		}
		return this.current;
	}

	private async step(): Promise<void> {
		if (this.source.paced.reversed) {
			await this.stepBack();
			return;
		}
		if (await this.read(this.current)) this.shown++;
		else await this.stepPastEnd(await this.endOfRun());
	}

	/** A source that begins behind the end of its file, or of what is whole of it, shows the last picture before. */
	private async stepPastEnd(said: string | undefined): Promise<void> {
		const runs = this.shown === 0 ? lastRunsOf(this.source, this.runs.at(-1)) : [];
		for (const run of runs) {
			[this.runs, this.nextRun] = [[run], 0];
			let isThere = false;
			while (await this.read(this.current)) isThere = true;
			await this.endOfRun();
			if (!isThere) continue;
			this.shown++;
			return;
		}
		this.finish(said);
	}

	private async stepBack(): Promise<void> {
		let said: string | undefined;
		while (this.backwards.length === 0 && this.nextRun < this.runs.length)
			said = await this.readPiece();
		const next = this.backwards.at(-1);
		if (!next) {
			await this.stepPastEnd(said);
			return;
		}
		const { arena } = this.reading;
		arena.bytes(this.current.y, this.current.bytes).set(arena.bytes(next.y, next.bytes));
		this.shown++;
		if (this.held > 0) this.held--;
		else {
			this.backwards.pop();
			givePlanes(arena, next);
		}
	}

	/** Reads the next run. Where the file ends before it does, the last picture there is stands for those missing. */
	private async readPiece(): Promise<string | undefined> {
		const count = this.runs[this.nextRun]?.count ?? 0;
		let isThere = true;
		for (let i = 0; i < count && isThere; i++) {
			const planes = takePlanes(this.reading.arena, this.source, this.source.alpha);
			isThere = await this.read(planes);
			if (isThere) this.backwards.push(planes);
			else givePlanes(this.reading.arena, planes);
		}
		this.held += count - this.backwards.length;
		return this.endOfRun();
	}

	/** Reads one picture; false at the end of what the decoder has. */
	private async read(into: Planes): Promise<boolean> {
		const { arena, ffmpeg, signal } = this.reading;
		this.decoder ??= this.nextDecoder(ffmpeg, signal);
		if (!this.decoder) return false;
		const filled = await fill(this.decoder.pull, arena, { at: into.y, length: this.bytes });
		signal.throwIfAborted();
		if (filled < this.bytes) return false;
		this.decoder.left--;
		if (into.a !== 0)
			arena.kernels.premultiply(into.y, into.u, into.v, into.a, into.ca, into.width, into.height);
		return true;
	}

	private nextDecoder(ffmpeg: string, signal: AbortSignal): Decoder | undefined {
		const run = this.runs[this.nextRun++];
		if (!run) return undefined;
		const running = start(ffmpeg, runArguments(this.source, run), { stdout: true, signal });
		return running.stdout && { running, pull: new Pull(running.stdout), run, left: run.count };
	}

	private finish(said: string | undefined): void {
		this.ended = true;
		if (this.shown > 0) return;
		throw new AgentError('MEDIA_BROKEN', { object: this.source.media.label, cause: said });
	}

	/** The last words of a decoder that has no more. One that was killed or broke had more: its last picture stands for nothing. */
	private async endOfRun(): Promise<string | undefined> {
		if (this.decoder && isEarly(this.decoder, this.source)) doubt(this.source.media);
		const ended = await this.close(true);
		const { label } = this.source.media;
		if (ended?.isKilled) throw killedFailure(label);
		if (ended?.isBroken)
			throw new AgentError('MEDIA_BROKEN', { object: label, cause: `it broke\n${ended.said}` });
		// One that ends well and says nothing is told from one that breaks without a word.
		return !ended || ended.code === 0 ? ended?.said : `${String(ended.code)} ${ended.said}`;
	}

	/** `isOver`: it has given all that it has. */
	private async close(isOver: boolean): Promise<Ended | undefined> {
		const { decoder } = this;
		this.decoder = undefined;
		if (!decoder) return undefined;
		const { running, pull } = decoder;
		// What it says when it is cut short says nothing of the file.
		const said = isOver ? undefined : running.said();
		if (isOver) await drain(pull);
		else {
			running.stdout?.destroy();
			running.stop();
		}
		const ended = await running.ended;
		if ((said ?? ended.said) !== '') doubt(this.source.media);
		return ended;
	}

	/** Ends the decoder and gives the memory back. */
	async release(): Promise<void> {
		await this.close(this.decoder?.left === 0);
		for (const planes of [this.current, ...this.backwards]) givePlanes(this.reading.arena, planes);
		this.backwards = [];
	}
}
