/** Reads the catalogues of the apps: which entry a draft means, and the look that was set for it by hand. Draws nothing. */

/** What a draft says of something out of a catalogue; parts that it does not say are empty. */
export interface Wanted {
	readonly resourceId: string;
	readonly effectId?: string;
	readonly name: string;
}

/** An entry: its ids (resource id first), its names (empty: none) and the look set by hand, in words (empty: none). */
export interface CatalogEntry {
	readonly ids: readonly string[];
	readonly zh: string;
	readonly en: string;
	readonly look: string;
}

/** A look, whether it is exactly the app's, and the name in the catalogue, else in the draft. */
export interface FoundLook<L> {
	readonly look: L;
	readonly exact: boolean;
	readonly name: string;
}

/** The entries of one catalogue and the ways to them. */
export interface Catalog {
	readonly entries: readonly CatalogEntry[];
	readonly byId: ReadonlyMap<string, CatalogEntry>;
	/** By Chinese and English name, as `joined`. */
	readonly byName: ReadonlyMap<string, CatalogEntry>;
	/** Looks set by hand, by the name without the numeral of its variant. */
	readonly looks: ReadonlyMap<string, string>;
}

/** A name without the differences that writers make: case and blanks. */
export const joined = (name: string): string => name.toLowerCase().replace(/\s+/g, '');

/** A name without the differences that writers make: case, blanks, the numeral of a variant. */
export const plainName = (name: string): string =>
	joined(name.replace(/\s*(?:[ivIVlⅠⅡⅢⅣⅤⅥ]+|\d+)\s*$/u, ''));

/** An entry from its line: `<ids>|<Chinese name>|<English name>|<look>`; empty parts at the end are left out. */
const entryFrom = (line: string): CatalogEntry => {
	const [ids = '', zh = '', en = '', look = ''] = line.split('|');
	return { ids: ids.split(' '), zh, en, look };
};

const namesIn = ({ zh, en }: CatalogEntry): readonly string[] =>
	[zh, en].filter((name) => name !== '');

/** The first of several with the same key counts. */
const mapOf = <T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, T> =>
	new Map(pairs.filter(([key]) => key !== '').toReversed());

const read = (lines: readonly string[]): Catalog => {
	const entries = lines.map(entryFrom);
	return {
		entries,
		byId: mapOf(entries.flatMap((entry) => entry.ids.map((id) => [id, entry] as const))),
		byName: mapOf(
			entries.flatMap((entry) => namesIn(entry).map((name) => [joined(name), entry] as const)),
		),
		looks: mapOf(
			entries
				.filter(({ look }) => look !== '')
				.flatMap((entry) => namesIn(entry).map((name) => [plainName(name), entry.look] as const)),
		),
	};
};

/** A catalogue from its lines, which are read when it is first looked into: few drafts use all. */
export const catalogOf = (lines: readonly string[]): Catalog => {
	let known: Catalog | undefined;
	const catalog = (): Catalog => (known ??= read(lines));
	return {
		get entries() {
			return catalog().entries;
		},
		get byId() {
			return catalog().byId;
		},
		get byName() {
			return catalog().byName;
		},
		get looks() {
			return catalog().looks;
		},
	};
};

/** The entry that a draft means: by resource id, by effect id, by name; of several catalogues the first that has it. */
export const entryIn = (
	catalogs: readonly Catalog[],
	{ resourceId, effectId = '', name }: Wanted,
): CatalogEntry | undefined => {
	const by = (find: (catalog: Catalog) => CatalogEntry | undefined): CatalogEntry | undefined =>
		catalogs.map(find).find((entry) => entry !== undefined);
	return (
		by(({ byId }) => byId.get(resourceId)) ??
		by(({ byId }) => byId.get(effectId)) ??
		by(({ byName }) => byName.get(joined(name)))
	);
};

/** What words of a name mean: the look, in words. Earlier rules count more. */
export type Rule = readonly [words: RegExp, look: string];

/** How the words of a look become one. */
export interface Reading<L> {
	readonly catalogs: readonly Catalog[];
	readonly rules: readonly Rule[];
	/** The look of such words, or undefined for a family that nobody can guess. `name` may say more: a color, a direction. */
	readonly read: (words: string, name: string) => L | undefined;
	/** Words of looks that are exactly the app's. */
	readonly exact?: ReadonlySet<string>;
}

/** Every name that something goes by, the catalogue's first. */
const namesOf = (entry: CatalogEntry | undefined, { name }: Wanted): readonly string[] => [
	...new Set([...(entry ? namesIn(entry) : []), name].filter((one) => one !== '')),
];

const setByHand = (
	catalogs: readonly Catalog[],
	entry: CatalogEntry | undefined,
	names: readonly string[],
): string | undefined => {
	if (entry && entry.look !== '') return entry.look;
	return names
		.flatMap((name) => catalogs.map(({ looks }) => looks.get(plainName(name))))
		.find((look) => look !== undefined);
};

const classified = (rules: readonly Rule[], names: readonly string[]): string | undefined =>
	names
		.map((name) => rules.find(([words]) => words.test(name))?.[1])
		.find((look) => look !== undefined);

/** The look of what a draft wants: set by hand, else told by the words of its names; undefined when neither says anything. */
export const lookIn = <L>(
	{ catalogs, rules, read, exact }: Reading<L>,
	wanted: Wanted,
): FoundLook<L> | undefined => {
	const entry = entryIn(catalogs, wanted);
	const names = namesOf(entry, wanted);
	const words = setByHand(catalogs, entry, names) ?? classified(rules, names);
	const look = words === undefined ? undefined : read(words, names.join(' '));
	if (words === undefined || look === undefined) return undefined;
	const isExact = entry?.look === words && exact?.has(words) === true;
	return { look, exact: isExact, name: names[0] ?? '' };
};
