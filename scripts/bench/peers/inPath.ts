/** Looks for programs as a shell would. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program can be started by its name. */
const foundInPath = (name: string): boolean =>
	(process.env['PATH'] ?? '')
		.split(delimiter)
		.some((folder) => folder !== '' && existsSync(join(folder, name)));

/** Says which programs are not installed and how one comes by them; undefined once all can be started. */
export const unlessInPath =
	(programs: readonly string[], how: string) => (): string | undefined => {
		const missing = programs.filter((name) => !foundInPath(name));
		return missing.length === 0
			? undefined
			: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed (${how})`;
	};
