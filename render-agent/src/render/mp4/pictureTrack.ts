/** The one picture track of an mp4 or mov, from its index alone: how it is decoded, where its samples lie, when they are shown. */
import { type Box, boxAt, boxesIn, entriesOf, FULL, outlineOf } from './boxes';
import { type SampleTable, sampleTableOf, signed } from './sampleTable';

/** A track of evenly spaced pictures, the first of them shown at the start of the file. */
export interface PictureTrack extends SampleTable {
	/** Body of the decoder's settings, `avcC`. */
	readonly settings: Buffer;
	/** The description that they stand in, body of `stsd`. */
	readonly description: Buffer;
	/** Ticks a second. */
	readonly timescale: number;
}

interface Edit {
	readonly duration: number;
	readonly begin: number;
	readonly isNormal: boolean;
}

const NORMAL_SPEED = 0x10000;

/** What of a track is shown, one stretch after another. */
const editsIn = (elst: Buffer): readonly Edit[] =>
	elst[0] === 1
		? entriesOf(elst, FULL, 5).map(([a = 0, b = 0, c = 0, d = 0, speed]) => ({
				...{ duration: a * 2 ** 32 + b, begin: signed(c) * 2 ** 32 + d },
				isNormal: speed === NORMAL_SPEED,
			}))
		: entriesOf(elst, FULL, 3).map(([duration = 0, begin = 0, speed]) => ({
				...{ duration, begin: signed(begin), isNormal: speed === NORMAL_SPEED },
			}));

/** Whether the first picture is shown at once and the last one at its end: nothing is put off or left out. */
const isWholeShown = (
	trak: Buffer,
	{ first, length, scale }: { first: number; length: number; scale: number },
): boolean => {
	const elst = boxAt(trak, 'edts', 'elst');
	if (!elst) return first === 0;
	const [edit, ...others] = editsIn(elst);
	const isOne = edit?.isNormal === true && others.length === 0;
	return isOne && edit.begin === first && Math.abs(edit.duration * scale - length) < 1;
};

/** A header's time scale. */
const scaleIn = (head: Buffer | undefined): number =>
	head && head.length >= 24 ? head.readUInt32BE(head[0] === 1 ? 20 : 12) : 0;

/** Neither turned nor flipped nor scaled. */
const UPRIGHT = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

const isUpright = (tkhd: Buffer | undefined): boolean => {
	if (!tkhd) return false;
	const at = tkhd[0] === 1 ? 52 : 40;
	return tkhd.length >= at + 36 && UPRIGHT.every((one, i) => tkhd.readUInt32BE(at + i * 4) === one);
};

const ENTRY = 78;

const isSquare = (pasp: Buffer | undefined): boolean =>
	!pasp || (pasp.length >= 8 && pasp.readUInt32BE(0) === pasp.readUInt32BE(4));

/** The settings of the only sample description, where pixels are square and all of the picture is shown. */
const settingsOf = (stsd: Buffer | undefined): Buffer | undefined => {
	const entries = stsd ? boxesIn(stsd.subarray(FULL + 4)) : [];
	const [entry] = entries;
	if (entries.length !== 1 || entry?.type !== 'avc1') return undefined;
	const boxes = entry.body.subarray(ENTRY);
	const isShownWhole = isSquare(boxAt(boxes, 'pasp')) && !boxAt(boxes, 'clap');
	return isShownWhole ? boxAt(boxes, 'avcC') : undefined;
};

const isPicture = ({ type, body }: Box): boolean =>
	type === 'trak' && boxAt(body, 'mdia', 'hdlr')?.toString('latin1', 8, 12) === 'vide';

/** The only picture track; undefined where there are several, or it is turned. */
const onlyTrack = (moov: Buffer): Buffer | undefined => {
	const [trak, ...others] = boxesIn(moov).filter(isPicture);
	return trak && others.length === 0 && isUpright(boxAt(trak.body, 'tkhd')) ? trak.body : undefined;
};

/**
 * The picture track of a file. Undefined where it is not the only one, its pictures are not evenly spaced from the start of
 * the file on, or all is not as simple as it can be.
 */
export const pictureTrackOf = async (file: string): Promise<PictureTrack | undefined> => {
	const { moov } = await outlineOf(file);
	const trak = moov && onlyTrack(moov);
	const stbl = trak && boxAt(trak, 'mdia', 'minf', 'stbl');
	const description = stbl && boxAt(stbl, 'stsd');
	const settings = settingsOf(description);
	const table = stbl && sampleTableOf(stbl);
	if (!description || !settings || !table) return undefined;
	const timescale = scaleIn(boxAt(trak, 'mdia', 'mdhd'));
	const scale = timescale / table.step / scaleIn(boxAt(moov, 'mvhd'));
	const isWhole = isWholeShown(trak, { first: table.first, length: table.sizes.length, scale });
	return isWhole ? { settings, description, timescale, ...table } : undefined;
};
