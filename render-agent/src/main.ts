/**
 * The command: reads what is asked for, joins the parts, listens to signals, exits. Each command loads its own parts when
 * it is asked for: loading all of them takes longer than rendering a short draft.
 */
import { Command, CommanderError } from 'commander';
import { withFfmpeg } from './cli/ffmpeg';
import { withLooks } from './cli/lookCommands';
import { renderOptionsOf, withContainerOf, withRenderOptions } from './cli/options';
import type { Voice } from './cli/render';
import { withService } from './cli/service';
import { VERSION } from './cli/version';
import { withWorker } from './cli/workerCommands';
import { asCalledHere, programName } from './config/called';
import { loadSettings, localeSaid } from './config/load';
import { asAgentError, ERRORS } from './kernel/errors';
import { textOf } from './kernel/errorTexts';
import { inLanguage, type Language } from './kernel/words';
import { RESTART_CODE, STOP_MESSAGE } from './service/supervise';

const FAULT_OF_REQUEST = 2;
const FAULT = 1;

/** What `Intl` resolves to, which takes a hundredth of a second to be asked: from Node 21 on `navigator` knows the same. */
const languageOf = ({
	navigator,
}: {
	readonly navigator?: { readonly language: string };
}): Language => {
	const locale = navigator?.language ?? Intl.DateTimeFormat().resolvedOptions().locale;
	return locale.startsWith('zh') ? 'zh' : 'en';
};

const isTerminal = process.stderr.isTTY;

const wiped = (text: string): string => (isTerminal ? `\r\u001B[K${text}` : text);

const voice: Voice = {
	language: localeSaid() ?? languageOf(globalThis),
	line: (text) => {
		if (isTerminal) process.stderr.write(wiped(''));
		process.stdout.write(`${asCalledHere(text)}\n`);
	},
	progress: (text) => {
		if (isTerminal) process.stderr.write(wiped(text));
	},
};

/** Aborted by the first Ctrl-C or request to end; a second one ends at once. */
const interrupted = (): AbortSignal => {
	const controller = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM'] as const)
		process.on(name, () => {
			if (controller.signal.aborted) process.exit(FAULT);
			controller.abort(asAgentError(undefined, 'CANCELLED'));
		});
	listenToSupervisor(controller);
	return controller.signal;
};

/** A supervisor asks over its channel; when it dies, the channel closes and the agent ends too. */
const listenToSupervisor = (controller: AbortController): void => {
	if (!process.connected) return;
	process.on('message', (message) => {
		if (message === STOP_MESSAGE) controller.abort(asAgentError(undefined, 'CANCELLED'));
	});
	process.on('disconnect', () => {
		controller.abort(asAgentError(undefined, 'CANCELLED'));
	});
};

/** Says a failure in one sentence with what to do; gives the exit code. */
const complain = (error: unknown): number => {
	const known = asAgentError(error);
	const { detail, hint } = textOf(known, voice.language);
	// Nobody has logged a fault of ours here: its cause stands where the number to quote would.
	const advice = known.code === 'INTERNAL' ? String(known.cause) : hint;
	process.stderr.write(wiped(`${asCalledHere(`${detail}. ${advice}`)}\n`));
	if (known.code === 'CANCELLED') return FAULT;
	return ERRORS[known.code].blame === 'agent' ? FAULT : FAULT_OF_REQUEST;
};

/** Waits until it aborts; it may have done so already, while something was being started. */
const aborted = (signal: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		const end = (): void => {
			resolve();
		};
		if (signal.aborted) end();
		else signal.addEventListener('abort', end, { once: true });
	});

const serve = async (): Promise<void> => {
	const signal = interrupted();
	const settings = loadSettings();
	const anew = new AbortController();
	const restart = (): void => {
		anew.abort();
	};
	const { startAgent } = await import('./cli/agent.js');
	const agent = await startAgent(settings, process.connected ? restart : undefined);
	voice.line(
		inLanguage(
			{ zh: `渲染服务已启动：${agent.url}`, en: `The render agent answers at ${agent.url}` },
			voice.language,
		),
	);
	await aborted(AbortSignal.any([signal, anew.signal]));
	await agent.stop();
	if (anew.signal.aborted) process.exitCode = RESTART_CODE;
};

type Flags = Readonly<Record<string, string | undefined>>;

