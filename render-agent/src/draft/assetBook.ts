/** Collects the files that a draft uses, each place and use once, with the segments that use it. Opens nothing. */
import { bareAddress } from '../kernel/masked';
import { plus } from '../kernel/units';
import type { AssetId, AssetPlace, AssetReference } from '../timeline/asset';
import type { Called } from '../timeline/called';
import type { TimeRange } from '../timeline/range';
import { percentDecoded } from '../kernel/percent';
import { fileNameOf } from './fileName';

/** Who uses a file. */
export interface AssetUser {
	readonly id: string;
	readonly track: number;
	readonly target: TimeRange;
}

/** A file as a material names it. */
export interface AssetRequest {
	readonly use: AssetReference['use'];
	readonly path: string;
	/** The key of a file of the user's library, which is taken instead. */
	readonly key?: string;
	/** What the draft calls it: its title, and its name where the path has none. */
	readonly name?: string;
	/** What it is called in the user's library. Default: its label. */
	readonly called?: Called;
	/** Whether a look that its name tells of is drawn where it is not there. Default: no. */
	readonly hasNear?: boolean;
}

/** The files that were asked for so far. */
export interface AssetBook {
	/** The id of a file; asking again for the same place and use gives the same id. */
	readonly refer: (request: AssetRequest, user: AssetUser) => AssetId;
	/** Enters files of a compound clip's timeline with their users there, where the clip shows those; else as used by the clip. */
	readonly include: (assets: readonly AssetReference[], user: AssetUser) => void;
	/** All files, in the order in which they were asked for first. */
	readonly list: () => readonly AssetReference[];
}

const UNSEEN = /[\uFEFF\u200B-\u200D]/g;

/** A path as an address of a file has it: its host left out, and the stroke before a drive. */
const FILE_ADDRESS = /^file:\/\/[^/]*(?:\/(?=[a-z]:))?(.+)$/i;

const pathOf = (written: string): string => {
	const path = FILE_ADDRESS.exec(written.trim())?.[1];
	return path === undefined ? written : percentDecoded(path);
};

/** A path or address of a draft: an address without what pasting leaves around it, a path as it is written, or as its `file:` address says. */
export const placeOf = (path: string): AssetPlace => {
	const url = path.replace(UNSEEN, '').trim();
	return /^https?:\/\//i.test(url)
		? { kind: 'address', url }
		: { kind: 'path', path: pathOf(path) };
};

/** What only addresses have, such as that of a server's own path with a signature behind it. */
const QUERY = /\?[^?]*=.*$/s;

const labelOf = (place: AssetPlace, name: string): string => {
	if (place.kind === 'library') return name;
	if (place.kind === 'address') return bareAddress(place.url);
	const file = place.path.split(/[\\/]/).findLast((part) => part !== '');
	return file?.replace(QUERY, '') ?? name;
};

/** The title that a file has beside its name: not its name once more, with an ending or without. */
const titleOf = (label: string, name: string): string | undefined => {
	const title = name.trim();
	const [known, file] = [title.toLowerCase(), fileNameOf(label).toLowerCase()];
	const isNamed = known === file || file.startsWith(`${known}.`) || known.includes(file);
	return known === '' || isNamed ? undefined : title;
};

const wordsOf = (place: AssetPlace): string => {
	switch (place.kind) {
		case 'address':
			return place.url;
		case 'path':
			return place.path;
		case 'library':
			return `library:${place.key}`;
	}
};

const keyOf = (use: AssetReference['use'], place: AssetPlace): AssetId =>
	// The one place where ids of assets are made.
	`${use}:${wordsOf(place)}` as AssetId;

type Usage = AssetReference['usedBy'][number];

const usageOf = ({ id, track, target }: AssetUser): Usage => ({
	segment: id,
	track,
	start: target.start,
	end: plus(target.start, target.duration),
});

/** An empty book. */
export const openAssetBook = (): AssetBook => {
	const entries = new Map<AssetId, { asset: Omit<AssetReference, 'usedBy'>; usedBy: Usage[] }>();
	const enter = (asset: Omit<AssetReference, 'usedBy'>, usage: Usage): void => {
		const entry = entries.get(asset.id) ?? { asset, usedBy: [] };
		const last = entry.usedBy.at(-1);
		const isSame = last?.segment === usage.segment && last.within === usage.within;
		if (!isSame) entry.usedBy.push(usage);
		entries.set(asset.id, entry);
	};
	return {
		refer: ({ use, path, name = '', key, ...more }, user) => {
			const place = key === undefined ? placeOf(path) : ({ kind: 'library', key } as const);
			const id = keyOf(use, place);
			const label = labelOf(place, name);
			const title = titleOf(label, name);
			const known = title === undefined ? { label } : { label, title };
			enter({ id, use, place, ...known, ...more }, usageOf(user));
			return id;
		},
		include: (assets, user) => {
			for (const { usedBy, ...asset } of assets)
				for (const usage of usedBy.length > 0 ? usedBy : [usageOf(user)]) enter(asset, usage);
		},
		list: () => [...entries.values()].map(({ asset, usedBy }) => ({ ...asset, usedBy })),
	};
};
