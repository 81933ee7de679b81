/** Opens one file to be read and another to be written, for as long as something is copied. */
import { type FileHandle, open } from 'node:fs/promises';

/** Two open files. */
export interface Between {
	readonly from: FileHandle;
	readonly to: FileHandle;
}

/**
 * Gives both to `use`, and closes them whatever comes of that. What is to be written is overwritten.
 * @throws {Error} where a file cannot be opened; what `use` throws
 */
export const betweenFiles = async <T>(
	source: string,
	into: string,
	use: (files: Between) => Promise<T>,
): Promise<T> => {
	const from = await open(source);
	try {
		const to = await open(into, 'w');
		try {
			return await use({ from, to });
		} finally {
			await to.close();
		}
	} finally {
		await from.close();
	}
};
