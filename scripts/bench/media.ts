/** Makes the benchmark's media once: moving 1/f textures with noise, a talking head, stills, a sticker, sounds. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { randomOf } from '../demo/noise';
import { music, wavOf } from '../demo/music';
import { ffmpeg } from './ffmpeg';
import type { Form } from './timelines';

const RATE = 30;

/** Adds one octave of value noise to a plane: hills `cell` pixels wide. */
const addOctave = (
	plane: Float32Array,
	{ width, height }: { width: number; height: number },
	{ cell, weight, random }: { cell: number; weight: number; random: () => number },
): void => {
	const across = Math.ceil(width / cell) + 2;
	const grid = Float32Array.from({ length: across * (Math.ceil(height / cell) + 2) }, random);
	const at = (i: number): number => grid[i] ?? 0;
	for (let y = 0; y < height; y++) {
		const row = Math.floor(y / cell);
		const fy = y / cell - row;
		for (let x = 0; x < width; x++) {
			const column = Math.floor(x / cell);
			const fx = x / cell - column;
			const i = row * across + column;
			const upper = at(i) + (at(i + 1) - at(i)) * fx;
			const lower = at(i + across) + (at(i + across + 1) - at(i + across)) * fx;
			plane[y * width + x] = (plane[y * width + x] ?? 0) + (upper + (lower - upper) * fy) * weight;
		}
	}
};

const OCTAVES = 9;

/** A 1/f surface, 0 to 1 about its middle: each octave half as wide and three quarters as strong as the one before. */
const surface = (size: { width: number; height: number }, seed: number): Float32Array => {
	const plane = new Float32Array(size.width * size.height);
	const random = randomOf(seed);
	let [weight, sum] = [1, 0];
	for (let octave = 0; octave < OCTAVES; octave++) {
		addOctave(plane, size, { cell: size.width / (3 * 2 ** octave), weight, random });
		sum += weight;
		weight *= 0.75;
	}
	return plane.map((value) => (value / sum - 0.5) * 2.2 + 0.5);
};

/** A colored 1/f texture as a PNG or JPEG file. */
const texture = (file: string, width: number, seed: number): void => {
	const height = Math.round((width * 2) / 3);
	const size = { width, height };
	const [light, warm, cold] = [
		surface(size, seed),
		surface(size, seed + 1),
		surface(size, seed + 2),
	];
	const sheet = createCanvas(width, height);
	const ink = sheet.getContext('2d');
	const image = ink.createImageData(width, height);
	for (let i = 0; i < width * height; i++) {
		const [l = 0, w = 0, c = 0] = [light[i], warm[i], cold[i]];
		image.data.set([l * 170 + w * 85, l * 190 + w * 30 + c * 35, l * 150 + c * 105, 255], i * 4);
	}
	ink.putImageData(image, 0, 0);
	writeFileSync(
		file,
		file.endsWith('.png') ? sheet.toBuffer('image/png') : sheet.toBuffer('image/jpeg', 90),
	);
};

/** What a form of the media is made of. */
interface Shop {
	readonly folder: string;
	readonly width: number;
	readonly height: number;
	readonly seconds: number;
}

const tone = (seed: number, seconds: number): readonly string[] => [
	...['-f', 'lavfi', '-i'],
	`anoisesrc=color=pink:seed=${String(seed)}:r=48000:a=0.4:d=${String(seconds)},tremolo=f=4:d=0.9,aformat=channel_layouts=stereo`,
];

const codec = (gop: number): readonly string[] => [
	...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '21', '-pix_fmt', 'yuv420p'],
	...['-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0'],
	...[
		'-colorspace',
		'bt709',
		'-color_primaries',
		'bt709',
		'-color_trc',
		'bt709',
		'-color_range',
		'tv',
	],
	...['-c:a', 'aac', '-b:a', '160k', '-movflags', '+faststart'],
];

/** A camera that wanders over a texture while a shape crosses the picture, with noise in time. */
const film =
	(seed: number, gop: number) =>
	({ folder, width, height, seconds }: Shop, file: string): Promise<void> => {
		const sway = `x='(iw-ow)/2*(1+sin(t*${String(0.31 + seed * 0.07)}))':y='(ih-oh)/2*(1+cos(t*${String(0.43 + seed * 0.05)}))'`;
		const box = `x='mod(t*${String(width / (5 + seed))},${String(width)})':y='${String(height / 3)}+${String(height / 5)}*sin(t)'`;
		const graph =
			`[0:v]scale=${String(Math.round(width * 1.5))}:-2,format=yuv420p,loop=loop=-1:size=1,fps=${String(RATE)},` +
			`crop=${String(width)}:${String(height)}:${sway}[b];` +
			`[0:v]crop=iw/5:ih/4:iw/2:ih/3,scale=${String(width / 8)}:${String(height / 6)},hue=h=120,format=yuv420p,loop=loop=-1:size=1,fps=${String(RATE)}[s];` +
			`[b][s]overlay=${box},noise=alls=4:allf=t:all_seed=${String(seed)}[v]`;
		return ffmpeg(
			...['-i', join(folder, `texture${String(seed)}.png`), ...tone(seed, seconds)],
			...['-filter_complex', graph, '-map', '[v]', '-map', '1:a', '-t', String(seconds)],
			...[...codec(gop), file],
		);
	};

