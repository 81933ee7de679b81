/** `render <draft> -o FILE`: a draft to a video without a server. */
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createCache } from '../assets/cache';
import type { RenderOptions } from '../config/options';
import type { Settings } from '../config/schema';
import { createRenderer } from '../jobs/drawDraft';
import type { WorkEvents } from '../jobs/pipeline';
import { PHASE_TEXTS, type Step } from '../jobs/steps';
import { systemClock } from '../kernel/clock';
import type { Diagnostic } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import { toSeconds } from '../kernel/units';
import { inLanguage, type Language } from '../kernel/words';
import { createClient } from '../net/client';
import { libraryOf } from './agent';
import { openMachine } from './machine';

/** What is rendered, and where to. */
export interface RenderCommand {
	readonly draft: string;
	readonly output: string;
	readonly report: string | undefined;
	/** The user's library; absent: that of the settings. */
	readonly library: string | undefined;
	readonly options: RenderOptions;
}

/** Where a command speaks: `line` stays, `progress` is written over by the next. */
export interface Voice {
	readonly language: Language;
	readonly line: (text: string) => void;
	readonly progress: (text: string) => void;
}

const place = ({ track, start, end }: Diagnostic): string =>
	start === undefined || end === undefined
		? ''
		: ` [${track === undefined ? '' : `track ${String(track)}, `}${toSeconds(start).toFixed(1)}–${toSeconds(end).toFixed(1)} s]`;

const eventsTo = ({ language, progress, line }: Voice): WorkEvents => {
	let current: Step | undefined;
	const begin = (step: Step): void => {
		current = step;
		progress(inLanguage(PHASE_TEXTS[step], language));
	};
	return {
		started: begin,
		finished: () => undefined,
		progressed: ({ step, done, total }) => {
			if (step !== current || total <= 0) return;
			progress(
				`${inLanguage(PHASE_TEXTS[step], language)} ${String(Math.floor((done / total) * 100))}%`,
			);
		},
		warned: (diagnostics) => {
			for (const one of diagnostics)
				line(`${one.code}${place(one)}: ${inLanguage(one.text, language)}`);
		},
	};
};

/** Moves a file, by copying where the other place is another disk. The place is written in one step. */
const moved = async (from: string, to: string): Promise<void> => {
	await mkdir(dirname(to), { recursive: true });
	const part = `${to}.part`;
	try {
		await copyFile(from, part);
		await rename(part, to);
	} finally {
		await rm(part, { force: true });
	}
};

const withTimeLimit = (
	signal: AbortSignal,
	{ time_limit_seconds: limit }: RenderOptions,
): AbortSignal => {
	if (limit === undefined) return signal;
	const late = new AbortController();
	systemClock.after(limit * 1000, () => {
		late.abort(new AgentError('TIMED_OUT'));
	});
	return AbortSignal.any([signal, late.signal]);
};

/**
 * Renders a draft to a file.
 * @throws {AgentError} whatever the renderer throws; DISK_FULL
 */
export const renderToFile = async (
	command: RenderCommand,
	settings: Settings,
	{ voice, signal }: { voice: Voice; signal: AbortSignal },
): Promise<void> => {
	const { draft, options, output, report } = command;
	const folder = join(settings.data, 'work', `render-${randomBytes(6).toString('hex')}`);
	const machine = await openMachine(settings);
	try {
		const library = libraryOf({ library: command.library ?? settings.library });
		const client = createClient({ allow: settings.allowAddresses, clock: systemClock });
		const cache = createCache({
			folder: join(settings.data, 'cache'),
			limitBytes: settings.cacheBytes,
			client,
			clock: systemClock,
		});
		const renderer = createRenderer({
			client,
			cache,
			clock: systemClock,
			machine: machine.machine,
			local: true,
			...(library && { library }),
		});
		await mkdir(folder, { recursive: true });
		const video = await renderer(
			{ draft, options, folder },
			eventsTo(voice),
			withTimeLimit(signal, options),
		);
		const file = resolve(output);
		await moved(video.file, file);
		if (report !== undefined)
			await writeFile(resolve(report), `${JSON.stringify(video.report, null, '\t')}\n`);
		const { width, height, duration, bytes } = video;
		voice.line(
			`${file} (${String(width)}x${String(height)}, ${toSeconds(duration).toFixed(2)} s, ${(bytes / 1_000_000).toFixed(2)} MB)`,
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
		await machine.close();
	}
};
