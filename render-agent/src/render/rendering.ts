/** What a rendering is given: what is made, where, and with what of the machine. */
import type { RenderPlan } from '../compile/plan';
import type { FrameWindow } from '../compile/sources';
import type { Scene } from '../timeline/scene';
import type { Canvas } from '../timeline/timeline';
import type { AheadRun } from './aheadRun';
import type { HearDoubt } from './doubts';
import type { EncoderChoice } from './encoderTrials';
import type { Container } from './encoding';
import type { MadeStore } from './madeStore';
import type { FontFile } from './tasks';
import type { Threads } from './threads';
import type { Tools } from './tools';

/** What is made, and where. */
export interface Rendering {
	readonly plan: RenderPlan;
	/** What a stretch of frames shows: chunks that follow each other are drawn as one. */
	readonly sceneOf: (window: FrameWindow) => Scene;
	readonly canvas: Canvas;
	readonly container: Container;
	/** An existing folder that belongs to this rendering. */
	readonly folder: string;
	/** The fonts that came with the draft. */
	readonly fonts: readonly FontFile[];
	/** Where finished chunks are kept and taken from. Default: all are made anew. */
	readonly store?: MadeStore;
	/** Is told of files that may be damaged. Default: nobody is. */
	readonly doubted?: HearDoubt;
	/** The numbers of chunks that first show a file which had to be fetched. Default: none does. */
	readonly seams?: ReadonlySet<number>;
	/** Chunks that were begun before all files were here. Default: none were. */
	readonly ahead?: readonly AheadRun[];
}

/** What making it uses of the machine. */
export interface Machine {
	readonly tools: Tools;
	readonly threads: Threads;
	/** Encoders in hardware that passed their trial. */
	readonly encoders: EncoderChoice;
	/** Whether untouched videos may be copied instead of encoded. Default: no. */
	readonly copies?: boolean;
	/** Chunks at a time. */
	readonly slots: number;
	/** Cores that the encoders share. */
	readonly cores: number;
	/** How long ffmpeg may make no progress. Milliseconds. */
	readonly patience: number;
}
