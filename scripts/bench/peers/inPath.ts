/** Looks for programs as a shell would. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program can be started by its name. */
export const foundInPath = (name: string): boolean =>
	(process.env['PATH'] ?? '')
		.split(delimiter)
		.some((folder) => folder !== '' && existsSync(join(folder, name)));
