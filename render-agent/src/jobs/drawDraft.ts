/** The work itself: from a draft's address to a verified video, in the contract's steps. Joins the rooms, knows no store. */
import { join } from 'node:path';
import type { Cache } from '../assets/cache';
import { type FetchedAssets, fetchAssets } from '../assets/fetchAssets';
import { fetchDraft, type StoredDraft } from '../assets/fetchDraft';
import type { DraftSource } from '../assets/draftSource';
import type { Library } from '../assets/library';
import { roomFor } from '../compile/estimate';
import { encodingOf, planOf, stretchesOf } from '../compile/plan';
import { damagedIn } from '../compile/damagedMedia';
import { shortIn } from '../compile/shortMedia';
import type { Clock } from '../kernel/clock';
import type { Diagnostic } from '../kernel/diagnostic';
import { SECOND, nearestMicrosecond } from '../kernel/units';
import type { Client } from '../net/client';
import type { MadeStore } from '../render/madeStore';
import type { Machine } from '../render/rendering';
import type { Made } from '../render/renderPlan';
import { withoutUnheard } from '../render/sound/unheard';
import { qualityFindings } from '../report/quality';
import { reportOf } from '../report/report';
import { fontFilesOf, fontsSubstituted } from './captionFonts';
import { writeCaptions } from './captionFiles';
import { openDoubts } from './damagedFiles';
import { drawPictures } from './drawPictures';
import { fileMemory } from './fileMemory';
import { type Arrangement, makeVideo } from './makeVideo';
import type { RenderedVideo, Renderer, Work, WorkEvents } from './pipeline';
import { type ReadDraft, readTimeline } from './readTimeline';
import { probeWith } from './probeFiles';
import { checkOptions, leveledTo, nearnessOf, requireSupported, wanted } from './wanted';

/** What the work uses. `local`: drafts and media may be paths of this machine. */
export interface DrawParts {
	readonly client: Pick<Client, 'download' | 'getBytes'>;
	readonly cache: Pick<Cache, 'fetch'>;
	readonly machine: () => Promise<Machine>;
	/** Where finished chunks are kept and taken from. Default: all are made anew. */
	readonly store?: MadeStore;
	readonly clock: Clock;
	readonly local: boolean;
	/** The user's own files, read anew for each draft. Default: none. */
	readonly library?: () => Promise<Library>;
	/** Drafts of the agent's own store. */
	readonly stored?: StoredDraft;
	/** Fails as DISK_FULL when that many bytes have no room. Default: whatever happens, happens. */
	readonly room?: (bytes: number) => Promise<void>;
}

const step = async <T>(
	events: WorkEvents,
	name: Parameters<WorkEvents['started']>[0],
	work: () => Promise<T> | T,
): Promise<T> => {
	events.started(name);
	const result = await work();
	events.finished(name);
	return result;
};

interface Arranged extends Arrangement {
	readonly diagnostics: readonly Diagnostic[];
}

const arrange = async (
	draft: ReadDraft,
	fetched: FetchedAssets,
	{ work: { options }, events, machine }: Doing,
): Promise<Arranged> => {
	const arranged = await step(events, 'arrange', () => wanted(draft.timeline, options));
	return step(events, 'effects', () => {
		const files = fontFilesOf(arranged, fetched);
		const plan = planOf(
			arranged,
			fetched.assets,
			encodingOf(options.codec, options.preview ? 'draft' : options.quality),
		);
		const filters = new Set(machine.tools.soundFilters);
		const heard = withoutUnheard(plan.sound, filters);
		const short = shortIn(arranged, fetched.assets);
		const found = [...heard.diagnostics, ...fontsSubstituted(arranged, files), ...short];
		requireSupported([...draft.diagnostics, ...fetched.diagnostics, ...found], options);
		const sounding = { ...plan, sound: leveledTo(heard.plan, options) };
		const sceneOf = stretchesOf(arranged, fetched.assets);
		return { timeline: arranged, plan: sounding, sceneOf, fonts: files, diagnostics: found };
	});
};

/** One run of the work, with all that it is done with. */
interface Doing {
	readonly work: Work;
	readonly events: WorkEvents;
	readonly signal: AbortSignal;
	readonly parts: DrawParts;
	readonly machine: Machine;
}

