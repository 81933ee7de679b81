/** The files that a timeline uses: what the draft says of them, and what they turned out to be. */
import type { FrameRate, Microseconds, Pixels } from '../kernel/units';
import type { Bilingual } from '../kernel/words';
import type { Called } from './called';
import type { TimeRange } from './range';

/** Names an asset within one timeline. */
export type AssetId = string & { readonly asset: unique symbol };

/** Where the bytes of an asset are: an address, a path as the draft writes it, or a key of the user's library. */
export type AssetPlace =
	| { readonly kind: 'address'; readonly url: string }
	| { readonly kind: 'path'; readonly path: string }
	| { readonly kind: 'library'; readonly key: string };

/** A file that the draft refers to, before it is there. */
export interface AssetReference {
	readonly id: AssetId;
	/** What the draft uses it as; what it really is decides the probe. */
	readonly use: 'video' | 'photo' | 'audio' | 'sticker' | 'texture' | 'font' | 'lut';
	readonly place: AssetPlace;
	/** The name of the file, or its address. */
	readonly label: string;
	/** What the draft calls it, where that is not the name of the file. Default: nothing else. */
	readonly title?: string;
	/** What it is called in the draft, by which the user's library may have it. Default: its label. */
	readonly called?: Called;
	/** Whether a look that its name tells of is drawn where it is not there. Default: no. */
	readonly hasNear?: boolean;
	/** The segments that use it, for messages. */
	readonly usedBy: readonly {
		readonly segment: string;
		/** Of what lies inside a compound clip: which segment there, as `withinOf` has it. Default: the segment itself. */
		readonly within?: string;
		readonly track: number;
		readonly start: Microseconds;
		readonly end: Microseconds;
	}[];
}

/** A file in the midst of a sentence: by its title, and by the name to look for behind that. */
export const shownFile = ({ label, title }: Pick<AssetReference, 'label' | 'title'>): Bilingual =>
	title === undefined
		? { zh: label, en: label }
		: { zh: `${title}（${label}）`, en: `${title} (${label})` };

/** What is said of a file: in the midst of a sentence, and as what a difference is about. */
export interface FileWords {
	readonly said: Bilingual;
	readonly subject: { readonly name: string; readonly file: AssetId };
}

/** What is said of a file of a timeline. */
export const fileWordsOf = (assets: readonly AssetReference[], file: AssetId): FileWords => {
	const { label = '', title } = assets.find(({ id }) => id === file) ?? {};
	const called = { label, ...(title !== undefined && { title }) };
	return { said: shownFile(called), subject: { name: title ?? label, file } };
};

/** The picture stream of an asset, as ffprobe found it. */
export interface PictureFacts {
	/** Displayed size: after the container's rotation, with square pixels. */
	readonly width: Pixels;
	readonly height: Pixels;
	/** Average rate; for stills 1/1. */
	readonly rate: FrameRate;
	/** The rate of the pictures that are closest together, in a video whose pictures are not evenly spaced. Default: `rate`. */
	readonly densest?: FrameRate;
	/** Whether the format carries transparency. */
	readonly alpha: boolean;
	/** Whether it is one picture, an animation that loops (GIF, animated WebP/PNG), or a video. */
	readonly motion: 'still' | 'animation' | 'video';
	readonly codec: string;
	readonly pixelFormat: string;
	/** The matrix that the file names; `unknown` is taken as BT.709. */
	readonly matrix: 'bt709' | 'bt601' | 'bt2020' | 'rgb' | 'unknown';
	readonly fullRange: boolean;
	/** Clockwise rotation of the container in degrees, already applied in `width` and `height`. */
	readonly rotation: number;
	/** The transfer is HDR (PQ or HLG). */
	readonly hdr: boolean;
	/** Duration of the picture stream. */
	readonly duration: Microseconds;
	/** How long after the file its picture begins, where that is seen. Default: with it. */
	readonly begins?: Microseconds;
	/** How many pictures an animation has, where its header tells. */
	readonly pictures?: number;
	/** What of a damaged video must not be shown. Its own time, ascending. Default: nothing that anybody knows of. */
	readonly spoiled?: readonly TimeRange[];
}

/** The sound stream of an asset, as ffprobe found it. */
export interface SoundFacts {
	readonly codec: string;
	/** Hertz. */
	readonly sampleRate: number;
	readonly channels: number;
	readonly duration: Microseconds;
	/** How long after the file its sound begins, where that is heard. Default: with it. */
	readonly begins?: Microseconds;
	/** What of a damaged file is silence that was put in its place. Its own time, ascending. Default: nothing. */
	readonly lost?: readonly TimeRange[];
}

/** A file that is there and was looked at. `file` is a local path that we named; `demuxer` the format to force. */
export interface AssetFacts {
	readonly id: AssetId;
	readonly file: string;
	/** Hexadecimal SHA-256 of the bytes. */
	readonly sha256: string;
	/** ffmpeg's name of the format, from the first bytes, never from the name. */
	readonly demuxer: string;
	readonly picture?: PictureFacts;
	readonly sound?: SoundFacts;
}
