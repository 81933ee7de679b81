/** Measures frames as they pass to the encoder: black ones, still ones, and a print of the ends. Changes nothing. */
import type { Size } from '../../timeline/geometry';
import type { Blackness, PictureFindings, Stillness, Stretch } from './findings';
import { distance, isAlike, type LumaPrint, PrintReader } from './lumaPrint';

/** The picture on top of a frame, when it is laid plainly: what is seen there must be seen in the frame. */
export interface Witness {
	readonly print: LumaPrint;
	/** Share of the canvas that it takes, times its opacity. */
	readonly weight: number;
	/** Whether by now its file has ended before its clip: its last picture is held. */
	readonly hasEnded: () => boolean;
}

/** What is known of a frame beside its bytes. */
export interface Shown {
	/** Whether it was drawn, rather than handed over again because nothing in it changed. */
	readonly drawn: boolean;
	/** Whether nothing at all is drawn on it. */
	readonly empty: boolean;
	/** Whether all that is drawn on it lies outside of it, or is of no size. Default: no. */
	readonly unseen?: boolean;
	readonly witness?: Witness | undefined;
}

/** Share of lit pixels up to which a frame is black. */
const BLACK = 0.02;
/** A witness with so much of the frame lit, its weight counted, cannot give a black frame. */
const SEEN = 0.1;
/** Mean change of a witness, in code values, that cannot leave a frame as it was. */
const MOVED = 2;

const blacknessOf = ({ empty, witness }: Shown): Blackness => {
	if (empty) return 'gap';
	if (!witness) return 'draft';
	return witness.print.lit * witness.weight > SEEN ? 'unexplained' : 'source';
};

/** Whether the draft keeps a frame as it was: nothing in it changed, or nothing of it is seen. */
const isDrafts = ({ drawn, unseen = false }: Shown): boolean => !drawn || unseen;

const stillnessOf = (shown: Shown, before: Witness | undefined): Stillness => {
	const { witness } = shown;
	if (witness?.hasEnded()) return 'ended';
	if (isDrafts(shown)) return 'draft';
	const moved = witness && before && distance(witness.print.cells, before.print.cells);
	return (moved ?? 0) * (witness?.weight ?? 0) > MOVED ? 'unexplained' : 'source';
};

/** Adds a frame to the stretch that ends before it, when it is so for the same reason. */
const extend = <Why extends string>(stretches: Stretch<Why>[], frame: number, why: Why): void => {
	const last = stretches.at(-1);
	if (last?.to === frame && last.why === why) stretches.splice(-1, 1, { ...last, to: frame + 1 });
	else stretches.push({ from: frame, to: frame + 1, why });
};

const textOf = (cells: Uint8Array | undefined): string =>
	Buffer.from(cells ?? new Uint8Array()).toString('base64');

interface Seen {
	readonly print: LumaPrint;
	/** Pixels of the first frame of the stretch that the frame belongs to: what changes slowly does not stand still. */
	readonly held: Uint8Array;
}

interface Look extends Seen {
	readonly isStill: boolean;
}

interface Last extends Seen {
	readonly shown: Shown;
}

/** Measures the frames of one chunk. */
export class FrameMeter {
	private readonly reader: PrintReader;
	private readonly black: Stretch<Blackness>[] = [];
	private readonly still: Stretch<Stillness>[] = [];
	private frames = 0;
	private first: LumaPrint | undefined;
	private last: Last | undefined;

	constructor({ width, height }: Size) {
		this.reader = new PrintReader({ left: 0, top: 0, width, height }, width);
	}

	/** The next frame, as raw yuv420p; it is not kept. */
	push(frame: Uint8Array, shown: Shown): void {
		const look = this.look(frame, shown.drawn);
		const { print } = look;
		if (print.lit <= BLACK) extend(this.black, this.frames, blacknessOf(shown));
		if (look.isStill) extend(this.still, this.frames, stillnessOf(shown, this.last?.shown.witness));
		this.first ??= print;
		this.last = { print, shown, held: look.held };
		this.frames++;
	}

	/** What was found. */
	findings(): PictureFindings {
		const { frames, black, still } = this;
		const ends = { first: textOf(this.first?.cells), last: textOf(this.last?.print.cells) };
		return { frames, black, still, ...ends };
	}

	/** What a frame looks like, and whether it is one with the picture that is held; the other one is held from now on. */
	private look(frame: Uint8Array, isDrawn: boolean): Look {
		const { last, reader } = this;
		if (last && !isDrawn) return { print: last.print, held: last.held, isStill: true };
		const samples = reader.samples(frame);
		const isStill = last !== undefined && isAlike(samples, last.held);
		return { print: reader.printOf(samples), held: isStill ? last.held : samples, isStill };
	}
}