const fetchAndRead = async ({
	work,
	parts,
	signal,
}: Doing): Promise<{ source: DraftSource; draft: ReadDraft; library: Library | undefined }> => {
	const library = await parts.library?.();
	const source = await fetchDraft(
		{
			draft: work.draft,
			client: parts.client,
			folder: join(work.folder, 'draft'),
			local: parts.local,
			...(parts.stored && { stored: parts.stored }),
		},
		signal,
	);
	return {
		source,
		draft: readTimeline(source.text, library?.index, nearnessOf(work.options)),
		library,
	};
};

const fetchMedia = async (
	{ source, draft: { timeline }, library }: Awaited<ReturnType<typeof fetchAndRead>>,
	{ work, events, parts, machine, signal }: Doing,
): Promise<FetchedAssets> =>
	fetchAssets(
		{
			references: timeline.assets,
			source,
			...(library && { library }),
			cache: parts.cache,
			run: probeWith(machine.tools, machine.patience),
			...(parts.store && { memory: await fileMemory(parts.store, parts.clock, machine.tools) }),
			onMissing: work.options.on_missing,
			...(work.since !== undefined && { since: work.since }),
			progressed: (done, total) => {
				events.progressed({ step: 'download', done, total });
			},
		},
		signal,
	);

const videoOf = (
	{ made, arranged }: { made: Made; arranged: Arranged },
	rest: Pick<RenderedVideo, 'report' | 'captions' | 'pictures'>,
): RenderedVideo => {
	const { width, height, rate } = arranged.timeline.canvas;
	const { file, bytes, sha256, reusedFrames } = made;
	return {
		file,
		bytes,
		sha256,
		duration: nearestMicrosecond((made.frames * rate.den * SECOND) / rate.num),
		frames: made.frames,
		width,
		height,
		reusedFrames,
		...rest,
	};
};

const drawWith = async (
	draft: ReadDraft,
	fetched: FetchedAssets,
	doing: Doing,
): Promise<RenderedVideo> => {
	const { work, events, machine, parts, signal } = doing;
	const begun = parts.clock.now();
	const arranged = await arrange(draft, fetched, doing);
	events.warned(arranged.diagnostics);
	await parts.room?.(roomFor(arranged.timeline, work.options.quality));
	const written = await writeCaptions(draft.timeline, work);
	events.warned(written.diagnostics);
	const { store } = parts;
	const { doubted, damaged } = openDoubts(machine, store);
	const made = await makeVideo(arranged, { work, events, machine, store, doubted }, signal);
	const lost = damagedIn(arranged.timeline, await damaged(fetched.assets, signal));
	const explained = [...arranged.diagnostics, ...lost];
	const measured = qualityFindings(made.quality, arranged.plan.sound.loudness, explained);
	const along = await drawPictures(
		arranged,
		{
			...{ facts: fetched.assets, kinds: work.pictures ?? [] },
			...{ folder: work.folder, threads: machine.threads },
		},
		signal,
	);
	const late = [...lost, ...measured, ...along.diagnostics];
	events.warned(late);
	const report = reportOf({
		...arranged,
		elements: draft.elements,
		diagnostics: [
			...draft.diagnostics,
			...fetched.diagnostics,
			...arranged.diagnostics,
			...written.diagnostics,
			...late,
		],
		made,
		tools: machine.tools,
		assets: fetched.assets,
		milliseconds: parts.clock.now() - begun,
	});
	return videoOf(
		{ made, arranged },
		{ report, captions: written.captions, pictures: along.pictures },
	);
};

/** The renderer of the agent. */
export const createRenderer =
	(parts: DrawParts): Renderer =>
	async (work, events, signal) => {
		const machine = await step(events, 'validate', () => {
			checkOptions(work.options);
			return parts.machine();
		});
		const doing: Doing = { work, events, signal, parts, machine };
		const read = await step(events, 'read_draft', () => fetchAndRead(doing));
		const { draft } = read;
		events.warned(draft.diagnostics);
		const fetched = await step(events, 'download', () => fetchMedia(read, doing));
		try {
			events.warned(fetched.diagnostics);
			return await drawWith(draft, fetched, doing);
		} finally {
			fetched.release();
		}
	};
