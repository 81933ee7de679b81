/** What worker threads are asked to do, and what they say meanwhile. Plain data, for it crosses threads. */
import type { SoundPlan } from '../compile/sound';
import type { AgentError, ErrorCode } from '../kernel/errors';
import type { Words } from '../kernel/words';
import type { ChunkPlan } from '../timeline/scene';
import type { Container } from './encoding';

/** A piece of work for a thread: one file to be made. */
export type Task =
	| {
			readonly kind: 'chunk';
			readonly plan: ChunkPlan;
			readonly file: string;
			readonly threads: number;
			readonly fonts: readonly (readonly [string, string])[];
	  }
	| {
			readonly kind: 'sound';
			readonly plan: SoundPlan;
			readonly file: string;
			readonly container: Container;
	  };

/** What a thread is started with. */
export interface ThreadSetup {
	readonly ffmpeg: string;
	readonly kernels: string;
	/** How long a task may make no progress. Milliseconds. */
	readonly patience: number;
}

/** To a thread: a task, or to give it up. */
export type ToThread = { readonly kind: 'task'; readonly task: Task } | { readonly kind: 'abort' };

/** From a thread. `done` counts frames of a chunk or samples of the sound; `peak` is the sound's. */
export type FromThread =
	| { readonly kind: 'progress'; readonly done: number }
	| { readonly kind: 'process'; readonly change: 'add' | 'remove'; readonly pid: number }
	| { readonly kind: 'finished'; readonly peak: number }
	| {
			readonly kind: 'failed';
			readonly code: ErrorCode;
			readonly object?: Words;
			readonly hint: AgentError['hint'];
			readonly cause: string;
	  };
