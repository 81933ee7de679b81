/** Makes media with ffmpeg, looks at them as the agent does, and runs timelines through the engine. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probe } from '../../render-agent/src/assets/probe';
import { sniff, SNIFF_BYTES } from '../../render-agent/src/assets/sniff';
import { openMachine } from '../../render-agent/src/cli/machine';
import type { Settings } from '../../render-agent/src/config/schema';
import type { CopySources } from '../../render-agent/src/compile/copies';
import {
	encodingOf,
	planOf,
	planWithCopies,
	stretchesOf,
} from '../../render-agent/src/compile/plan';
import { soundPlanOf } from '../../render-agent/src/compile/sound';
import { Arena } from '../../render-agent/src/compose/kernels';
import { half } from '../../render-agent/src/compose/surface';
import type { AgentError } from '../../render-agent/src/kernel/errors';
import { frames } from '../../render-agent/src/kernel/units';
import { copySourcesIn } from '../../render-agent/src/render/copying/copySources';
import { drawChunk } from '../../render-agent/src/render/drawChunk';
import { mixSound } from '../../render-agent/src/render/mixSound';
import { KERNELS } from '../../render-agent/src/render/places';
import type { MadeStore } from '../../render-agent/src/render/madeStore';
import { type Made, renderPlan } from '../../render-agent/src/render/renderPlan';
import type { AssetFacts, AssetId } from '../../render-agent/src/timeline/asset';
import type { Canvas, Timeline } from '../../render-agent/src/timeline/timeline';
import { ownFonts } from './captions';
import { ffmpegPath, ffprobePath } from './ffmpegPath';
import { ffmpeg, runProbe } from './ffprobe';
import type { Sound } from './samples';
import { assetId, RATES } from './timelines';
import type { Frame, Rgb } from './video';

const NEVER = new AbortController().signal;

/** Files made for a test, as the agent knows them. */
export interface Studio {
	readonly folder: string;
	readonly facts: Map<AssetId, AssetFacts>;
	/** Makes a file with ffmpeg and looks at it; the name's end says the format. */
	readonly make: (name: string, ...args: readonly string[]) => Promise<AssetId>;
	/** Removes everything. */
	readonly close: () => void;
}

const looked = async (file: string, name: string): Promise<AssetFacts> => {
	const sniffed = sniff(readFileSync(file).subarray(0, SNIFF_BYTES));
	if (sniffed.kind === 'refused') throw new RangeError(`${name} was refused`);
	const { demuxer, use } = sniffed;
	const facts = await probe({ file, demuxer, use, label: name }, runProbe, NEVER);
	const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
	return { id: assetId(name), file, sha256, demuxer, ...facts };
};

/** An empty studio in a folder of its own. */
export const openStudio = (): Studio => {
	const folder = mkdtempSync(join(tmpdir(), 'studio-'));
	const facts = new Map<AssetId, AssetFacts>();
	return {
		folder,
		facts,
		make: async (name, ...args) => {
			const file = join(folder, name);
			await ffmpeg('-nostdin', ...args, file);
			facts.set(assetId(name), await looked(file, name));
			return assetId(name);
		},
		close: () => {
			rmSync(folder, { recursive: true, force: true });
		},
	};
};

/** Arguments of a source of pictures or sound that ffmpeg makes up. */
export const made = (source: string): readonly string[] => ['-f', 'lavfi', '-i', source];

/** Arguments of an H.264 file that keeps flat colors to the code value; key frames every twelve. */
export const H264 = [
	...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '4', '-g', '12'],
];

