/** What a file of a draft is called, whatever system wrote its path. */
import { bareAddress } from '../kernel/masked';

/** The last part of a path, or of an address without its query; empty where that ends in a separator. */
export const fileNameOf = (path: string): string => {
	const bare = /^\s*https?:\/\//i.test(path) ? bareAddress(path.trim()) : path;
	return bare.split(/[\\/]/).at(-1) ?? '';
};
