/** The one seam between the drafts and the engine: renders a draft with the agent's own renderer, without a server. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createCache } from '../../render-agent/src/assets/cache';
import { openLibrary } from '../../render-agent/src/assets/library';
import { openMachine } from '../../render-agent/src/cli/machine';
import { renderOptions, type RenderOptions } from '../../render-agent/src/config/options';
import { createRenderer } from '../../render-agent/src/jobs/drawDraft';
import type { RenderedVideo, Work } from '../../render-agent/src/jobs/pipeline';
import { systemClock } from '../../render-agent/src/kernel/clock';
import type { Diagnostic } from '../../render-agent/src/kernel/diagnostic';
import type { MadeStore } from '../../render-agent/src/render/madeStore';
import { createClient } from '../../render-agent/src/net/client';
import { ffmpegPath, ffprobePath } from './ffmpegPath';

/** A draft to be rendered for a test. */
export interface DraftToRender {
	/** A folder, or an http(s) address on loopback, which is allowed here. */
	readonly draft: string;
	/** Options of gen_video; the rest has its defaults. */
	readonly options: Partial<RenderOptions>;
	/** Pictures that go along. Default: none. */
	readonly pictures?: Work['pictures'];
	/** The user's library. Default: none. */
	readonly library?: string;
	/** Where chunks are kept. Default: nowhere. */
	readonly store?: MadeStore;
	/** The ffmpeg that renders. Default: that of the tests. */
	readonly ffmpeg?: string;
	/** Calls the render off. Default: nobody does. */
	readonly signal?: AbortSignal;
	/** An empty folder for whatever comes into being, removed by the caller. */
	readonly folder: string;
}

/** What came of it. */
export interface RenderedDraft {
	readonly file: string;
	readonly diagnostics: readonly Diagnostic[];
	readonly report: Readonly<Record<string, unknown>>;
	readonly pictures: RenderedVideo['pictures'];
}

const NEVER = new AbortController().signal;

/**
 * Renders a draft to a finished file in `folder`.
 * @throws {AgentError} any code that the renderer gives
 */
export const renderFixture = async ({
	draft,
	options,
	library,
	pictures = [],
	store,
	signal = NEVER,
	ffmpeg = ffmpegPath(),
	folder,
}: DraftToRender): Promise<RenderedDraft> => {
	const machine = await openMachine({
		ffmpegPath: ffmpeg,
		ffprobePath: ffprobePath(),
		searchPath: '',
	});
	const client = createClient({ allow: ['127.0.0.0/8'], clock: systemClock });
	const cache = createCache({
		folder: join(folder, 'cache'),
		limitBytes: 1024 ** 3,
		client,
		clock: systemClock,
	});
	const diagnostics: Diagnostic[] = [];
	const work = join(folder, 'work');
	await mkdir(work, { recursive: true });
	try {
		const render = createRenderer({
			client,
			cache,
			clock: systemClock,
			machine: machine.machine,
			local: true,
			...(store && { store }),
			...(library !== undefined && { library: () => openLibrary(library) }),
		});
		const video = await render(
			{ draft, options: renderOptions.parse(options), folder: work, pictures },
			{
				started: () => undefined,
				finished: () => undefined,
				progressed: () => undefined,
				warned: (more) => {
					diagnostics.push(...more);
				},
			},
			signal,
		);
		return { file: video.file, diagnostics, report: video.report, pictures: video.pictures };
	} finally {
		await machine.close();
	}
};
