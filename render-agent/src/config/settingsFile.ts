/** Settings that the first-start page keeps: `settings.env` in the data folder, below the environment and `.env`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { makeNamedFolder } from './folders';
import { replaceNow } from './heldFiles';

/** The file of a data folder. */
export const settingsFileIn = (data: string): string => join(data, 'settings.env');

/** What it says; nothing when it is not there. */
export const keptSettings = (data: string): Readonly<Record<string, string | undefined>> => {
	const file = settingsFileIn(data);
	return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
};

const HEAD =
	'# Written by the first-start page of capcut-render-agent. The environment and a .env file go before it.\n';

/** Sets some of them; the others stay. Values must be plain: no quotes and no line ends. */
export const keepSettings = (data: string, changed: Readonly<Record<string, string>>): void => {
	const all = { ...keptSettings(data), ...changed };
	const lines = Object.entries(all).map(([name, value]) => `${name}=${value ?? ''}\n`);
	makeNamedFolder(data);
	replaceNow(settingsFileIn(data), HEAD + lines.join(''));
};
