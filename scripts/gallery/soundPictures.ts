/** Voices and places as pictures: what a made-up voice becomes, low tones below and high ones above, the left side over the right. */
import { execFileSync } from 'node:child_process';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { soundSteps } from '../../render-agent/src/render/sound/soundFilters';
import type { SoundLook, VoiceLook } from '../../render-agent/src/timeline/soundLooks';
import { changedSamples } from '../../test/support/heldSound';
import type { Face } from './faces';

const LOWER: VoiceLook = { family: 'pitch', semitones: -8, formant: -8 };

/** Every face of sound looks that can be heard: `tuned` is only named. The compiler asks for those that are missing. */
const HEARD: Readonly<Record<Exclude<Face<SoundLook>, 'tuned'>, SoundLook>> = {
	pitch: { family: 'pitch', semitones: 9, formant: 9 },
	robot: { family: 'robot', hertz: 100, share: 0.9 },
	tremolo: { family: 'tremolo', hertz: 7, depth: 0.8 },
	vibrato: { family: 'vibrato', hertz: 6, depth: 0.8 },
	chorus: { family: 'chorus', voices: 4, depth: 0.8 },
	distortion: { family: 'distortion', drive: 0.7 },
	crush: { family: 'crush', bits: 3, hertz: 4000 },
	voices: { family: 'voices', looks: [LOWER, { family: 'vibrato', hertz: 6, depth: 0.5 }] },
	echo: { family: 'echo', delay: 0.32, decay: 0.5 },
	reverb: { family: 'reverb', seconds: 4, share: 0.6 },
	band: { family: 'band', low: 500, high: 3200, drive: 0.2 },
	muffled: { family: 'muffled', high: 700, waver: 0 },
	tone: { family: 'tone', bass: -15, presence: 9, treble: 9 },
	orbit: { family: 'orbit', seconds: 2 },
	balance: { family: 'balance', side: -0.9 },
	pan: { family: 'pan', side: 0.9 },
	wide: { family: 'wide', by: 0.9 },
	flutter: { family: 'flutter', hertz: 5, depth: 0.9 },
	'ambience rain': { family: 'ambience', kind: 'rain', level: 1 },
	'ambience wind': { family: 'ambience', kind: 'wind', level: 1 },
	'ambience crackle': { family: 'ambience', kind: 'crackle', level: 1 },
	'ambience hiss': { family: 'ambience', kind: 'hiss', level: 1 },
	rooms: {
		family: 'rooms',
		looks: [
			{ family: 'band', low: 500, high: 4000, drive: 0.5 },
			{ family: 'echo', delay: 0.25, decay: 0.4 },
		],
	},
};

/** Sounds by their face; the first is the voice itself. */
export const SOUND_PICTURES: readonly (readonly [face: string, look: SoundLook | undefined])[] = [
	['the voice itself', undefined],
	...Object.entries(HEARD),
];

const RATE = 48_000;
const SECONDS = 3;
const OVERTONES = 8;

/** Three calls, each gliding down, each side a little of its own. */
const voiceAt = (time: number, side: number): number => {
	const inCall = time % 1;
	const swell = inCall < 0.6 ? Math.sin((Math.PI * inCall) / 0.6) : 0;
	const turns = (240 - 60 * inCall + 3 * side) * inCall;
	let sum = 0;
	for (let k = 1; k <= OVERTONES; k++) sum += Math.sin(2 * Math.PI * k * turns) / k;
	return 0.2 * swell * sum;
};

const VOICE = (): Float32Array =>
	Float32Array.from({ length: RATE * SECONDS * 2 }, (_, i) => voiceAt((i >> 1) / RATE, i % 2));

/** Size of a picture of sound. */
const SIZE = { width: 256, height: 144 } as const;

/** Each side is drawn so high for 24 kHz, so that tones are told apart; its lowest rows are kept: 4.5 kHz. */
const WHOLE = 1024;
const KEPT = 192;
const kept = (bottom: number): string => `crop=iw:${String(KEPT)}:0:${String(bottom - KEPT)}`;
const SPECTRUM = [
	`showspectrumpic=s=512x${String(2 * WHOLE)}:mode=separate:color=intensity:legend=0:drange=70`,
	`split[l][r];[l]${kept(WHOLE)}[left];[r]${kept(2 * WHOLE)}[right];[left][right]vstack`,
	`scale=${String(SIZE.width)}:${String(SIZE.height)}:flags=area,format=rgba`,
].join(',');

/** The spectrum of a voice under a look, as a picture. `ffmpeg`: the program. */
export const spectrumOf = async (look: SoundLook | undefined, ffmpeg: string): Promise<Canvas> => {
	const dry = VOICE();
	const steps = look ? soundSteps({ look, amount: 1 }) : [];
	const wet = Buffer.from((await changedSamples(dry, steps, ffmpeg)).buffer);
	const { width, height } = SIZE;
	const args = [
		...['-v', 'error', '-f', 'f32le', '-ar', String(RATE), '-ac', '2', '-i', 'pipe:0'],
		...['-filter_complex', SPECTRUM, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'],
	];
	const pixels = execFileSync(ffmpeg, args, { input: wet, maxBuffer: 1e8 });
	const sheet = createCanvas(width, height);
	const ink = sheet.getContext('2d');
	const image = ink.createImageData(width, height);
	image.data.set(pixels.subarray(0, width * height * 4));
	ink.putImageData(image, 0, 0);
	return sheet;
};
