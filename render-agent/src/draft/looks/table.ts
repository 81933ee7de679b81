/** Reads the tables of looks: `<catalogue id> <name> = <family> <details>`, one entry a line. */

/** An entry of a table. */
export interface Entry {
	/** Name in the app's catalogue. */
	readonly name: string;
	/** The family of the look and its details, in words. */
	readonly look: readonly string[];
}

const LINE = /^(\d+) (.+) = (.+)$/;

/** A table by catalogue id and by name; of several entries with one name, the first. */
export const readTable = (table: string): ReadonlyMap<string, Entry> => {
	const entries = table.split('\n').flatMap((line) => {
		const [, id, name, look] = LINE.exec(line) ?? [];
		if (id === undefined || name === undefined || look === undefined) return [];
		return [{ id, entry: { name, look: look.split(' ') } }];
	});
	const byName = entries.map(({ entry }): [string, Entry] => [plainName(entry.name), entry]);
	const byId = entries.map(({ id, entry }): [string, Entry] => [id, entry]);
	return new Map([...byName.reverse(), ...byId]);
};

/** A name without the differences that writers make: case, blanks, the numeral of a variant. */
export const plainName = (name: string): string =>
	name
		.toLowerCase()
		.replace(/\s*(?:[ivⅰⅱⅲⅳⅴⅵ]+|\d+)$/u, '')
		.replace(/\s+/g, '');