/** A color as ffmpeg writes it. */
export const hex = (color: Rgb): string =>
	`0x${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** Three seconds of one color, BT.709. */
export const flat = (color: Rgb, size = '64x36'): readonly string[] =>
	made(`color=c=${hex(color)}:s=${size}:r=30:d=3,scale=out_color_matrix=bt709,format=yuv420p`);

/** What eight bits of limited range and subsampled chroma cost a channel. */
const ROUNDING = 6;

/** Equal to any color whose channels are within `tolerance` of these. */
export const near = (wanted: Rgb, tolerance = ROUNDING): unknown => ({
	asymmetricMatch: (seen: unknown): boolean =>
		Array.isArray(seen) && wanted.every((part, i) => Math.abs(part - Number(seen[i])) <= tolerance),
	toString: () => `near ${wanted.join(', ')}`,
});

/** The columns that carry a frame's number: one bit each, the lowest on the left. */
const BITS = 8;

/** Pictures of 64 × 36 that carry their number, to be read by `numberIn`. */
export const numbered = (seconds: number, rate: keyof typeof RATES = '30'): readonly string[] => {
	const { num, den } = RATES[rate];
	const size = `nullsrc=s=64x36:r=${String(num)}/${String(den)}:d=${String(seconds)}`;
	const luma = `if(mod(floor(N/pow(2,floor(X/${String(64 / BITS)}))),2),235,16)`;
	return made(`${size},geq=lum='${luma}':cb=128:cr=128`);
};

/** The number that a picture of `numbered` carries, where it fills the whole picture. */
export const numberIn = ({ width, height, rgb }: Frame): number => {
	const row = Math.floor(height / 2) * width;
	const bits = Array.from({ length: BITS }, (_, bit) => {
		const column = Math.floor(((bit + 0.5) * width) / BITS);
		return (rgb[(row + column) * 3] ?? 0) > 127 ? 2 ** bit : 0;
	});
	return bits.reduce((sum, bit) => sum + bit, 0);
};

/** A raw picture as RGB, BT.709; chroma is not interpolated. */
const shown = (raw: Buffer, { width, height }: Canvas): Frame => {
	const rgb = new Uint8Array(width * height * 3);
	const chroma = half(width);
	const size = width * height;
	for (let i = 0; i < size; i++) {
		const at = size + (Math.floor(i / width) >> 1) * chroma + ((i % width) >> 1);
		const luma = ((raw[i] ?? 0) - 16) / 219;
		const blue = ((raw[at] ?? 0) - 128) / 224;
		const red = ((raw[at + chroma * half(height)] ?? 0) - 128) / 224;
		const parts = [
			luma + 1.5748 * red,
			luma - 0.187324 * blue - 0.468124 * red,
			luma + 1.8556 * blue,
		];
		parts.forEach((part, c) => (rgb[i * 3 + c] = Math.round(Math.max(0, Math.min(1, part)) * 255)));
	}
	return { width, height, rgb };
};

/** The frames of a timeline as the engine draws them, before any encoder. */
export interface Drawn {
	/** Raw yuv420p, one for each frame. */
	readonly raw: readonly Buffer[];
	/** How many chunks they were drawn in. */
	readonly chunks: number;
	readonly at: (frame: number) => Frame;
}

const arenas: Arena[] = [];

/** One memory for all drawings of a test file, as a worker thread has it. */
const arenaOf = (): Arena => {
	const [known] = arenas;
	const arena = known ?? new Arena(new WebAssembly.Module(readFileSync(KERNELS)));
	if (!known) arenas.push(arena);
	return arena;
};

/** Draws a timeline in chunks of about `gop` frames. */
export const drawn = async (
	timeline: Timeline,
	{ facts }: Pick<Studio, 'facts'>,
	gop = 250,
): Promise<Drawn> => {
	const encoding = { ...encodingOf('h264', 'draft'), gop: frames(gop) };
	const { chunks } = planOf(timeline, facts, encoding);
	const raw: Buffer[] = [];
	for (const chunk of chunks)
		await drawChunk(
			chunk,
			{ arena: arenaOf(), ffmpeg: ffmpegPath(), signal: NEVER, fonts: ownFonts() },
			(frame) => {
				raw.push(Buffer.from(frame));
				return Promise.resolve();
			},
		);
	const at = (frame: number): Frame => {
		const bytes = raw[frame];
		if (!bytes) throw new RangeError(`no frame ${String(frame)} of ${String(raw.length)}`);
		return shown(bytes, timeline.canvas);
	};
	return { raw, chunks: chunks.length, at };
};

/** The sound of a timeline as it is mixed, before any encoder. */
export interface MixedSound {
	readonly left: Sound;
	readonly right: Sound;
	/** The highest sum before the limiter. */
	readonly peak: number;
}

/** Mixes the sound of a timeline. */
export const mixed = async (
	timeline: Timeline,
	{ facts }: Pick<Studio, 'facts'>,
): Promise<MixedSound> => {
	const plan = soundPlanOf(timeline, facts);
	const samples: number[] = [];
	const world = { ffmpeg: ffmpegPath(), signal: NEVER, progressed: () => undefined };
	const { peak } = await mixSound(plan, world, (block) => {
		for (const sample of block) samples.push(sample);
		return Promise.resolve();
	});
	const side = (channel: number): Sound => ({
		rate: 48_000,
		samples: Float32Array.from(samples.filter((_, i) => i % 2 === channel)),
	});
	return { left: side(0), right: side(1), peak };
};

/** How a timeline is rendered; what is not said is as usual. */
export interface HowToRender {
	readonly gop?: number;
	/** Default: draft, or standard where videos are copied. */
	readonly quality?: 'draft' | 'standard';
	/** Where finished chunks are kept. Default: nowhere. */
	readonly store?: MadeStore;
	/** Whether untouched videos are copied. Default: no. */
	readonly copies?: boolean;
	/** Hears that copies were refused. Default: nobody does. */
	readonly copiesRefused?: (why: AgentError) => void;
	/** Another ffmpeg, and where it encodes. */
	readonly machine?: { readonly ffmpegPath: string; readonly encoder: Settings['encoder'] };
}

/** Renders a timeline to a finished file in the studio's folder, with worker threads and encoders. */
export const renderTimeline = async (
	timeline: Timeline,
	{ facts, folder }: Pick<Studio, 'facts' | 'folder'>,
	{ gop = 250, quality, store, copies = false, copiesRefused, machine: other }: HowToRender = {},
): Promise<Made> => {
	const paths = { ffmpegPath: ffmpegPath(), ffprobePath: ffprobePath(), searchPath: '' };
	const machine = await openMachine({ ...paths, ...other });
	// Drafts have another profile than what is copied.
	const encoding = {
		...encodingOf('h264', quality ?? (copies ? 'standard' : 'draft')),
		gop: frames(gop),
	};
	const work = await mkdtemp(join(folder, 'render-'));
	const { canvas } = timeline;
	const sources: CopySources = copies ? await copySourcesIn(facts, canvas) : new Map();
	const rendering = {
		...{ plan: planWithCopies(timeline, { facts, sources }, encoding), canvas },
		sceneOf: stretchesOf(timeline, facts),
		...{ container: 'mp4' as const, folder: work, fonts: [], ...(store && { store }) },
	};
	const ignore = (): void => undefined;
	const events = {
		drawn: ignore,
		mixed: ignore,
		mixEnded: ignore,
		drawingEnded: ignore,
		copiesRefused,
	};
	try {
		return await renderPlan(rendering, await machine.machine(), { events, signal: NEVER });
	} finally {
		await machine.close();
	}
};
