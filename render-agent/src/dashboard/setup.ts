/** The first-start page and its deeds: make a key, render the sample, open the agent to other machines. Only for who holds the token. */
import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod/v4';
import { asCalledHere, type Typed } from '../config/called';
import type { Job } from '../jobs/job';
import { checked } from '../http/route';
import { AgentError } from '../kernel/errors';
import { inLanguage, type Language, type Words } from '../kernel/words';
import type { ApiKey, KeyStore } from '../keys/keyStore';
import { isLoopback } from '../keys/listening';
import type { Contacts } from './contacts';
import { reachOf, type Site } from './reach';

/** What the page needs of the agent. */
export interface SetupParts {
	readonly version: string;
	readonly keys: Pick<KeyStore, 'create' | 'list'>;
	readonly contacts: Contacts;
	readonly site: () => Site;
	readonly data: string;
	/** What `/healthz` tells: ffmpeg, encoders. */
	readonly about: () => Readonly<Record<string, unknown>>;
	/** Why it cannot render, in words; undefined when it can. */
	readonly problem: (language: Language) => string | undefined;
	/** The workers of this agent, as lists show them. */
	readonly workers: (language: Language) => readonly object[];
	/** What is typed on a machine that is to become a worker of this one, with a new code; `base` is how the page called. */
	readonly workerCommands: (base: string) => {
		readonly commands: readonly Typed[];
		/** What is to be seen to first. */
		readonly note: Words | undefined;
	};
	/** Submits the sample draft. */
	readonly renderSample: (base: string) => Promise<Job>;
	readonly job: (id: string, language: Language) => object;
	/** Keeps settings for the next start. */
	readonly keep: (settings: Readonly<Record<string, string>>) => void;
	/** Starts the agent again, so that kept settings count; undefined when nobody would start it. */
	readonly restart: (() => void) | undefined;
	/** What callers of the page must know; it is in the address that the launcher opens. */
	readonly token: string;
	/** Milliseconds since 1970. */
	readonly now: () => number;
}

const PAGES = join(__dirname, '../../pages');
const FILES = {
	'/setup': ['setup.html', 'text/html; charset=utf-8'],
	'/setup/setup.css': ['setup.css', 'text/css; charset=utf-8'],
	'/setup/setup.js': ['setup.js', 'text/javascript; charset=utf-8'],
} as const;

