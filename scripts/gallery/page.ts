/** The page of the gallery and the names of its pictures. */
import { CHAPTERS, type Chapter, type Entry } from './chapters';

/** Where the pictures lie, from the page. */
export const PICTURES = 'images/gallery';

/** The file of a picture, from the page. */
export const fileOf = (chapter: Chapter, { name }: Entry): string =>
	`${PICTURES}/${chapter.file}-${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}.jpg`;

const tableOf = (chapter: Chapter): string => {
	const { columns } = chapter;
	const cells = chapter.entries.map(
		(entry) => `![${entry.name}](${fileOf(chapter, entry)})<br>${entry.name}`,
	);
	const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, i) =>
		Array.from({ length: columns }, (__, j) => cells[i * columns + j] ?? '').join(' | '),
	);
	const head = `|${' |'.repeat(columns)}\n|${'---|'.repeat(columns)}`;
	return `## ${chapter.title}\n\n${chapter.words}\n\n${head}\n${rows.map((row) => `| ${row} |`).join('\n')}\n`;
};

/** The page, as it should be in the file. */
export const galleryText = (): string => `# Gallery of looks

Every family of looks that the engine draws or plays, on painted landscapes. Entries of the apps' catalogues are drawn as one
of these families; the report of a job names which one. Written by \`scripts/gallery.ts\`; a test fails when a family has no
picture here, or when the engine draws another one.

${CHAPTERS.map(tableOf).join('\n')}`;
