/** The work itself: from a draft's address to a verified video, in the contract's steps. Joins the rooms, knows no store. */
import { join } from 'node:path';
import type { Cache } from '../assets/cache';
import { type FetchedAssets, fetchAssets } from '../assets/fetchAssets';
import { fetchDraft, type StoredDraft } from '../assets/fetchDraft';
import type { DraftSource } from '../assets/draftSource';
import type { Library } from '../assets/library';
import { roomFor } from '../compile/estimate';
import { type DamagedFiles, damagedIn } from '../compile/damagedMedia';
import { awaitsFiles, withSilentFiles } from '../compile/silentMedia';
import type { Clock } from '../kernel/clock';
import type { AgentError } from '../kernel/errors';
import type { Client } from '../net/client';
import type { MadeStore } from '../render/madeStore';
import type { Machine } from '../render/rendering';
import type { Made } from '../render/renderPlan';
import { qualityFindings } from '../report/quality';
import { reportOf } from '../report/report';
import { writeCaptions } from './captionFiles';
import { asAsked } from './asAsked';
import { type Ahead, openAhead } from './ahead';
import { type FileDoubts, openDoubts } from './damagedFiles';
import { drawPictures } from './drawPictures';
import { lookingWith } from './fileMemory';
import { createLanes, type Lanes } from './lanes';
import { type Arranged, arrange } from './arrange';
import { makeVideo, makingFolderOf } from './makeVideo';
import type { RenderedVideo, Renderer, Work, WorkEvents } from './pipeline';
import { readWithLibrary } from './ownFiles';
import type { ReadDraft } from './readTimeline';
import { hasMoreSpoiled, withSpoiled } from './spoiledFiles';
import { renderedVideo } from './renderedVideo';
import { withinRoom } from './roomWatch';
import { takeStep } from './takeStep';
import { withUnreadable } from './unreadable';
import { checkOptions, nearnessOf, wanted } from './wanted';

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
	/** Hears that a file with copied samples was not as it must be, and that all is encoded instead. Default: nobody does. */
	readonly copiesRefused?: (why: AgentError) => void;
	/** Fails as DISK_FULL when that many bytes have no room. Default: whatever happens, happens. */
	readonly room?: (bytes: number) => Promise<void>;
}

/** One run of the work, with all that it is done with. */
interface Doing {
	readonly work: Work;
	readonly events: WorkEvents;
	readonly signal: AbortSignal;
	readonly parts: DrawParts;
	readonly machine: Machine;
	readonly lanes: Lanes;
	readonly doubts: FileDoubts;
}

/** One run of which the draft is read. */
interface Drawing extends Doing {
	/** What is made before all media are here. */
	readonly ahead: Ahead;
}

const fetchAndRead = async (
	doing: Doing,
): Promise<{ source: DraftSource; draft: ReadDraft; library: Library | undefined }> => {
	const { work, parts, signal } = doing;
	const library = await parts.library?.();
	const looking = await lookingWith(parts, doing.machine);
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
	const reading = { text: source.text, nearness: nearnessOf(work.options), library, looking };
	return { source, draft: asAsked(await readWithLibrary(reading, signal), work.options), library };
};

const fetchMedia = async (
	{ source, draft, library }: Awaited<ReturnType<typeof fetchAndRead>>,
	doing: Drawing,
): Promise<FetchedAssets> => {
	const { work, events, parts, ahead, signal } = doing;
	const fetched = await fetchAssets(
		{
			references: wanted(draft.timeline, work.options).assets,
			source,
			...(library && { library }),
			cache: parts.cache,
			...(await lookingWith(parts, doing.machine)),
			onMissing: work.options.on_missing,
			...(work.since !== undefined && { since: work.since }),
			progressed: (done, total) => {
				events.progressed({ step: 'download', done, total });
			},
			arrivals: ahead.arrivals,
			mended: join(work.folder, 'mended'),
		},
		signal,
	);
	return { ...fetched, diagnostics: withUnreadable(fetched.diagnostics, draft.unreadable) };
};

/** An arrangement with what was made ahead of it. @throws {AgentError} DISK_FULL when there is no room for the rest */
const withAhead = async (
	arranged: Arranged,
	{ ahead, parts, work }: Drawing,
): Promise<Arranged> => {
	const { runs, bytes } = await ahead.handOver();
	await parts.room?.(Math.max(0, roomFor(arranged.timeline, work.options.quality) - bytes));
	return { ...arranged, ahead: runs };
};

