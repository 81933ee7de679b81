/** What a file of a draft is called, whatever system wrote its path. */

/** The last part of a path; empty where that ends in a separator. */
export const fileNameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? '';
