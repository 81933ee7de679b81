/** Reads the settings from the environment and `.env`. The only reader of process.env; refuses names it does not know. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { AgentError } from '../kernel/errors';
import { type Language, listed } from '../kernel/words';
import { deliveryOf } from './delivery';
import { environmentSchema, OWN_SETTINGS, type Settings, settingsOf } from './schema';
import { keptSettings } from './settingsFile';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where settings come from. Both default to those of the process. */
export interface SettingsSource {
	readonly environment?: Variables;
	/** The folder whose `.env` lies under the environment. */
	readonly folder?: string;
	/** Is told what is wrong with the settings of delivery, for whoever looks at the others all the same. Default: that is refused. */
	readonly onDeliveryFaults?: (faults: readonly string[]) => void;
}

const isMissing = (cause: unknown): boolean =>
	typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';

const fileVariables = (folder: string): Variables => {
	try {
		return parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
	} catch (cause) {
		if (isMissing(cause)) return {};
		throw new AgentError('REQUEST_INVALID', {
			object: {
				zh: `无法读取 ${join(folder, '.env')}`,
				en: `${join(folder, '.env')} cannot be read`,
			},
			cause,
		});
	}
};

/** How many letters have to be changed, added or taken away to get from one name to another. */
const distance = (a: string, b: string): number => {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 0; i < a.length; i += 1) {
		const next = [i + 1];
		for (let j = 0; j < b.length; j += 1) {
			const swapped = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
			next.push(Math.min(swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
};

const nearest = (name: string): string =>
	Object.keys(OWN_SETTINGS).reduce((best, known) =>
		distance(name, known) < distance(name, best) ? known : best,
	);

const refuseUnknown = (variables: Variables): void => {
	const unknown = Object.keys(variables).filter(
		(name) => name.startsWith('RENDER_AGENT_') && !(name in OWN_SETTINGS),
	);
	if (unknown.length === 0) return;
	throw new AgentError('REQUEST_INVALID', {
		object: listed(
			unknown.map((name) => ({
				zh: `未知的设置 ${name}，最接近的是 ${nearest(name)}`,
				en: `${name} is no setting of the agent; the nearest is ${nearest(name)}`,
			})),
		),
	});
};

/** The targets may lie in a file of their own, which can be kept from other users. */
const withTargetsFile = (variables: Variables, folder: string): Variables => {
	const { RENDER_AGENT_TARGETS: value } = variables;
	if (value === undefined || value.trim().startsWith('{')) return variables;
	const file = resolve(folder, value);
	try {
		return { ...variables, RENDER_AGENT_TARGETS: readFileSync(file, 'utf8') };
	} catch (cause) {
		throw new AgentError('REQUEST_INVALID', {
			object: {
				zh: `RENDER_AGENT_TARGETS：无法读取 ${file}`,
				en: `RENDER_AGENT_TARGETS: ${file} cannot be read`,
			},
			cause,
		});
	}
};

const absolute = (path: string): string =>
	path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : resolve(path);

const refuseFaults = (faults: readonly string[]): never => {
	throw new AgentError('REQUEST_INVALID', { object: faults.join('; ') });
};

const DATA_FOLDER = '~/.capcut-render-agent';

/** An empty value counts as unset. */
const withoutEmpty = (variables: Variables): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(variables).flatMap(([name, value]) =>
			value === undefined || value.trim() === '' ? [] : [[name, value]],
		),
	);

/** The language that the settings say; undefined where they say none, or cannot be read. */
export const localeSaid = ({
	environment = process.env,
	folder = process.cwd(),
}: Omit<SettingsSource, 'onDeliveryFaults'> = {}): Language | undefined => {
	try {
		const said = withoutEmpty({ ...fileVariables(folder), ...environment });
		const kept = keptSettings(absolute(said['RENDER_AGENT_DATA'] ?? DATA_FOLDER));
		const locale = { ...withoutEmpty(kept), ...said }['RENDER_AGENT_LOCALE'];
		return locale === 'zh' || locale === 'en' ? locale : undefined;
	} catch {
		// Whoever needs the settings says what is wrong with them.
		return undefined;
	}
};

/** The environment of this process, for programs that it starts. */
export const environmentOf = (): Variables => ({ ...process.env });

/** The data folder of the agent as a service, which belongs to nobody who logs in. */
export const serviceDataFolder = (): string =>
	process.platform === 'win32'
		? join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'capcut-render-agent')
		: '/var/lib/capcut-render-agent';

/**
 * The settings of the agent: the environment over the `.env` of the working folder over what the first-start page kept in
 * the data folder over the defaults.
 * @throws {AgentError} REQUEST_INVALID with every name that is unknown or whose value is not allowed
 */
export const loadSettings = ({
	environment = process.env,
	folder = process.cwd(),
	onDeliveryFaults = refuseFaults,
}: SettingsSource = {}): Settings => {
	const said = withoutEmpty({ ...fileVariables(folder), ...environment });
	const kept = keptSettings(absolute(said['RENDER_AGENT_DATA'] ?? DATA_FOLDER));
	const variables = { ...withoutEmpty(kept), ...said };
	refuseUnknown(variables);
	const parsed = environmentSchema.safeParse(withTargetsFile(variables, folder));
	if (!parsed.success) {
		const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
		throw new AgentError('REQUEST_INVALID', { object: faults.join('; '), cause: parsed.error });
	}
	const { settings: delivery, faults } = deliveryOf(parsed.data);
	if (faults.length > 0) onDeliveryFaults(faults);
	const { RENDER_AGENT_DATA: data, RENDER_AGENT_LIBRARY: library } = parsed.data;
	return settingsOf(parsed.data, {
		data: absolute(data),
		library: library === undefined ? undefined : absolute(library),
		delivery,
	});
};
