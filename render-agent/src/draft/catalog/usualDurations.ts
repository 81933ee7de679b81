/** How long transitions and animations last where a draft does not say it: what the apps' catalogues have for each. */
import { fromSeconds, type Microseconds, microseconds } from '../../kernel/units';
import { shownSeconds, type Words } from '../../kernel/words';
import type { CatalogEntry } from './catalog';
import durations from './durations.json';

/** What most entries have, and what the apps begin with. */
const USUAL = fromSeconds(0.5);

let known: ReadonlyMap<string, Microseconds> | undefined;

/** From lines `<microseconds>|<resource ids>`; entries that are on none last the usual time. */
const byId = (): ReadonlyMap<string, Microseconds> =>
	(known ??= new Map(
		durations.flatMap((line) => {
			const [time = '', ids = ''] = line.split('|');
			return ids.split(' ').map((id) => [id, microseconds(Number(time))] as const);
		}),
	));

/** A length, and whose it is where the draft does not say it. */
export interface Lasting {
	readonly duration: Microseconds;
	/** What there is to say of it. Default: nothing, it stands in the draft. */
	readonly told?: Words;
}

/** How long an entry of the catalogue lasts in the app by itself. */
export const usualDuration = (entry: CatalogEntry | undefined): Microseconds =>
	entry?.ids.map((id) => byId().get(id)).find((time) => time) ?? USUAL;

/** How long something lasts: as written, else as its entry of the catalogue, else the usual time. */
export const lastingOf = (
	written: number | undefined,
	entry: CatalogEntry | undefined,
): Lasting => {
	if (written !== undefined) return { duration: microseconds(written) };
	const duration = usualDuration(entry);
	const shown = shownSeconds(duration);
	return {
		duration,
		told: entry
			? {
					zh: `草稿未写时长，按目录中的默认值 ${shown} 秒`,
					en: `its length is not in the draft: ${shown} s, as in the catalogue of the app`,
				}
			: {
					zh: `草稿未写时长，按应用通常的 ${shown} 秒`,
					en: `its length is not in the draft: ${shown} s, as is usual in the app`,
				},
	};
};
