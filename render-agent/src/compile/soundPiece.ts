/** A piece of sound in the mix, as plain data. */
import type { Microseconds } from '../kernel/units';
import type { Curve } from '../timeline/curve';
import type { MediaFile } from '../timeline/scene';
import type { SoundChange } from '../timeline/soundLooks';
import type { Paced } from '../timeline/tempo';

/** A piece of sound in the mix. */
export interface SoundPiece {
	/** Id of the segment of the outermost draft that it is heard in. */
	readonly id: string;
	/** Which segment inside that compound clip it is of, as `withinOf` has it. Default: it is of the segment itself. */
	readonly within?: string;
	readonly media: MediaFile;
	/** Length of the file's sound, and whether it has one channel only. */
	readonly length: Microseconds;
	readonly isMono: boolean;
	/** First sample in the mix, and how many. Transitions may reach over the clip's own range. */
	readonly first: number;
	readonly count: number;
	/**
	 * Where sample `first` lies in the clip's own time; negative when a transition borrows before its start. Microseconds, not
	 * rounded: pieces that adjoin are read at the same samples of their file as one in their place.
	 */
	readonly from: number;
	readonly paced: Paced;
	readonly pitch: 'keep' | 'follow';
	/** Over the clip's own time. */
	readonly gain: Curve;
	readonly fadeIn: Microseconds;
	readonly fadeOut: Microseconds;
	/** As in `SoundClip`. */
	readonly changes?: readonly SoundChange[];
	readonly channels?: 'left' | 'right' | 'mean';
	readonly loudness?: number;
}
