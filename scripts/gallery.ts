/**
 * Draws the gallery: one picture for each family of looks, and the page that shows them.
 * `node -r ./scripts/typescript.cjs scripts/gallery.ts`; with `--check [file of built kernels]` nothing is written,
 * and each picture that shows something else than the engine draws is named.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { CHAPTERS } from './gallery/chapters';
import { likeness } from './gallery/likeness';
import { fileOf, galleryText, PICTURES } from './gallery/page';
import { stripOf, Studio, writeStrip } from './gallery/studio';

const DOCS = join(__dirname, '../docs');
const LARGEST = 1.9 * 1024 * 1024;
const QUALITY = 68;
/** How alike two pictures of the same look are at least once they are JPEGs of that quality, in decibels. */
const ALIKE = 40;

const failed = (words: string): void => {
	process.stderr.write(`${words}\n`);
	process.exitCode = 1;
};

const write = async (studio: Studio): Promise<void> => {
	rmSync(join(DOCS, PICTURES), { recursive: true, force: true });
	let bytes = 0;
	for (const chapter of CHAPTERS)
		for (const entry of chapter.entries)
			bytes += writeStrip(
				join(DOCS, fileOf(chapter, entry)),
				await entry.pictures(studio),
				QUALITY,
			);
	writeFileSync(join(DOCS, 'gallery.md'), galleryText());
	process.stdout.write(`${String(Math.round(bytes / 1024))} KiB of pictures\n`);
	if (bytes > LARGEST) failed('The pictures of the gallery are too large.');
};

const check = async (studio: Studio): Promise<void> => {
	for (const chapter of CHAPTERS)
		for (const entry of chapter.entries) {
			const file = fileOf(chapter, entry);
			// What the encoder loses it loses of both.
			const drawn = stripOf(await entry.pictures(studio)).toBuffer('image/jpeg', QUALITY);
			const alike = likeness(await loadImage(drawn), await loadImage(join(DOCS, file)));
			if (alike < ALIKE)
				failed(`${file} is only ${alike.toFixed(1)} dB like what the engine draws`);
		}
};

const [way, kernels] = process.argv.slice(2);
const studio = new Studio(kernels);
if (way === '--check') void check(studio);
else void write(studio);