/** A nearly still picture with a part of a head's size that moves slightly. */
const talkingHead = ({ folder, width, height, seconds }: Shop, file: string): Promise<void> => {
	const [w, h] = [Math.round(width / 8) * 2, Math.round(height / 4) * 2];
	const graph =
		`[0:v]scale=${String(width)}:-2,crop=${String(width)}:${String(height)},format=yuv420p,loop=loop=-1:size=1,fps=${String(RATE)}[b];` +
		`[1:v]scale=${String(w)}:${String(h)},format=yuv420p,loop=loop=-1:size=1,fps=${String(RATE)}[s];` +
		`[b][s]overlay=x='(W-w)/2+W/160*sin(t*2.1)':y='(H-h)/2+H/120*sin(t*3.3)',noise=alls=3:allf=t:all_seed=9[v]`;
	return ffmpeg(
		...[
			'-i',
			join(folder, 'texture4.png'),
			'-i',
			join(folder, 'texture5.png'),
			...tone(8, seconds),
		],
		...['-filter_complex', graph, '-map', '[v]', '-map', '2:a', '-t', String(seconds)],
		...[...codec(250), file],
	);
};

const tenfold = ({ folder }: Shop, file: string): Promise<void> =>
	ffmpeg(
		'-stream_loop',
		'9',
		'-i',
		join(folder, 'H.mp4'),
		'-c',
		'copy',
		'-movflags',
		'+faststart',
		file,
	);

const sticker = (_: Shop, file: string): Promise<void> => {
	const sheet = createCanvas(400, 400);
	const ink = sheet.getContext('2d');
	for (let ring = 0; ring < 9; ring++) {
		ink.fillStyle = `hsla(${String(ring * 40)}, 80%, 60%, ${String(0.5 + ring * 0.06)})`;
		ink.beginPath();
		for (let point = 0; point < 10; point++) {
			const reach = (190 - ring * 20) * (point % 2 === 0 ? 1 : 0.55);
			const angle = (point * Math.PI) / 5 + ring * 0.2;
			ink.lineTo(200 + reach * Math.cos(angle), 200 + reach * Math.sin(angle));
		}
		ink.fill();
	}
	writeFileSync(file, sheet.toBuffer('image/png'));
	return Promise.resolve();
};

const song = async (_: Shop, file: string): Promise<void> => {
	const raw = `${file}.wav`;
	writeFileSync(raw, wavOf(music(90)));
	await ffmpeg('-i', raw, '-c:a', 'libmp3lame', '-b:a', '192k', file).finally(() => {
		rmSync(raw, { force: true });
	});
};

const drawn =
	(width: number, seed: number) =>
	(_: Shop, file: string): Promise<void> => {
		texture(file, width, seed);
		return Promise.resolve();
	};

type Maker = (shop: Shop, file: string) => Promise<void>;

/** Every file in the order in which it can be made. */
const MAKERS: readonly (readonly [name: string, make: Maker])[] = [
	...[1, 2, 3, 4, 5].map((n) => [`texture${String(n)}.png`, drawn(1920, n * 10)] as const),
	['A.mp4', film(1, 60)],
	['B.mp4', film(2, 250)],
	['C.mp4', film(3, 30)],
	['H.mp4', (shop, file) => talkingHead({ ...shop, seconds: 60 }, file)],
	['H10.mp4', tenfold],
	...Array.from(
		{ length: 10 },
		(_, n) => [`img${String(n)}.jpg`, drawn(3000, 100 + n * 10)] as const,
	),
	['sticker.png', sticker],
	['music.mp3', song],
];

const SHOPS = {
	full: { width: 1920, height: 1080, seconds: 30 },
	small: { width: 960, height: 540, seconds: 14 },
} as const satisfies Record<Form, Omit<Shop, 'folder'>>;

/** Makes every file that is not there yet and tells each before it is begun; gives their folder. */
export const makeMedia = async (
	cache: string,
	form: Form,
	tell: (name: string) => void,
): Promise<string> => {
	const folder = join(cache, `media-${form}`);
	mkdirSync(folder, { recursive: true });
	for (const [name, make] of MAKERS) {
		const file = join(folder, name);
		if (existsSync(file)) continue;
		tell(name);
		const part = join(folder, `part-${name}`);
		await make({ ...SHOPS[form], folder }, part);
		renameSync(part, file);
	}
	return folder;
};