/** Makes the video as long as there is room for it, on lanes that nobody is given for what can wait. */
const madeOnLanes = (
	arranged: Arranged,
	{ work, events, machine, parts, doubts: { doubted }, lanes, signal }: Drawing,
): Promise<Made> => {
	const { store, clock, room, copiesRefused } = parts;
	const making = { work, events, machine, store, doubted, copiesRefused };
	const expected = roomFor(arranged.timeline, work.options.quality);
	const free = lanes.take(machine.slots);
	return withinRoom(
		(stop) => makeVideo(arranged, making, stop),
		{ folder: makingFolderOf(work), expected, room, clock },
		signal,
	).finally(free);
};

/** A video, how it was arranged, and what of its files is damaged. */
interface MadeKnowing {
	readonly arranged: Arranged;
	readonly made: Made;
	readonly damaged: DamagedFiles;
}

/** Makes the video; where it turns out while it is made that pictures of a file are spoiled, once more without them. */
const makeKnowing = async (
	draft: ReadDraft,
	fetched: FetchedAssets,
	doing: Drawing,
): Promise<MadeKnowing> => {
	const { events, doubts, signal } = doing;
	const facts = fetched.assets;
	const look = (): Promise<DamagedFiles> => doubts.damaged(facts, signal);
	const make = (arranged: Arranged): Promise<Made> =>
		madeOnLanes(arranged, doing).catch(async (error: unknown) => {
			throw await doubts.blamed(error, facts, signal);
		});
	const assets = withSpoiled(facts, await look());
	const found = await arrange(draft, { ...fetched, assets }, doing);
	events.warned(found.diagnostics);
	const arranged = await withAhead(found, doing);
	const made = await make(arranged);
	const damaged = await look();
	const known = withSpoiled(facts, damaged);
	if (!hasMoreSpoiled(known, assets)) return { arranged, made, damaged };
	const again = await arrange(draft, { ...fetched, assets: known }, doing);
	return { arranged: again, made: await make(again), damaged };
};

const drawWith = async (
	draft: ReadDraft,
	fetched: FetchedAssets,
	doing: Drawing,
): Promise<RenderedVideo> => {
	const { work, events, machine, parts, signal } = doing;
	const begun = parts.clock.now();
	const written = await writeCaptions(draft.timeline, work);
	events.warned(written.diagnostics);
	const { arranged, made, damaged } = await makeKnowing(draft, fetched, doing);
	const lost = damagedIn(arranged.timeline, damaged);
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
	const rest = { report, captions: written.captions, pictures: along.pictures };
	return renderedVideo(made, arranged.timeline.canvas, rest);
};

/** Everything of a read draft: its media, what is made while they come, and the rest. */
const fetchAndDraw = async (
	read: Awaited<ReturnType<typeof fetchAndRead>>,
	doing: Drawing,
): Promise<RenderedVideo> => {
	const { events, ahead } = doing;
	let fetched: FetchedAssets | undefined;
	try {
		fetched = await takeStep(events, 'download', () => fetchMedia(read, doing));
		events.warned(fetched.diagnostics);
		const { diagnostics, timeline } = read.draft;
		const told = withSilentFiles(diagnostics, timeline, fetched.assets);
		// The others were told when the draft was read.
		events.warned(told.filter(awaitsFiles));
		return await drawWith({ ...read.draft, diagnostics: told }, fetched, doing);
	} finally {
		await ahead.stop();
		fetched?.release();
	}
};

/** The renderer of the agent. What its renders make ahead, they make on lanes that no other needs. */
export const createRenderer = (parts: DrawParts): Renderer => {
	const lanes = createLanes();
	return async (work, events, signal) => {
		const machine = await takeStep(events, 'validate', () => {
			checkOptions(work.options);
			return parts.machine();
		});
		const doubts = openDoubts(machine, parts.store);
		const doing: Doing = { work, events, signal, parts, machine, lanes, doubts };
		const read = await takeStep(events, 'read_draft', () => fetchAndRead(doing));
		const { timeline, diagnostics } = read.draft;
		events.warned(diagnostics.filter((one) => !awaitsFiles(one)));
		const { options, folder } = work;
		const { clock, store, room } = parts;
		const ahead = openAhead(
			{ timeline, options, folder, machine, store, clock, lanes, room, doubted: doubts.doubted },
			signal,
		);
		return fetchAndDraw(read, { ...doing, ahead });
	};
};
