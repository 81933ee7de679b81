/** The port between jobs and the work itself: what a job hands over and what it gets back. */
import type { RenderOptions } from '../config/options';
import type { Diagnostic } from '../kernel/diagnostic';
import type { Frames, Microseconds, Pixels } from '../kernel/units';
import type { CaptionFile } from './captionFiles';
import type { DrawnPicture, PictureKind } from './drawPictures';
import type { Delivery, JobOptions } from './job';
import type { Step } from './steps';

/** One render to be done. `folder` is empty, belongs to this work alone and is removed by the caller afterwards. */
export interface Work {
	/** An http(s) address, or for the command line a path: folder, zip or draft_content.json. */
	readonly draft: string;
	readonly options: RenderOptions;
	readonly folder: string;
	/** Media that came here at or after this time are taken as they are. Milliseconds since 1970; default: servers are asked. */
	readonly since?: number;
	/** Pictures that go along with the video. Default: none. */
	readonly pictures?: readonly PictureKind[];
}

/** How far a step is: bytes for `download`, frames for `render` and `mix`, 0…1 otherwise. */
export interface StepProgress {
	readonly step: Step;
	readonly done: number;
	readonly total: number;
}

/** What the work tells while it goes on. Called synchronously; must not throw. */
export interface WorkEvents {
	readonly started: (step: Step) => void;
	readonly finished: (step: Step) => void;
	readonly progressed: (progress: StepProgress) => void;
	readonly warned: (diagnostics: readonly Diagnostic[]) => void;
}

/** A finished video, verified, still in the work folder. */
export interface RenderedVideo {
	readonly file: string;
	readonly bytes: number;
	/** Hexadecimal SHA-256. */
	readonly sha256: string;
	readonly duration: Microseconds;
	readonly frames: Frames;
	readonly width: Pixels;
	readonly height: Pixels;
	readonly reusedFrames: Frames;
	/** Files of its captions, in the work folder too. */
	readonly captions: readonly CaptionFile[];
	/** Pictures that were asked for and drawn, there too. */
	readonly pictures: readonly DrawnPicture[];
	/** What was used, exact, approximated, skipped; plain JSON. */
	readonly report: Readonly<Record<string, unknown>>;
	/** Called when it is kept, and that is noted: from then on nobody else needs its files. */
	readonly kept?: () => void;
	/** Where a worker elsewhere has put the video already: no file of it is here then. Default: nowhere. */
	readonly delivered?: readonly Delivery[];
}

/**
 * Steps `validate` to `render`: from a draft's address to a verified file in the work folder.
 * @throws {AgentError} any code of the draft, media, render kinds; the signal's reason when aborted
 */
export type Renderer = (
	work: Work,
	events: WorkEvents,
	signal: AbortSignal,
) => Promise<RenderedVideo>;

/**
 * What gen_video checks before it answers (decision: within 3 s): resolves when the draft is there, readable, not empty
 * and its media answer and the callback's address may be called, or when that can't be told in time; throws on a definite no.
 * @throws {AgentError} DRAFT_NOT_FOUND, DRAFT_ENCRYPTED, DRAFT_INVALID, DRAFT_EMPTY, MEDIA_UNREACHABLE, MEDIA_MISSING, ADDRESS_REFUSED
 */
export type QuickCheck = (
	work: Pick<Work, 'draft'> & { readonly options: JobOptions },
	signal: AbortSignal,
) => Promise<void>;
