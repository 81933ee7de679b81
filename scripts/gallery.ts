/** Draws the gallery: one picture for each family of looks, and the page that shows them. `node -r ./scripts/typescript.cjs scripts/gallery.ts` */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Frames, frames, microseconds, SECOND } from '../render-agent/src/kernel/units';
import { constant } from '../render-agent/src/timeline/curve';
import type { Mask } from '../render-agent/src/timeline/looks';
import type { Layer } from '../render-agent/src/timeline/scene';
import { UNMOVED } from '../render-agent/src/timeline/timeline';
import type { Canvas } from '@napi-rs/canvas';
import { type CaptionPicture, CAPTIONS, ELEMENTS } from './gallery/elementPictures';
import { EFFECT_PICTURES } from './gallery/effectPictures';
import { BLENDS, FILTERS, MASKS, MOTIONS, TRANSITIONS } from './gallery/movingPictures';
import { SOURCES, Studio, writeStrip } from './gallery/studio';

const DOCS = join(__dirname, '../docs');
const PICTURES = 'images/gallery';
const RATE = 30;
const SECONDS = 4;
const LAST = frames(SECONDS * RATE);
const LARGEST = 1.5 * 1024 * 1024;

const layer = (content: Layer['content'], more: Partial<Layer> = {}): Layer => ({
	id: 'gallery',
	content,
	from: frames(0),
	to: LAST,
	start: microseconds(0),
	duration: microseconds(SECONDS * SECOND),
	placement: UNMOVED,
	animations: [],
	crossings: [],
	bottom: false,
	...more,
});

const photo = (name: keyof typeof SOURCES, more: Partial<Layer> = {}): Layer =>
	layer({ kind: 'source', source: SOURCES[name] }, more);

const at = (seconds: number): Frames => frames(Math.round(seconds * RATE));

interface Entry {
	readonly name: string;
	readonly pictures: (studio: Studio) => readonly Canvas[];
}

interface Chapter {
	readonly file: string;
	readonly title: string;
	readonly words: string;
	readonly entries: readonly Entry[];
}

const smaller = { ...UNMOVED, scaleX: constant(0.6), scaleY: constant(0.6) };

const mask = (shape: Mask['shape']): Mask => ({
	shape,
	x: constant(0),
	y: constant(0),
	width: constant(shape === 'rectangle' ? 0.6 : 0.4),
	height: constant(shape === 'mirror' ? 0.45 : 0.7),
	rotation: constant(shape === 'line' || shape === 'mirror' ? 20 : 0),
	feather: constant(0.05),
	roundness: constant(0.2),
	inverted: false,
});

/** The layer of a caption, its words that light up drawn once more in their color. */
const captionLayer = (studio: Studio, { block, animations, spoken }: CaptionPicture): Layer => {
	const source = studio.caption(block);
	const runs = block.runs.map((run) =>
		spoken?.way === 'light' ? { ...run, style: { ...run.style, fill: spoken.color } } : run,
	);
	const lit = spoken?.way === 'light' ? { lit: studio.caption({ ...block, runs }) } : {};
	return layer(
		{ kind: 'source', source },
		{
			...(animations && { animations }),
			...(spoken && { spoken: { words: spoken.words, ...lit } }),
		},
	);
};

