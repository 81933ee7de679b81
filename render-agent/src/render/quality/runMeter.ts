/** Measures the frames of a run, which are shared out to several files one after another. */
import type { Size } from '../../timeline/geometry';
import type { PictureFindings } from './findings';
import { FrameMeter, type Shown } from './frameMeter';

/** Of frames that ffmpeg alone made: nobody has seen them pass. */
const UNMEASURED: PictureFindings = { frames: 0, black: [], still: [], first: '', last: '' };

/** A meter for each file of a run. */
export class RunMeter {
	private readonly meters: readonly FrameMeter[];
	private readonly counts: readonly number[];
	private current = 0;
	private taken = 0;

	/**
	 * Meters for the files.
	 * @param counts frames of each
	 */
	constructor(canvas: Size, counts: readonly number[]) {
		this.counts = counts;
		this.meters = counts.map(() => new FrameMeter(canvas));
	}

	/** The next frame of the run. */
	push(frame: Uint8Array, shown: Shown): void {
		if (this.taken === this.counts[this.current]) {
			this.current++;
			this.taken = 0;
		}
		this.meters[this.current]?.push(frame, shown);
		this.taken++;
	}

	/** What was found in a file's frames. */
	findingsOf(part: number): PictureFindings {
		return this.meters[part]?.findings() ?? UNMEASURED;
	}
}
