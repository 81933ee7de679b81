/** Writes docs/catalog.md: how every entry of the apps' catalogues is drawn, counted by file and by family. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogReadings, type CatalogCount, countOf } from './catalogCounts';

/** Where the document lies. */
export const CATALOG_FILE = join(__dirname, '../docs/catalog.md');

const HEAD = `# How the catalogues of the apps are drawn

A draft names its filters, effects, transitions, animations, voices and fonts by an id and a name; what they look like is
in packages that drafts do not carry. Each entry of the catalogues (\`render-agent/src/draft/catalog/*.json\`, one line an
entry: \`<ids>|<Chinese name>|<English name>|<look set by hand>\`) belongs to a family that the engine draws itself.
An entry is found by resource id, then by effect id, then by its Chinese or English name. Its look is the one set by hand,
else that of the entry of the same name with another numeral, else what the words of its name say
(\`render-agent/src/draft/looks/*Rules.ts\`, the first rule that fits counts). What no word tells is \`unknown\`: it is drawn
as nothing (a transition: as a dissolve) and named in the report.

| catalogue | entries | exact | set by hand | by words of the name | unknown |
|---|---|---|---|---|---|
`;

const row = ({ title, total, exact, byHand, classified, unknown }: CatalogCount): string =>
	`| ${[title, total, exact, byHand, classified, unknown].map(String).join(' | ')} |`;

const families = ({ title, families: counted }: CatalogCount): string => {
	const list = [...counted].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
	return `## ${title}\n\n${list.map(([family, count]) => `\`${family}\` ${String(count)}`).join(', ')}\n`;
};

/** The document, as it should be in the file. */
export const catalogText = (): string => {
	const counts = catalogReadings().map(countOf);
	const sum = (of: (count: CatalogCount) => number): number =>
		counts.reduce((all, count) => all + of(count), 0);
	const whole: CatalogCount = {
		title: '**all**',
		total: sum(({ total }) => total),
		exact: sum(({ exact }) => exact),
		byHand: sum(({ byHand }) => byHand),
		classified: sum(({ classified }) => classified),
		unknown: sum(({ unknown }) => unknown),
		families: new Map(),
	};
	return `${HEAD}${[...counts, whole].map(row).join('\n')}\n\n${counts.map(families).join('\n')}`;
};

if (require.main === module) writeFileSync(CATALOG_FILE, catalogText());
