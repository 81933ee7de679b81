/** Sends samples through filters of ffmpeg and takes them back, while they flow. */
import { asAgentError } from '../../kernel/errors';
import { SAMPLE_RATE } from '../../compile/sound';
import { type Running, start } from '../processes';
import { PrintedSamples } from './decodedSound';
import type { SampleSource } from './samples';
import type { SoundFilter } from './soundFilters';

const BLOCK = 4_800;
const RAW = ['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2'];

/** Arguments that send samples from input to output through filters. */
export const filteringArguments = (filters: readonly SoundFilter[]): readonly string[] => [
	...['-hide_banner', '-v', 'error', '-threads', '1'],
	...['-protocol_whitelist', 'pipe', ...RAW, '-i', 'pipe:0'],
	...['-af', filters.map(({ name, args }) => `${name}=${args}`).join(',')],
	...[...RAW, 'pipe:1'],
];

const drained = (running: Running): Promise<void> =>
	new Promise((resolve) => {
		const { stdin } = running;
		if (!stdin || stdin.destroyed) resolve();
		else {
			const done = (): void => {
				stdin.off('drain', done).off('close', done);
				resolve();
			};
			stdin.on('drain', done).on('close', done);
		}
	});

/**
 * A source with filters behind it. What they give is on time: as many samples as they are behind are left out at the
 * start, and come at its end.
 */
export class FilteredSound implements SampleSource {
	readonly read: SampleSource['read'];
	private readonly source: SampleSource;
	private readonly running: Running;
	private readonly printed: PrintedSamples;
	private isClosed = false;
	private fault: unknown;
	private readonly fed: Promise<void>;

	/** `count`: how many samples of the source are wanted. `label` names the file in a failure. */
	constructor(
		source: SampleSource,
		filters: readonly SoundFilter[],
		context: {
			readonly count: number;
			readonly label: string;
			readonly ffmpeg: string;
			readonly signal: AbortSignal;
		},
	) {
		const { count, label, ffmpeg, signal } = context;
		this.source = source;
		this.running = start(ffmpeg, filteringArguments(filters), {
			...{ stdin: true, stdout: true, signal },
		});
		this.printed = new PrintedSamples(this.running, label);
		let late = filters.reduce((sum, one) => sum + (one.late ?? 0), 0);
		this.fed = this.feed(count + late).catch((error: unknown) => {
			this.fault = error;
			this.running.stdin?.destroy();
		});
		this.read = async (into) => {
			for (; late > 0; late -= Math.min(late, BLOCK))
				await this.printed.read(new Float32Array(Math.min(late, BLOCK) * 2));
			await this.printed.read(into);
			if (this.fault !== undefined) throw asAgentError(this.fault, 'AUDIO_FAILED');
		};
	}

	readonly close = async (): Promise<void> => {
		this.isClosed = true;
		this.running.stdin?.destroy();
		await this.printed.close();
		await this.fed;
		await this.source.close();
	};

	private async feed(count: number): Promise<void> {
		const { stdin } = this.running;
		for (let left = count; left > 0 && !this.isClosed; left -= BLOCK) {
			const samples = new Float32Array(Math.min(BLOCK, left) * 2);
			await this.source.read(samples);
			const bytes = Buffer.from(samples.buffer);
			if (stdin?.destroyed !== false) return;
			if (!stdin.write(bytes)) await drained(this.running);
		}
		stdin?.end();
	}
}
