/** What lanes are asked to do, worker threads and our own one, and what they say meanwhile. Plain data, for it crosses threads. */
import type { SoundPlan } from '../compile/sound';
import type { Still } from '../compile/stills';
import type { AgentError, ErrorCode } from '../kernel/errors';
import type { Frames } from '../kernel/units';
import type { Words } from '../kernel/words';
import type { Scene } from '../timeline/scene';
import type { Sheet } from './pictures';

/** What was found out about a file while it was made: plain JSON, kept with the file where that is kept. */
export type Findings = Readonly<Record<string, unknown>>;

/** A font file that came with the draft. */
export interface FontFile {
	readonly id: string;
	readonly file: string;
	/** Hexadecimal. */
	readonly sha256: string;
}

/** A file of a run: its frames follow those of the one before. */
export interface RunPart {
	readonly count: Frames;
	readonly file: string;
	/** What the encoder is told, but for input and file. */
	readonly options: readonly string[];
}

/** A piece of work for a lane. */
export type Task =
	/** Chunks that follow each other: drawn by one reader, encoded each by an encoder of its own. */
	| {
			readonly kind: 'run';
			readonly first: Frames;
			/** What all of its frames show. */
			readonly scene: Scene;
			readonly parts: readonly RunPart[];
			/** Whether an encoder waits until the one before has ended: cards take few at a time, and memory is dear. */
			readonly alone: boolean;
			/** That one ffmpeg makes its chunks was tried in vain. Default: no. */
			readonly isDrawn?: boolean;
			readonly fonts: readonly FontFile[];
	  }
	| {
			readonly kind: 'picture';
			readonly stills: readonly Still[];
			/** Absent: the first frame alone. */
			readonly sheet?: Sheet;
			readonly file: string;
			readonly fonts: readonly FontFile[];
	  }
	| {
			readonly kind: 'sound';
			readonly plan: SoundPlan;
			readonly file: string;
			readonly options: readonly string[];
	  };

/** What a lane works with. */
export interface ThreadSetup {
	readonly ffmpeg: string;
	readonly kernels: string;
	/** How long a task may make no progress. Milliseconds. */
	readonly patience: number;
	/** Whether a worker thread lets everything else on the machine go first. */
	readonly isPolite: boolean;
	/** Whom the watchdog has ended for their memory. */
	readonly ends: SharedArrayBuffer;
}

/** To a lane: a task, or to give it up. */
export type ToThread = { readonly kind: 'task'; readonly task: Task } | { readonly kind: 'abort' };

/** Why a task ends that is given up: whoever gave it up knows better. */
export const givenUp = (): DOMException => new DOMException('given up', 'AbortError');

/** Thrown where frames would have to be drawn one by one and may not be: the run is for a worker thread. */
export class MustBeDrawn extends Error {}

/** From a lane. `done` counts frames of a run or samples of the sound; `part` the files of the task. */
export type FromThread =
	| { readonly kind: 'progress'; readonly done: number }
	/** A program has started, or ended: also between tasks. */
	| { readonly kind: 'started'; readonly pid: number; readonly mark: string }
	| { readonly kind: 'ended'; readonly pid: number }
	/** The file of this sum may be damaged. */
	| { readonly kind: 'doubted'; readonly sha256: string }
	| { readonly kind: 'made'; readonly part: number; readonly findings: Findings }
	| { readonly kind: 'finished' }
	/** It has to be drawn, which this one does not do; nothing of it was made. */
	| { readonly kind: 'left' }
	| {
			readonly kind: 'failed';
			readonly code: ErrorCode;
			readonly object?: Words;
			readonly hint: AgentError['hint'];
			readonly cause: string;
	  };
