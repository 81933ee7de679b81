/** The pictures of the sample draft, painted here, so that no media has to come with the agent. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';

/** Size of the sample's pictures and of its canvas. Pixels. */
export const SAMPLE_SIZE = { width: 1280, height: 720 } as const;

/** A picture of the sample: a sky from top to bottom, a sun, and hills from back to front. */
export interface SampleScene {
	readonly name: string;
	readonly sky: readonly [string, string];
	readonly sun: readonly [x: number, y: number, radius: number, color: string];
	readonly hills: readonly string[];
}

/** Morning, noon, dusk. */
export const SAMPLE_SCENES: readonly SampleScene[] = [
	{
		name: 'morning',
		sky: ['#8ec5fc', '#ffe6c7'],
		sun: [300, 420, 70, '#fff3c4'],
		hills: ['#a9c4b3', '#6f9f8b', '#3f7566'],
	},
	{
		name: 'noon',
		sky: ['#2f80ed', '#b2e1ff'],
		sun: [900, 150, 60, '#ffffff'],
		hills: ['#8bc09a', '#4f9d69', '#2b6e4f'],
	},
	{
		name: 'dusk',
		sky: ['#2b1b53', '#ff8e72'],
		sun: [760, 470, 84, '#ffd08a'],
		hills: ['#6d4a7e', '#47315f', '#241a3a'],
	},
];

const paintSky = (ctx: SKRSContext2D, [top, bottom]: SampleScene['sky']): void => {
	const { width, height } = SAMPLE_SIZE;
	const gradient = ctx.createLinearGradient(0, 0, 0, height);
	gradient.addColorStop(0, top);
	gradient.addColorStop(1, bottom);
	ctx.fillStyle = gradient;
	ctx.fillRect(0, 0, width, height);
};

const paintSun = (ctx: SKRSContext2D, [x, y, radius, color]: SampleScene['sun']): void => {
	const glow = ctx.createRadialGradient(x, y, radius * 0.6, x, y, radius * 3);
	glow.addColorStop(0, `${color}aa`);
	glow.addColorStop(1, `${color}00`);
	ctx.fillStyle = glow;
	ctx.fillRect(x - radius * 3, y - radius * 3, radius * 6, radius * 6);
	ctx.fillStyle = color;
	ctx.beginPath();
	ctx.arc(x, y, radius, 0, 2 * Math.PI);
	ctx.fill();
};

const paintHill = (ctx: SKRSContext2D, color: string, index: number): void => {
	const { width, height } = SAMPLE_SIZE;
	const base = height * (0.62 + 0.12 * index);
	ctx.fillStyle = color;
	ctx.beginPath();
	ctx.moveTo(0, height);
	for (let x = 0; x <= width; x += 8) {
		const wave = Math.sin(x / (140 + 40 * index) + 2 * index) + 0.5 * Math.sin(x / 61 + index);
		ctx.lineTo(x, base + 34 * wave);
	}
	ctx.lineTo(width, height);
	ctx.fill();
};

/** A picture of the sample as JPEG. */
export const samplePicture = ({ sky, sun, hills }: SampleScene): Buffer => {
	const canvas = createCanvas(SAMPLE_SIZE.width, SAMPLE_SIZE.height);
	const ctx = canvas.getContext('2d');
	paintSky(ctx, sky);
	paintSun(ctx, sun);
	for (const [index, color] of hills.entries()) paintHill(ctx, color, index);
	return canvas.toBuffer('image/jpeg', 90);
};
