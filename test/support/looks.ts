/** Looks at drafts as the agent does, without rendering them: preflights and storyboards with a real machine. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCache } from '../../render-agent/src/assets/cache';
import { openLibrary } from '../../render-agent/src/assets/library';
import { openMachine } from '../../render-agent/src/cli/machine';
import { createPreflight, type Preflight } from '../../render-agent/src/jobs/preflight';
import { createStoryboard, type Storyboard } from '../../render-agent/src/jobs/storyboard';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createClient } from '../../render-agent/src/net/client';
import { ffmpegPath, ffprobePath } from './ffmpegPath';

/** Everything that looks. */
export interface Looks {
	readonly preflight: Preflight;
	readonly storyboard: Storyboard;
	/** What lies in the folder of works under way. */
	readonly leftOver: () => Promise<readonly string[]>;
	readonly close: () => Promise<void>;
}

/** Opens a machine, a cache and a folder of their own. */
export const openLooks = async (library?: string, lookTime?: number): Promise<Looks> => {
	const root = await mkdtemp(join(tmpdir(), 'looks-'));
	const folder = join(root, 'works');
	const { machine, close } = await openMachine({
		ffmpegPath: ffmpegPath(),
		ffprobePath: ffprobePath(),
		searchPath: '',
	});
	const client = createClient({ allow: ['127.0.0.0/8'], clock: systemClock });
	const cache = createCache({
		folder: join(root, 'cache'),
		limitBytes: 1024 ** 3,
		client,
		clock: systemClock,
	});
	const parts = {
		...{ client, cache, clock: systemClock, machine, local: true, folder },
		...(library !== undefined && { library: () => openLibrary(library) }),
		...(lookTime !== undefined && { lookTime }),
	};
	return {
		preflight: createPreflight(parts),
		storyboard: createStoryboard(parts),
		leftOver: () => readdir(folder).catch(() => []),
		close: async () => {
			await close();
			await rm(root, { recursive: true, force: true });
		},
	};
};

/** A picture as pixels. */
export interface Pixels {
	readonly width: number;
	readonly height: number;
	/** Red, green and blue of a pixel. */
	readonly at: (x: number, y: number) => readonly [number, number, number];
}

/** The pixels of a PNG, read by ffmpeg. */
export const pixelsOf = (
	png: Buffer,
	{ width, height }: { readonly width: number; readonly height: number },
): Pixels => {
	const raw = execFileSync(
		ffmpegPath(),
		[
			'-v',
			'error',
			'-f',
			'png_pipe',
			'-i',
			'pipe:0',
			'-f',
			'rawvideo',
			'-pix_fmt',
			'rgb24',
			'pipe:1',
		],
		{ input: png, maxBuffer: 256 * 1024 * 1024 },
	);
	if (raw.length !== width * height * 3)
		throw new RangeError(`the picture is no ${String(width)} x ${String(height)}`);
	return {
		...{ width, height },
		at: (x, y) => {
			const [red = 0, green = 0, blue = 0] = raw.subarray((y * width + x) * 3);
			return [red, green, blue];
		},
	};
};