const CHAPTERS: readonly Chapter[] = [
	{
		file: 'element',
		title: 'Elements',
		words: 'What a clip can be given: its place, a background, an outline, color.',
		entries: ELEMENTS.map(({ name, over, more }) => ({
			name,
			pictures: (studio) => [
				studio.moment([
					...(over ? [photo(over, { bottom: true })] : []),
					photo('sea', { ...more, ...(!over && { bottom: true }) }),
				]),
			],
		})),
	},
	{
		file: 'caption',
		title: 'Captions',
		words: 'Words, their styles, and how they come and light up.',
		entries: CAPTIONS.map((picture) => ({
			name: picture.name,
			pictures: (studio) => {
				const layers = [photo('sea', { bottom: true }), captionLayer(studio, picture)];
				return picture.at.map((seconds) => studio.moment(layers, at(seconds)));
			},
		})),
	},
	{
		file: 'effect',
		title: 'Effects',
		words: 'Scene effects change everything beneath them, or one clip. One example of each family.',
		entries: EFFECT_PICTURES.map(({ name, look, over, at: seconds }) => ({
			name,
			pictures: (studio) => [
				studio.moment(
					[
						photo(over, { bottom: true }),
						layer({ kind: 'effect', effect: { look, amount: 1, speed: 1 } }),
					],
					at(seconds),
				),
			],
		})),
	},
	{
		file: 'filter',
		title: 'Filters',
		words: 'Color looks at full strength, one of each family.',
		entries: FILTERS.map((look) => ({
			name: look.family,
			pictures: (studio) => [
				studio.moment([
					photo('sea', {
						bottom: true,
						grading: { luts: [], adjustments: {}, filters: [{ look, strength: 1 }] },
					}),
				]),
			],
		})),
	},
	{
		file: 'transition',
		title: 'Transitions',
		words:
			'From the city to the sea: early, near the middle and late. One of them leads through an effect, as many do.',
		entries: TRANSITIONS.map((look) => ({
			name: look.family === 'iris' && look.shape !== 'circle' ? look.shape : look.family,
			pictures: (studio) => {
				const crossings = [{ look, from: frames(0), to: LAST, left: 0, right: 1 }];
				const layers = [
					photo('city', { bottom: true, crossings }),
					photo('sea', { bottom: true, crossings }),
				];
				return [0.2, 0.45, 0.7].map((share) => studio.moment(layers, at(SECONDS * share)));
			},
		})),
	},
	{
		file: 'animation',
		title: 'Animations',
		words: 'A clip on its way in, at three moments. Typewriters write captions.',
		entries: MOTIONS.map((look) => ({
			name: look.family,
			pictures: (studio) => {
				const window = { start: microseconds(0), duration: microseconds(SECONDS * SECOND) };
				const layers = [
					photo('mountains', { bottom: true }),
					photo('sea', { placement: smaller, animations: [{ phase: 'in', look, window }] }),
				];
				return [0.12, 0.3, 0.6].map((share) => studio.moment(layers, at(SECONDS * share)));
			},
		})),
	},
	{
		file: 'mask',
		title: 'Masks',
		words: 'What each shape keeps of a clip.',
		entries: MASKS.map((shape) => ({
			name: shape,
			pictures: (studio) => [
				studio.moment([photo('mountains', { bottom: true }), photo('sea', { mask: mask(shape) })]),
			],
		})),
	},
	{
		file: 'blend',
		title: 'Blend modes',
		words: 'Lanterns mixed with the mountains beneath.',
		entries: BLENDS.map((blend) => ({
			name: blend,
			pictures: (studio) => [
				studio.moment([photo('mountains', { bottom: true }), photo('lanterns', { blend })]),
			],
		})),
	},
];

const fileOf = (chapter: Chapter, { name }: Entry): string =>
	`${PICTURES}/${chapter.file}-${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.jpg`;

const draw = (studio: Studio, chapter: Chapter): number =>
	chapter.entries.reduce((sum, entry) => {
		const pictures = entry.pictures(studio);
		const width = pictures.length > 1 ? 200 : 256;
		const file = join(DOCS, fileOf(chapter, entry));
		return sum + writeStrip(file, pictures, { width, quality: 68 });
	}, 0);

const COLUMNS = 3;

const tableOf = (chapter: Chapter): string => {
	const cells = chapter.entries.map(
		(entry) => `![${entry.name}](${fileOf(chapter, entry)})<br>${entry.name}`,
	);
	const columns = ['transition', 'animation', 'caption'].includes(chapter.file) ? 1 : COLUMNS;
	const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, i) =>
		Array.from({ length: columns }, (__, j) => cells[i * columns + j] ?? '').join(' | '),
	);
	const head = `|${' |'.repeat(columns)}\n|${'---|'.repeat(columns)}`;
	return `## ${chapter.title}\n\n${chapter.words}\n\n${head}\n${rows.map((row) => `| ${row} |`).join('\n')}\n`;
};

const studio = new Studio();
const bytes = CHAPTERS.reduce((sum, chapter) => sum + draw(studio, chapter), 0);
const page = `# Gallery of looks

Every family of looks that the engine draws, on painted landscapes. Entries of the apps' catalogues are drawn as one of
these families; the report of a job names which one. Written by \`scripts/gallery.ts\`.

${CHAPTERS.map(tableOf).join('\n')}`;
writeFileSync(join(DOCS, 'gallery.md'), page);
process.stdout.write(`${String(Math.round(bytes / 1024))} KiB of pictures\n`);
if (bytes > LARGEST) {
	process.stderr.write('The pictures of the gallery are too large.\n');
	process.exitCode = 1;
}
