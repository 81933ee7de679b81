/** A caption over the frames of its scene: drawn once, or anew whenever it looks different. */
import type { FrameRate, Frames } from '../../kernel/units';
import type { TextSource } from '../../timeline/scene';
import { clipMoment } from '../../timeline/tempo';
import { blockAt } from '../../timeline/textChanges';
import type { Fonts } from './fonts';
import type { LetterPictures } from './pictureBrush';
import { type RasterText, rasterText } from './rasterText';

/** Smaller bitmaps show nothing of a letter. */
const LEAST_SCALE = 0.05;

/** What a caption is drawn with. */
export interface Lettering {
	readonly fonts: Fonts;
	/** Default: none. */
	readonly pictures?: LetterPictures | undefined;
	/** Of the scene's frames. */
	readonly rate: FrameRate;
}

/** The bitmap of a caption, kept as long as it is the same. */
export class MovingText {
	private readonly source: TextSource;
	private readonly lettering: Lettering;
	private look: string | undefined;
	private drawn: RasterText | undefined;

	constructor(source: TextSource, lettering: Lettering) {
		this.source = source;
		this.lettering = lettering;
	}

	/**
	 * The caption as a frame of the scene shows it; the same object as long as it looks the same.
	 * @throws {AgentError} NOT_READY when no font can be read
	 */
	at(frame: Frames): RasterText {
		const { block, moving, scale } = this.source;
		const { fonts, pictures, rate } = this.lettering;
		const now = moving
			? blockAt(block, moving.changes, clipMoment(frame, rate, moving.start))
			: block;
		const look = moving ? JSON.stringify(now) : '';
		if (this.drawn && this.look === look) return this.drawn;
		this.look = look;
		this.drawn = rasterText(now, { scale: Math.max(scale, LEAST_SCALE), fonts, pictures });
		return this.drawn;
	}
}