const withRender = (root: Command): Command =>
	withRenderOptions(
		root.command('render').description('Renders a draft to a file, without a server.'),
	)
		.argument('<draft>', 'a draft folder, a zip, a draft_content.json, or an address')
		.requiredOption('-o, --output <file>', 'where the video goes')
		.option(
			'--report <file>',
			'where a report of what was exact, approximated and missing goes, as JSON',
		)
		.option(
			'--library <folder>',
			'your own fonts, stickers, LUTs and overlays; default: RENDER_AGENT_LIBRARY',
		)
		.action(async (draft: string, flags: Flags) => {
			const { output = '', report, library } = flags;
			const command = {
				draft,
				output,
				report,
				library,
				options: renderOptionsOf(withContainerOf(output, flags)),
			};
			const { renderToFile } = await import('./cli/render.js');
			await renderToFile(command, loadSettings(), { voice, signal: interrupted() });
		});

const withKeys = (root: Command): void => {
	const keys = root.command('keys').description('Makes, lists and revokes API keys.');
	keys
		.command('create')
		.description('Makes a key and shows it once.')
		.option('--name <name>', 'what the key is for', 'n8n')
		.option('--scopes <list>', 'submit, read, admin', 'submit,read')
		.action(async (asked: { name: string; scopes: string }) => {
			const { createKey } = await import('./cli/keys.js');
			createKey(loadSettings(), asked, voice);
		});
	keys
		.command('list')
		.description('Lists the keys.')
		.action(async () => {
			const { listKeys } = await import('./cli/keys.js');
			listKeys(loadSettings(), voice);
		});
	keys
		.command('callback-secret')
		.description('Shows the secret that signs callbacks, for the receiver to check them with.')
		.action(async () => {
			const { sayCallbackSecret } = await import('./cli/keys.js');
			sayCallbackSecret(loadSettings(), voice);
		});
	keys
		.command('revoke')
		.argument('<id>', 'the eight characters after cr_')
		.description('Revokes a key.')
		.action(async (id: string) => {
			const { revokeKey } = await import('./cli/keys.js');
			revokeKey(loadSettings(), id, voice);
		});
	keys
		.command('rotate-links')
		.description('Signs links to videos with a new secret from the next start on.')
		.action(async () => {
			const { rotateLinks } = await import('./cli/keys.js');
			rotateLinks(loadSettings(), voice);
		});
};

const program = (): Command => {
	const root = new Command(programName())
		.version(VERSION)
		.description('Renders JianYing/CapCut drafts to video.')
		.exitOverride();
	root.command('serve', { isDefault: true }).description('Runs the HTTP service.').action(serve);
	withRender(root);
	withLooks(root, { voice, interrupted, refused: () => (process.exitCode = FAULT_OF_REQUEST) });
	root
		.command('doctor')
		.description('Says what is there, what is missing and what to do.')
		.action(async () => {
			const { diagnose } = await import('./cli/doctor.js');
			const faults: string[] = [];
			const settings = loadSettings({ onDeliveryFaults: (found) => faults.push(...found) });
			if (!(await diagnose(settings, faults, voice))) process.exitCode = FAULT;
		});
	root
		.command('deliver')
		.argument('<job>', 'id of a completed job')
		.option('--callbacks', 'send its callbacks again instead, also those that arrived')
		.description('Tries the failed uploads and the given-up callbacks of a job again.')
		.action(async (id: string, { callbacks = false }: { callbacks?: boolean }) => {
			const world = { voice, signal: interrupted() };
			const again = callbacks
				? (await import('./cli/callbacks.js')).replayCallbacks
				: (await import('./cli/deliver.js')).deliverJobAgain;
			if (!(await again(loadSettings(), id, world))) process.exitCode = FAULT;
		});
	withKeys(root);
	withFfmpeg(root, { voice, interrupted });
	withWorker(root, { voice, interrupted });
	withService(root, {
		voice,
		interrupted,
		ended: (code) => {
			process.exitCode = code;
		},
	});
	return root;
};

const main = async (): Promise<void> => {
	try {
		await program().parseAsync();
	} catch (error) {
		// Commander has said it already: help and version end well, anything else is the caller's.
		if (error instanceof CommanderError)
			process.exitCode = error.exitCode === 0 ? 0 : FAULT_OF_REQUEST;
		else process.exitCode = complain(error);
	}
	// Connections and threads that linger must not keep the command.
	process.exit();
};

void main();
