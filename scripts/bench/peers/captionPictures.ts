/** Captions as pictures, for contenders that are given pictures. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { captionText, type Timeline } from '../timelines';

/** The pictures of a timeline's captions, and where their upper left corner stands on the canvas. */
export interface CaptionPictures {
	readonly files: readonly string[];
	/** A picture of the same size with nothing on it. */
	readonly blank: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

const FONT = 'Benchmark';

const registerFont = (): void => {
	const manifest = createRequire(__filename).resolve(
		'@expo-google-fonts/noto-sans-sc/package.json',
	);
	const file = join(dirname(manifest), '400Regular', 'NotoSansSC_400Regular.ttf');
	GlobalFonts.registerFromPath(file, FONT);
};

/** Draws the captions of a timeline into `folder`: white with a black stroke, 5 % of the height, at 85 % of it. */
export const captionPictures = ({ w, h, captions }: Timeline, folder: string): CaptionPictures => {
	mkdirSync(folder, { recursive: true });
	registerFont();
	const [width, height] = [Math.round(w * 0.35) * 2, Math.round(h * 0.045) * 2];
	const draw = (file: string, text: string): string => {
		if (existsSync(file)) return file;
		const sheet = createCanvas(width, height);
		const ink = sheet.getContext('2d');
		ink.font = `${String(h * 0.05)}px ${FONT}`;
		ink.textAlign = 'center';
		ink.textBaseline = 'middle';
		ink.lineJoin = 'round';
		ink.lineWidth = h * 0.008;
		ink.strokeText(text, width / 2, height / 2);
		ink.fillStyle = '#ffffff';
		ink.fillText(text, width / 2, height / 2);
		writeFileSync(file, sheet.toBuffer('image/png'));
		return file;
	};
	return {
		files: Array.from({ length: captions?.count ?? 0 }, (_, i) =>
			draw(join(folder, `caption${String(i)}.png`), captionText(i)),
		),
		blank: draw(join(folder, 'blank.png'), ''),
		...{ x: (w - width) / 2, y: Math.round((h * 0.85 - height / 2) / 2) * 2, width, height },
	};
};
