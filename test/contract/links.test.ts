/** Every picture and page that a document of the repository points at is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

const pagesBelow = (folder: string): readonly string[] =>
	readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name));

const PAGES = [...readdirSync(ROOT).filter((name) => name.endsWith('.md')), ...pagesBelow('docs')];

/** What a page points at, without what is only shown as code. */
const targetsIn = (text: string): readonly string[] => {
	const prose = text.replace(/^(`{3,})[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
	const markdown = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)/g)].map(([, target = '']) => target);
	const html = [...prose.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, target = '']) => target);
	return [...markdown, ...html];
};

const isElsewhere = (target: string): boolean => /^(?:[a-z]+:|\/\/)/i.test(target);

/** What GitHub calls the place of a heading. */
const placesIn = (text: string): ReadonlySet<string> =>
	new Set(
		[...text.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, heading = '']) =>
			heading
				.trim()
				.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
				.toLowerCase()
				.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
				.replaceAll(' ', '-'),
		),
	);

/** The targets of a page that are not there. */
const lostOn = (page: string): readonly string[] => {
	const text = readFileSync(join(ROOT, page), 'utf8');
	return targetsIn(text)
		.filter((target) => !isElsewhere(target))
		.filter((target) => {
			const [path = '', place] = decodeURIComponent(target).split('#');
			const file = path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path);
			if (!existsSync(file)) return true;
			return (
				place !== undefined &&
				file.endsWith('.md') &&
				!placesIn(readFileSync(file, 'utf8')).has(place)
			);
		});
};

it.each(PAGES)('%s points at nothing that is not there', (page) => {
	expect(lostOn(page)).toEqual([]);
});

it('every picture of the gallery is on a page', () => {
	const shown = new Set(
		PAGES.flatMap((page) =>
			targetsIn(readFileSync(join(ROOT, page), 'utf8')).map((target) =>
				isElsewhere(target) ? target : relative(ROOT, join(ROOT, dirname(page), target)),
			),
		),
	);
	const pictures = readdirSync(join(ROOT, 'docs/images/gallery'));
	expect(pictures.length).toBeGreaterThan(100);
	expect(pictures.filter((name) => !shown.has(`docs/images/gallery/${name}`))).toEqual([]);
});
