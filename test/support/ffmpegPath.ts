/** Where the tests find ffmpeg and ffprobe: the npm packages' files, else the machine's. Never downloads. */
import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = join(__dirname, '..', '..', 'node_modules');

const runnable = (file: string): string => {
	try {
		accessSync(file, constants.X_OK);
	} catch {
		chmodSync(file, 0o755);
	}
	return file;
};

const found = (packaged: string, system: string): string => {
	const file = join(MODULES, packaged);
	return existsSync(file) ? runnable(file) : system;
};

/** The ffmpeg that reads finished videos in tests; a bare name is looked up in PATH. */
export const ffmpegPath = (): string =>
	found(join('@ffmpeg-binary', 'linux-x64', 'ffmpeg'), 'ffmpeg');

/** The ffprobe that reads finished videos in tests; a bare name is looked up in PATH. */
export const ffprobePath = (): string =>
	found(join('@ffprobe-installer', 'linux-x64', 'ffprobe'), 'ffprobe');
