/** Where the real n8n lies: a folder of the user, outside of every checkout. Reads its own lock file, writes nothing. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Manifest and lock file of what is installed. */
export const RECIPE = join(__dirname, 'product');

/** The variable that puts the cache elsewhere. */
export const CACHE_VARIABLE = 'CAPCUT_RENDER_CACHE';

type Environment = Readonly<Record<string, string | undefined>>;

const given = (path: string | undefined): string | undefined =>
	path !== undefined && isAbsolute(path) ? path : undefined;

const usualCache = (environment: Environment, platform: NodeJS.Platform): string => {
	const home = homedir();
	if (platform === 'win32')
		return given(environment['LOCALAPPDATA']) ?? join(home, 'AppData', 'Local');
	return given(environment['XDG_CACHE_HOME']) ?? join(home, '.cache');
};

/** The folder of this project's large downloads: `CAPCUT_RENDER_CACHE`, else `capcut-render` in the user's cache. */
export const cacheFolder = (
	environment: Environment = process.env,
	platform: NodeJS.Platform = process.platform,
): string =>
	given(environment[CACHE_VARIABLE]) ?? join(usualCache(environment, platform), 'capcut-render');

const recipe = (name: string): string => readFileSync(join(RECIPE, name), 'utf8');

/** The version of n8n that the tests drive. */
export const n8nVersion = (): string => {
	const { dependencies } = JSON.parse(recipe('package.json')) as {
		readonly dependencies: { readonly n8n: string };
	};
	return dependencies.n8n;
};

/** The folder of the installed n8n. Another lock file is another folder. */
export const productFolder = (cache: string = cacheFolder()): string => {
	const lock = createHash('sha256').update(recipe('package-lock.json')).digest('hex').slice(0, 8);
	return join(cache, 'n8n', `${n8nVersion()}-${lock}`);
};

/** Whether n8n is there. A folder gets its name only when everything is in it. */
export const isInstalled = (folder: string = productFolder()): boolean =>
	existsSync(join(folder, 'node_modules', 'n8n', 'package.json'));
