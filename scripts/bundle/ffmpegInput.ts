/** The ffmpeg that goes into a bundle: a folder or zip that the builder names, never one that is guessed. */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unpackFfmpeg } from '../../render-agent/src/assets/ffmpegRelease';
import type { Platform } from './platforms';

/**
 * The folder with the ffmpeg to take along; `work` is where a zip is unpacked.
 * @throws when there is no ffmpeg in it
 */
export const ffmpegFolderOf = async (
	given: string,
	{ platform, work }: { readonly platform: Platform; readonly work: string },
): Promise<string> => {
	if (!existsSync(given)) throw new Error(`--ffmpeg ${given}: there is no such folder or zip`);
	let folder = given;
	if (statSync(given).isFile()) {
		folder = work;
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		await unpackFfmpeg(given, folder, new AbortController().signal);
	}
	const program = platform.program('ffmpeg');
	const inBin = join(folder, 'bin');
	if (existsSync(join(inBin, program))) return inBin;
	if (existsSync(join(folder, program))) return folder;
	throw new Error(`--ffmpeg ${given}: there is no ${program} in it`);
};
