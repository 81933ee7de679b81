/** Letters filled with pictures: how they lie, and whole drafts with and without their files. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LetterPicture } from '../../render-agent/src/render/text/pictureBrush';
import { rasterText } from '../../render-agent/src/render/text/rasterText';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { LetterTexture, TextStyle } from '../../render-agent/src/timeline/text';
import { captionIn, color, type Ink, inkBoxOf, ownFonts, pixelAt } from '../support/captions';
import {
	contentJson,
	draftOf,
	type Json,
	photo,
	piece,
	textTrack,
	videoTrack,
} from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { readVideo } from '../support/media';
import { renderFixture, type RenderedDraft } from '../support/renderDraft';
import { meanOf, type Video } from '../support/video';

jest.setTimeout(120_000);

const fonts = ownFonts();
const SHA = 'aa';

/** 20 × 10: the left half red, the right half blue. */
const HALVES: LetterPicture = {
	...{ width: 20, height: 10 },
	rgba: new Uint8ClampedArray(
		Array.from({ length: 200 }, (_, i) =>
			i % 20 < 10 ? [255, 0, 0, 255] : [0, 0, 255, 255],
		).flat(),
	),
};
const PICTURES = new Map([[SHA, HALVES]]);

const textured = (changes: Partial<LetterTexture> = {}): LetterTexture => ({
	...{ asset: 'texture:halves.png' as AssetId, sha256: SHA, angle: 0, scale: 1, ...changes },
});
const draw = (style: Partial<TextStyle>, text = '■■■■') =>
	rasterText(captionIn(style, text), { scale: 1, fonts, pictures: PICTURES });

const isRed: Ink = ({ red, blue, alpha }) => alpha > 0.9 && red > 0.9 && blue < 0.1;
const isBlue: Ink = ({ red, blue, alpha }) => alpha > 0.9 && blue > 0.9 && red < 0.1;
const isWhite: Ink = ({ red, green, blue, alpha }) => Math.min(red, green, blue, alpha) > 0.95;

describe('a picture in letters', () => {
	it('covers all words of its style together, about their middle', () => {
		const bitmap = draw({ texture: textured() });
		const [red, blue] = [inkBoxOf(bitmap, isRed), inkBoxOf(bitmap, isBlue)];
		expect(red?.right).toBeLessThan(2);
		expect(blue?.left).toBeGreaterThan(-2);
		expect(red?.count).toBe(blue?.count);
		expect(inkBoxOf(bitmap, isWhite)).toBeUndefined();
	});

	it('turns counter-clockwise by its angle', () => {
		const bitmap = draw({ texture: textured({ angle: 90 }) });
		const [red, blue] = [inkBoxOf(bitmap, isRed), inkBoxOf(bitmap, isBlue)];
		expect(red?.top).toBeGreaterThan(-2);
		expect(blue?.bottom).toBeLessThan(2);
	});

	it('repeats where it is smaller', () => {
		const bitmap = draw({ texture: textured({ scale: 0.25 }) });
		const at = (x: number) => pixelAt(bitmap, Math.round(bitmap.originX + x), bitmap.originY | 0);
		// Four times over 160 pixels: 20 of each color, the middle of one in the middle.
		expect([-70, -50, -30, -10, 10, 30, 50, 70].map((x) => isRed(at(x)))).toEqual(
			[0, 1, 2, 3, 4, 5, 6, 7].map((i) => i % 2 === 1),
		);
	});

	it('that is not there leaves the gradient, or the color', () => {
		const texture = textured({ sha256: 'bb' });
		expect(inkBoxOf(draw({ texture }), isWhite)?.count).toBeGreaterThan(2000);
		const stops = [
			{ at: 0, color: color(1, 0, 0) },
			{ at: 1, color: color(1, 0, 0) },
		];
		const gradient = { angle: 0, over: 'words', stops } as const;
		expect(inkBoxOf(draw({ texture, gradient }), isRed)?.count).toBeGreaterThan(2000);
	});

	it('in outlines leaves the fill as it is; emoji keep their colors', () => {
		const strokes = [{ color: color(0, 0, 0), width: 0.2, texture: textured() }];
		const bitmap = draw({ strokes });
		expect(inkBoxOf(bitmap, isRed)?.right).toBeLessThan(2);
		expect(inkBoxOf(bitmap, isWhite)?.count).toBeGreaterThan(1000);
		const green: Ink = ({ red, green, blue, alpha }) =>
			alpha > 0.9 && green > red + 0.2 && green > blue + 0.2;
		expect(inkBoxOf(draw({ texture: textured() }, '🟢'), green)?.count).toBeGreaterThan(300);
	});

	it('is as opaque as its fill', () => {
		const bitmap = draw({ texture: textured(), fill: color(1, 1, 1, 0.5) });
		expect(pixelAt(bitmap, (bitmap.originX - 20) | 0, bitmap.originY | 0)).toEqual(
			expect.objectContaining({ red: 1, alpha: expect.closeTo(0.5, 1) as number }),
		);
	});
});

describe('a draft with pictures in letters', () => {
	let folder = '';
	let made: RenderedDraft;
	let video: Video;

	const picture = (tint: string, file: string): void => {
		const source = ['-f', 'lavfi', '-i', `color=${tint}:s=64x32`, '-frames:v', '1'];
		execFileSync(ffmpegPath(), ['-v', 'error', '-y', ...source, file]);
	};
	const caption = (texture: Json, at: number) => {
		const fill = { content: { render_type: 'texture', texture, solid: { color: [1, 1, 1] } } };
		const content = contentJson('■', { range: [0, 1], size: 40, fill });
		return piece(['texts', { content }], [`c${String(at)}`, at, 1]);
	};

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'textures-'));
		const [draft, library, out] = ['draft', 'library', 'out'].map((name) => join(folder, name));
		if (!draft || !library || !out) return;
		mkdirSync(join(draft, 'assets'), { recursive: true });
		mkdirSync(library);
		mkdirSync(out);
		picture('black', join(draft, 'assets', 'base.png'));
		picture('0xff0000', join(draft, 'assets', 'lava.jpg'));
		picture('0x0000ff', join(library, 'ice.png'));
		const captions = [
			caption({ path: 'assets/lava.jpg' }, 0),
			caption({ path: 'C:\\Users\\me\\Cache\\ice.png' }, 1),
			caption({ path: 'C:\\Users\\me\\Cache\\gone.png' }, 2),
		];
		const json = draftOf(videoTrack(photo('assets/base.png', [0, 3])), textTrack(...captions));
		writeFileSync(join(draft, 'draft_content.json'), JSON.stringify(json));
		made = await renderFixture({ draft, options: {}, library, folder: out });
		video = await readVideo(made.file, [0.5, 1.5, 2.5]);
	});
	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	it.each([
		['of the draft', 0.5, [255, 0, 0]],
		['of the library', 1.5, [0, 0, 255]],
		['that is nowhere leaves the color of the letters', 2.5, [255, 255, 255]],
	] as const)('one %s', (_, time, expected) => {
		meanOf(video.at(time), [316, 176, 8, 8]).forEach((value, i) => {
			expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(12);
		});
	});

	it('tells the key of the one that is nowhere', () => {
		const ignored = made.diagnostics.filter(({ code }) => code === 'TEXT_EFFECT_IGNORED');
		expect(ignored).toMatchObject([{ segment: 'c2@2', subject: { library: ['gone'] } }]);
	});
});
