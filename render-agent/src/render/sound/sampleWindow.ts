/** A stretch of a source that is held in memory and moves on: lets its reader look ahead without keeping what has passed. */
import type { SampleSource } from './samples';

const BLOCK = 4_800;

/** The samples of a source by their number. Those before 0 are silent; the window only moves forward. */
export class SampleWindow {
	private readonly source: SampleSource;
	private held = new Float32Array(BLOCK * 8);
	/** Number of the first sample that is held, and of the first that is not yet. */
	private first = 0;
	private end = 0;
	private begun = false;

	constructor(source: SampleSource) {
		this.source = source;
	}

	/** Holds the samples from `from` up to, not including, `to`, and lets go of earlier ones. */
	async hold(from: number, to: number): Promise<void> {
		if (!this.begun) this.begin(Math.min(0, from));
		while (this.end < from) {
			this.first = this.end;
			await this.append(Math.min(BLOCK, from - this.end));
		}
		this.drop(from);
		if (to > this.end) await this.append(to - this.end);
	}

	/** The held samples from `from` on, interleaved, `count` for each channel. A view: valid until the next `hold`. */
	view(from: number, count: number): Float32Array {
		const at = (from - this.first) * 2;
		return this.held.subarray(at, at + count * 2);
	}

	private begin(first: number): void {
		this.begun = true;
		this.first = first;
		this.reserve(-first);
		this.held.fill(0, 0, -first * 2);
	}

	private drop(from: number): void {
		if (from <= this.first) return;
		this.held.copyWithin(0, (from - this.first) * 2, (this.end - this.first) * 2);
		this.first = from;
	}

	private async append(count: number): Promise<void> {
		const at = this.end - this.first;
		this.reserve(at + count);
		await this.source.read(this.held.subarray(at * 2, (at + count) * 2));
		this.end += count;
	}

	private reserve(count: number): void {
		if (this.held.length >= count * 2) return;
		const larger = new Float32Array(count * 4);
		larger.set(this.held.subarray(0, (this.end - this.first) * 2));
		this.held = larger;
	}
}
