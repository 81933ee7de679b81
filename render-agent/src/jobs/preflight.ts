/** What would become of a draft, before anything is rendered: how true it will be, which media are missing, what would fail. */
import { join } from 'node:path';
import type { Cache } from '../assets/cache';
import { fetchAssets } from '../assets/fetchAssets';
import { fetchDraft } from '../assets/fetchDraft';
import { keptOnly } from '../assets/keptOnly';
import { type Looked, lookForAssets } from '../assets/lookForAssets';
import { isReplaced, missingWarnings, requireMedia } from '../assets/mediaFailure';
import { withSilentFiles } from '../compile/silentMedia';
import type { RenderOptions } from '../config/options';
import type { Diagnostic } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import type { Client } from '../net/client';
import { unheardIn } from '../render/sound/unheard';
import { fidelityOf } from '../report/fidelity';
import type { FidelityReport } from '../report/shape';
import type { Words } from '../kernel/words';
import type { AssetReference } from '../timeline/asset';
import { type Element, elementsWith } from '../timeline/element';
import type { Timeline } from '../timeline/timeline';
import type { DrawParts } from './drawDraft';
import { asAsked } from './asAsked';
import { fontFilesOf, fontsSubstituted } from './captionFonts';
import { lookingWith } from './fileMemory';
import { createGate } from './gate';
import { lookIntoMedia } from './mediaHere';
import { inPassingFolder } from './passingFolder';
import type { Work } from './pipeline';
import { readWithLibrary } from './ownFiles';
import { requireSupported } from './requireSupported';
import { untoldUnreadable, withUnreadable } from './unreadable';
import { checkOptions, nearnessOf, wanted } from './wanted';

/** What was found out. */
export interface Preflighted {
	/** The timeline as it would be rendered. */
	readonly timeline: Timeline;
	readonly fidelity: FidelityReport;
	readonly media: readonly Looked[];
	/** What is said of missing files that something else stands for, by their ids. */
	readonly replaced: ReadonlyMap<string, Words>;
	/** What nobody can tell before it is rendered, such as whether media at addresses are damaged. Absent: nothing. */
	readonly caveat?: Words;
	/** What a render with these options would fail with; empty when it would not. */
	readonly failures: readonly AgentError[];
}

/** What a preflight uses. `folder` holds unpacked drafts meanwhile. */
export interface PreflightParts extends Omit<DrawParts, 'client' | 'cache'> {
	readonly client: Pick<Client, 'download' | 'getBytes' | 'peek'>;
	readonly cache: Pick<Cache, 'fetch' | 'kept'>;
	readonly folder: string;
	/** How long media may be looked into. Milliseconds. Default: 15 s. */
	readonly lookTime?: number;
}

/**
 * Reads a draft and looks for its media without fetching them (but fonts, which are read). Media that are on this machine
 * are looked into, copies of those at addresses too.
 * @throws {AgentError} whatever says that there is no draft to be rendered: DRAFT_NOT_FOUND, DRAFT_ENCRYPTED,
 * DRAFT_INVALID, DRAFT_EMPTY …; REQUEST_INVALID, NOT_READY; the signal's reason when aborted
 */
export type Preflight = (
	work: Pick<Work, 'draft' | 'options'>,
	signal: AbortSignal,
) => Promise<Preflighted>;

const LIMITS = { atOnce: 4, line: 32, time: 60_000 };

interface Read {
	readonly timeline: Timeline;
	readonly elements: readonly Element[];
	readonly diagnostics: readonly Diagnostic[];
	readonly media: readonly Looked[];
	readonly caveat: Words | undefined;
}

