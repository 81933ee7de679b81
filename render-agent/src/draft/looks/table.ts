/** Reads the tables of looks: `<catalogue id> <name> = <family> <details>`, one entry a line. */

/** An entry of a table. */
export interface Entry {
	/** Name in the app's catalogue. */
	readonly name: string;
	/** The family of the look and its details, in words. */
	readonly look: readonly string[];
}

const LINE = /^(\d+) (.+) = (.+)$/;

const joined = (name: string): string => name.toLowerCase().replace(/\s+/g, '');

/** A name without the differences that writers make: case, blanks, the numeral of a variant. */
export const plainName = (name: string): string =>
	joined(name.replace(/\s*(?:[ivIVⅠⅡⅢⅣⅤⅥ]+|\d+)\s*$/u, ''));

/** A table by catalogue id, by name, and by name without the numeral of its variant; the first of several counts. */
export const readTable = (table: string): ReadonlyMap<string, Entry> => {
	const entries = table.split('\n').flatMap((line) => {
		const [, id, name, look] = LINE.exec(line) ?? [];
		if (id === undefined || name === undefined || look === undefined) return [];
		return [{ id, entry: { name, look: look.split(' ') } }];
	});
	const by = (key: (id: string, name: string) => string): [string, Entry][] =>
		entries.map(({ id, entry }): [string, Entry] => [key(id, entry.name), entry]).reverse();
	return new Map([
		...by((_, name) => plainName(name)),
		...by((_, name) => joined(name)),
		...by((id) => id),
	]);
};

/** The entry of an id, else of a name, else of the name without the numeral of its variant. */
export const entryOf = (
	table: ReadonlyMap<string, Entry>,
	id: string,
	name: string,
): Entry | undefined => table.get(id) ?? table.get(joined(name)) ?? table.get(plainName(name));
