/** Makes the demo's media files once: draws stills and films, synthesizes sound. What lies there is kept. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ffmpegPath } from '../../test/support/ffmpegPath';
import { aurora, type Film, fireflies, RATE } from './clips';
import { lanternLake } from './lanterns';
import { music, wavOf, wind } from './music';
import type { Sheet } from './paint';
import { LENGTH, MEDIA } from './storyboard';
import { cityNight, duskMountains, morningSea } from './stills';

/** Quality of the photographs, 0 to 100. */
const JPEG_QUALITY = 92;

const photo = (draw: () => Sheet) => (file: string) => {
	writeFileSync(file, draw().ink.canvas.toBuffer('image/jpeg', JPEG_QUALITY));
};

const BT709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];

/** Writes a film's frames into ffmpeg, with `sound` (a WAV file) when there is one. */
const encode = async (film: Film, file: string, sound?: string): Promise<void> => {
	const size = `${String(film.width)}x${String(film.height)}`;
	const frames = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-r', String(RATE), '-i', '-'];
	const tone = sound === undefined ? [] : ['-i', sound, '-c:a', 'aac', '-b:a', '160k', '-shortest'];
	const picture = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p', ...BT709];
	const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-g', '60'];
	const target = ['-movflags', '+faststart', '-f', 'mp4', '-y', file];
	const args = ['-v', 'error', ...frames, ...tone, ...picture, ...codec, ...target];
	const child = spawn(ffmpegPath(), args, { stdio: ['pipe', 'ignore', 'inherit'] });
	const closed = once(child, 'close');
	for (let n = 0; n < film.frames; n++) {
		const { ink, width, height } = film.draw(n);
		const { data } = ink.getImageData(0, 0, width, height);
		if (!child.stdin.write(data)) await Promise.race([once(child.stdin, 'drain'), closed]);
	}
	child.stdin.end();
	const [code] = (await closed) as [number | null];
	if (code !== 0)
		throw new RangeError(`ffmpeg could not write ${file}: it ended with ${String(code)}`);
};

const auroraWithWind = async (file: string): Promise<void> => {
	const sound = `${file}.wav`;
	writeFileSync(sound, wavOf(wind(MEDIA.aurora.seconds)));
	try {
		await encode(aurora(), file, sound);
	} finally {
		rmSync(sound, { force: true });
	}
};

const MAKERS: Readonly<Record<keyof typeof MEDIA, (file: string) => void | Promise<void>>> = {
	dusk: photo(duskMountains),
	lanterns: photo(lanternLake),
	city: photo(cityNight),
	sea: photo(morningSea),
	aurora: auroraWithWind,
	fireflies: (file) => encode(fireflies(), file),
	music: (file) => {
		writeFileSync(file, wavOf(music(LENGTH + 1)));
	},
};

/** Makes every file of the draft that is not there yet; tells each before it is begun. */
export const makeMedia = async (folder: string, tell: (path: string) => void): Promise<void> => {
	for (const [name, make] of Object.entries(MAKERS)) {
		const { path } = MEDIA[name as keyof typeof MEDIA];
		const file = join(folder, path);
		if (existsSync(file)) continue;
		tell(path);
		mkdirSync(dirname(file), { recursive: true });
		await make(`${file}.part`);
		renameSync(`${file}.part`, file);
	}
};