/** Everything that would be said of the draft, and its media as they were looked for. */
const readAll = async (
	{ draft, options }: Pick<Work, 'draft' | 'options'>,
	{ parts, folder }: { readonly parts: PreflightParts; readonly folder: string },
	signal: AbortSignal,
): Promise<Read> => {
	const machine = await parts.machine();
	const library = await parts.library?.();
	const { client, cache, clock, local, lookTime, stored } = parts;
	const source = await fetchDraft(
		{ draft, client, folder, local, ...(stored && { stored }) },
		signal,
	);
	const own = { library, looking: await lookingWith(parts, machine) };
	const reading = { text: source.text, nearness: nearnessOf(options), ...own };
	const read = asAsked(await readWithLibrary(reading, signal), options);
	const timeline = wanted(read.timeline, options);
	const from = { source, ...(library && { library }) };
	const looked = await lookForAssets(timeline.assets, { ...from, client, cache }, signal);
	const fetching = { ...from, ...own.looking, cache, mended: join(folder, 'mended') };
	const asked = { cache: keptOnly(cache), ...(lookTime !== undefined && { time: lookTime }) };
	const looking = { machine, signal, clock, ...asked };
	const here = await lookIntoMedia(looked, timeline, { ...fetching, ...looking });
	const { media } = here;
	const wished = { ...fetching, references: fontsAmong(media), onMissing: 'skip' } as const;
	const fonts = await fetchAssets(wished, signal);
	try {
		const lacks = unheardIn(timeline, new Set(machine.tools.soundFilters));
		const diagnostics = [
			...withSilentFiles([...read.diagnostics, ...lacks], timeline, here.facts),
			...withUnreadable(missingWarnings(media.filter(isMissing)), read.unreadable),
			...here.diagnostics,
			...fonts.diagnostics,
			...withUnreadable(fontsSubstituted(timeline, fontFilesOf(timeline, fonts)), read.unreadable),
		];
		const elements = elementsWith(read.elements, fonts.assets);
		const untold = untoldUnreadable(read.unreadable, { elements, diagnostics });
		return {
			...{ timeline, elements, media },
			diagnostics: [...diagnostics, ...untold],
			caveat: here.caveat,
		};
	} finally {
		fonts.release();
	}
};

const isMissing = (looked: Looked): looked is Extract<Looked, { state: 'missing' }> =>
	looked.state === 'missing';

/** A font that is on this machine under its name is as good as its file. */
const AS_GOOD: Words = {
	zh: '草稿没有附上此文件，使用渲染机上同名的字体',
	en: 'the draft does not bring this file; a font of that name on the rendering machine is used',
};

/** What is said of the missing files that something else stands for: by what, and which file to add. */
const replacedIn = (
	media: readonly Looked[],
	{ elements, diagnostics }: Pick<Read, 'elements' | 'diagnostics'>,
): ReadonlyMap<string, Words> => {
	const told = new Map([
		...elements.map(({ near }) => [near?.unless, near?.text] as const),
		...diagnostics.map(({ subject, text }) => [subject?.file, text] as const),
	]);
	return new Map(
		media
			.filter((looked) => isMissing(looked) && isReplaced(looked))
			.map(({ reference: { id } }) => [id, told.get(id) ?? AS_GOOD]),
	);
};

const fontsAmong = (media: readonly Looked[]): readonly AssetReference[] =>
	media.flatMap(({ reference, state }) =>
		reference.use === 'font' && state === 'there' ? [reference] : [],
	);

/** What a deed fails with, where it does. */
const failureOf = (deed: () => void): readonly AgentError[] => {
	try {
		deed();
		return [];
	} catch (error) {
		if (error instanceof AgentError) return [error];
		throw error;
	}
};

const failuresOf = (
	{ elements, diagnostics, media }: Read,
	options: RenderOptions,
): readonly AgentError[] => {
	return [
		...failureOf(() => {
			if (options.on_missing === 'fail') requireMedia(media.filter(isMissing));
		}),
		...failureOf(() => {
			// A render finds out what is damaged when it is drawn: it refuses nothing for that.
			const refusing = diagnostics.filter(({ code }) => code !== 'MEDIA_DAMAGED');
			requireSupported({ elements, diagnostics: refusing }, options);
		}),
	];
};

/** Preflights, a few at a time: BUSY when too many wait, TIMED_OUT after a minute. */
export const createPreflight = (parts: PreflightParts): Preflight => {
	const gate = createGate(parts.clock, LIMITS);
	return (work, signal) =>
		gate(async (stop) => {
			checkOptions(work.options);
			const place = { parent: parts.folder, name: 'preflight', signal: stop };
			return inPassingFolder(place, async (folder) => {
				const read = await readAll(work, { parts, folder }, stop);
				const { timeline, elements, diagnostics, media, caveat } = read;
				return {
					timeline,
					fidelity: fidelityOf(elements, diagnostics),
					media,
					replaced: replacedIn(media, read),
					...(caveat && { caveat }),
					failures: failuresOf(read, work.options),
				};
			});
		}, signal);
};