const HEADERS = {
	'cache-control': 'no-store',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'no-referrer',
	'content-security-policy':
		"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

const isSame = (given: string, token: string): boolean => {
	const [a, b] = [Buffer.from(given), Buffer.from(token)];
	return a.length === b.length && timingSafeEqual(a, b);
};

const requireOwner = (request: FastifyRequest, token: string): void => {
	const given = request.headers['x-setup-token'];
	const isHere = isLoopback(request.socket.remoteAddress ?? '');
	if (isHere && typeof given === 'string' && isSame(given, token)) return;
	throw new AgentError('FORBIDDEN', {
		object: {
			zh: '此页面只能由启动服务的人打开，请从启动器或 capcut-render-agent open 打开',
			en: 'this page is for whoever started the agent: open it by the launcher or by capcut-render-agent open',
		},
		hint: { scope: 'setup' },
	});
};

const keyView = ({ id, name, scopes, lastUsedAt, revokedAt }: ApiKey): object => ({
	id,
	name,
	scopes,
	last_used_at: lastUsedAt,
	revoked: revokedAt !== null,
});

const languageIn = ({ headers }: FastifyRequest): Language =>
	headers['accept-language']?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';

const told = (text: string | undefined): string | null =>
	text === undefined ? null : asCalledHere(text);

const typedIn = ({ where, command }: Typed, language: Language): object => ({
	where: inLanguage(where, language),
	command,
});

const stateOf = (parts: SetupParts, language: Language): object => ({
	version: parts.version,
	platform: `${process.platform} ${process.arch}`,
	node: process.versions.node,
	data: parts.data,
	problem: told(parts.problem(language)),
	...parts.about(),
	keys: parts.keys.list().map(keyView),
	reach: reachOf(parts.site()).map(({ advice, commands, ...reach }) => ({
		...reach,
		advice: inLanguage(advice, language),
		commands: commands.map((one) => typedIn(one, language)),
	})),
	workers: parts.workers(language),
	contacts: parts.contacts.recent(),
	can_restart: parts.restart !== undefined,
});

const keyBody = z.object({ name: z.string().trim().min(1).max(60).default('n8n') });
const reachBody = z.object({
	open: z.boolean(),
	host: z
		.string()
		.regex(/^[\w.-]{0,253}$/)
		.default(''),
});

const openTo = (parts: SetupParts, body: unknown): object => {
	const { open, host } = checked(reachBody, body ?? {});
	if (open && !parts.keys.list().some(({ revokedAt }) => revokedAt === null))
		throw new AgentError('REQUEST_INVALID', {
			object: {
				zh: '请先生成一个密钥，再允许其他机器访问',
				en: 'make a key first, then let other machines in',
			},
		});
	parts.keep({
		RENDER_AGENT_HOST: open ? '0.0.0.0' : '127.0.0.1',
		...(open && {
			RENDER_AGENT_ALLOW_HOSTS: ['host.docker.internal', host].filter(Boolean).join(','),
		}),
	});
	parts.restart?.();
	return { restarting: parts.restart !== undefined };
};

/** What workflows call; the page's own requests and its video are none of it. */
const WORKFLOWS = /^\/(flat\/|openapi\/|v1\/|mcp|integrations\/)/;

type Deed = (request: FastifyRequest) => Promise<object> | object;

const deedsOf = (parts: SetupParts): Readonly<Record<string, readonly ['GET' | 'POST', Deed]>> => ({
	'/setup/state': ['GET', (request) => stateOf(parts, languageIn(request))],
	'/setup/key': [
		'POST',
		({ body }) => {
			const { name } = checked(keyBody, body ?? {});
			const { secret, key } = parts.keys.create(name, ['submit', 'read']);
			return { secret, key: keyView(key) };
		},
	],
	'/setup/worker': [
		'POST',
		(request) => {
			const language = languageIn(request);
			const made = parts.workerCommands(`${request.protocol}://${request.host}`);
			return {
				commands: made.commands.map((one) => typedIn(one, language)),
				note: made.note === undefined ? null : inLanguage(made.note, language),
			};
		},
	],
	'/setup/sample': [
		'POST',
		async (request) => {
			const { id } = await parts.renderSample(`${request.protocol}://${request.host}`);
			return { job_id: id };
		},
	],
	'/setup/sample/:id': [
		'GET',
		(request) => parts.job((request.params as { readonly id: string }).id, languageIn(request)),
	],
	'/setup/reach': ['POST', ({ body }) => openTo(parts, body)],
});

const serveFiles = (app: FastifyInstance): void => {
	for (const [url, [file, type]] of Object.entries(FILES))
		app.get(url, (_request, reply: FastifyReply) =>
			reply
				.headers(HEADERS)
				.type(type)
				.send(readFileSync(join(PAGES, file))),
		);
};

/** Mounts the page at `/setup`. Its deeds answer on loopback only, and only with the token in `X-Setup-Token`. */
export const mountSetup = (app: FastifyInstance, parts: SetupParts): void => {
	serveFiles(app);
	for (const [url, [method, deed]] of Object.entries(deedsOf(parts)))
		app.route({
			method,
			url,
			handler: async (request, reply) => {
				requireOwner(request, parts.token);
				return reply.headers(HEADERS).send(await deed(request));
			},
		});
	app.addHook('onResponse', async (request, reply) => {
		if (!WORKFLOWS.test(request.url)) return;
		parts.contacts.note({
			at: parts.now(),
			address: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
			host: request.headers.host ?? '',
			status: reply.statusCode,
		});
	});
};
