/** Finds the file that a draft means among the files that its folder has. Pure: compares names, opens nothing. */
import { safeRelativePath } from './safeName';

const PLACEHOLDER = /^##_draftpath_placeholder_[^#]*_##\//;
const DRAFT_ID = /^\d{8}.{2,}$/;

/** A foreign path or address without what pasting leaves in it: zero-width characters, blanks around it. */
export const cleaned = (text: string): string => text.replace(/[\uFEFF\u200B-\u200D]/g, '').trim();

const after = (parts: readonly string[], index: number): string =>
	index < 0 ? '' : parts.slice(index + 1).join('/');

const isTop = (part: string): boolean => part === 'assets' || part === 'Resources';

/**
 * The relative paths under which a path of a draft may be found in the draft's folder, best first.
 * Takes the writer's absolute paths of Linux and Windows, the app's placeholder, and plain names.
 * @source capcut-mate writes `/app/output/draft/<id>/assets/…`; the app writes `##_draftpath_placeholder_<guid>_##/…`
 */
export const placesOf = (path: string, id?: string): readonly string[] => {
	const slashed = cleaned(path).replaceAll('\\', '/');
	const plain = slashed.replace(PLACEHOLDER, '');
	const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
	const name = parts.at(-1) ?? '';
	const top = parts.findIndex(isTop);
	const isAbsolute = /^(\/|[A-Za-z]:)/.test(plain);
	const places = [
		isAbsolute ? '' : parts.join('/'),
		id === undefined ? '' : after(parts, parts.indexOf(id)),
		after(
			parts,
			parts.findIndex((part) => part.length >= 10 && DRAFT_ID.test(part)),
		),
		top < 0 ? '' : parts.slice(top).join('/'),
		name === '' ? '' : `materials/${name}`,
		name === '' ? '' : `media/${name}`,
	];
	return [...new Set(places.filter((place) => place !== '' && !place.split('/').includes('..')))];
};

const shared = (a: string, b: string): number => {
	const left = a.toLowerCase().split('/').reverse();
	const right = b.toLowerCase().split('/').reverse();
	const differs = left.findIndex((part, i) => part !== right[i]);
	return differs < 0 ? left.length : differs;
};

const byName = (paths: readonly string[], wanted: string): string | undefined => {
	const likeness = paths
		.map((path) => ({ path, score: shared(path, wanted) }))
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
	return likeness[0]?.path;
};

/**
 * The one of `paths` (relative, with `/`) that a draft means by `wanted`, or undefined when none is.
 * A file elsewhere in the folder counts when its name is the same; of several, the one whose folders agree most.
 */
export const findAmong = (
	paths: readonly string[],
	wanted: string,
	id?: string,
): string | undefined => {
	const there = new Map(paths.map((path) => [path.normalize('NFC').toLowerCase(), path]));
	const exact = new Set(paths);
	for (const place of placesOf(wanted, id)) {
		if (exact.has(place)) return place;
		const safe = safeRelativePath(place);
		const found =
			there.get(place.normalize('NFC').toLowerCase()) ?? there.get((safe ?? '').toLowerCase());
		if (found !== undefined) return found;
	}
	const whole = cleaned(wanted).replaceAll('\\', '/');
	const name = whole.split('/').at(-1) ?? '';
	return name === '' ? undefined : byName(paths, safeRelativePath(name) === name ? whole : name);
};
