/** Brings every asset of a draft here and looks into it. Collects what cannot be had instead of stopping at the first. */
import type { Diagnostic } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import type { AssetFacts, AssetId, AssetPlace, AssetReference } from '../timeline/asset';
import type { Cache, Held } from './cache';
import { inOrderOfUse } from './downloadOrder';
import type { DraftSource, Located } from './draftSource';
import { headOf, sha256Of } from './hashFile';
import type { Library } from './library';
import {
	brokenMedia,
	isOfAsset,
	missingWarnings,
	namedFile,
	requireMedia,
	type Unobtained,
} from './mediaFailure';
import { type Memory, NO_MEMORY, rememberedAnswer, rememberedSum } from './memory';
import { createMender, type Local } from './mendedSound';
import { mapPooled } from './pool';
import { type MediaFacts, probe, type RunProbe } from './probe';
import { sniff, SNIFF_BYTES, type SniffedUse } from './sniff';

/** Who hears of each file as it comes, while others are still under way. */
export interface Arrivals {
	/** Called first, with all that has an address. */
	readonly awaited: (afar: ReadonlySet<AssetId>) => void;
	/** A file is here and was looked into; without facts: it cannot be had, for this reason. */
	readonly settled: (
		reference: AssetReference,
		facts: AssetFacts | undefined,
		error?: AgentError,
	) => void;
	/** Not all can be had, or all was called off: the files that are here are given back as soon as this resolves. */
	readonly over: () => Promise<void>;
}

/** What is to be brought, and how. */
export interface AssetsRequest {
	readonly references: readonly AssetReference[];
	readonly source: Pick<DraftSource, 'find'>;
	/** The user's own files. Default: none. */
	readonly library?: Pick<Library, 'find'>;
	readonly cache: Pick<Cache, 'fetch'>;
	readonly run: RunProbe;
	/** What was found out about media before; what tells the time, milliseconds since 1970; which program `run` asks. Default: nothing. */
	readonly memory?: Memory & { readonly now: () => number; readonly prober: string };
	/**
	 * `fail`: media that cannot be had fail all. `skip`: they are left out, with a warning for each use. Fonts, LUTs
	 * and pictures in letters never fail: others stand for fonts, the rest is left out with a warning.
	 */
	readonly onMissing: 'fail' | 'skip';
	/** Copies fetched at or after this time are taken as they are. Milliseconds since 1970; default: servers are asked. */
	readonly since?: number;
	/** For one asset. Bytes; default 4 GiB. */
	readonly limitBytes?: number;
	/** Where copies of damaged sound files are written, with silence in place of their holes. Default: they are taken as they are. */
	readonly mended?: string;
	/** Called with the bytes that are there and those of the whole, as far as they are known. */
	readonly progressed?: (done: number, total: number) => void;
	/** Default: nobody hears of single files. */
	readonly arrivals?: Arrivals;
}

/** What was brought. `release` lets the cache evict the files again; call it when nothing reads them any more. */
export interface FetchedAssets {
	/** What is not in here could not be had; without `skip` only fonts, LUTs and pictures in letters. */
	readonly assets: ReadonlyMap<AssetId, AssetFacts>;
	readonly diagnostics: readonly Diagnostic[];
	/** What has an address, whether it was fetched now or before. */
	readonly afar: ReadonlySet<AssetId>;
	readonly release: () => void;
}

const AT_ONCE = 6;
const LIMIT = 4 * 1024 ** 3;

/** The answers to questions, each asked once. */
const once = <Question, Answer>(
	ask: (question: Question) => Promise<Answer>,
): ((question: Question) => Promise<Answer>) => {
	const asked = new Map<string, Promise<Answer>>();
	return (question) => {
		const key = JSON.stringify(question);
		const answer = asked.get(key) ?? ask(question);
		asked.set(key, answer);
		return answer;
	};
};

interface Places {
	readonly placeOf: (place: AssetPlace) => Promise<Located>;
	readonly afar: ReadonlySet<AssetId>;
}

/** Where the files are, each asked once, and which of them are at an address. */
const located = async ({
	references,
	source,
	library,
}: Pick<AssetsRequest, 'references' | 'source' | 'library'>): Promise<Places> => {
	const placeOf = once((place: AssetPlace) =>
		place.kind === 'library' && library ? library.find(place.key) : source.find(place),
	);
	const isAfar = async ({ place }: AssetReference): Promise<boolean> => {
		try {
			return (await placeOf(place)).kind === 'address';
		} catch {
			// Whoever brings it hears of it.
			return false;
		}
	};
	const far = await mapPooled(references, AT_ONCE, isAfar);
	const afar = new Set(references.filter((_, index) => far[index]).map(({ id }) => id));
	return { placeOf, afar };
};

interface Bytes {
	readonly at: (id: AssetId) => (done: number, total: number | undefined) => void;
}

const countedBytes = (tell: AssetsRequest['progressed']): Bytes => {
	const counts = new Map<AssetId, { readonly done: number; readonly total: number }>();
	return {
		at: (id) => (done, total) => {
			counts.set(id, { done, total: Math.max(done, total ?? 0) });
			const all = [...counts.values()];
			const sum = (pick: 'done' | 'total'): number => all.reduce((n, item) => n + item[pick], 0);
			tell?.(sum('done'), sum('total'));
		},
	};
};

const NEEDS: Readonly<
	Record<AssetReference['use'], readonly ('picture' | 'sound' | SniffedUse)[]>
> = {
	video: ['picture'],
	photo: ['picture'],
	sticker: ['picture'],
	texture: ['picture'],
	audio: ['sound'],
	font: ['font'],
	lut: ['lut'],
};

const LACKS = {
	picture: { zh: '没有画面', en: 'it has no picture' },
	sound: { zh: '没有声音', en: 'it has no sound' },
	font: { zh: '不是字体', en: 'it is no font' },
	lut: { zh: '不是 LUT 文件', en: 'it is no LUT file' },
} as const;

const lackOf = (use: AssetReference['use'], facts: MediaFacts): keyof typeof LACKS | undefined => {
	const [need] = NEEDS[use];
	if (need === 'picture') return facts.picture ? undefined : 'picture';
	if (need === 'sound') return facts.sound ? undefined : 'sound';
	return need === 'font' || need === 'lut' ? need : undefined;
};

/**
 * What a local file is, as an asset.
 * @throws {AgentError} MEDIA_BROKEN, TOO_LARGE, NOT_READY
 */
const factsOf = async (
	reference: AssetReference,
	{ file, sha256, lost }: Local,
	{ run, signal }: { run: RunProbe; signal: AbortSignal },
): Promise<AssetFacts> => {
	const { id, use } = reference;
	const label = namedFile(reference, file);
	const sniffed = sniff(await headOf(file, SNIFF_BYTES));
	if (sniffed.kind === 'refused') {
		throw brokenMedia(label, sniffed.why);
	}
	const { demuxer } = sniffed;
	const isPlain = sniffed.use === 'font' || sniffed.use === 'lut';
	if (isPlain && sniffed.use === use) return { id, file, sha256, demuxer };
	const facts = isPlain ? {} : await probe({ file, demuxer, use: sniffed.use, label }, run, signal);
	const lack = lackOf(use, facts);
	if (lack) throw brokenMedia(label, LACKS[lack]);
	const { sound } = facts;
	const damaged = sound && lost && { sound: { ...sound, lost } };
	return { id, file, sha256, demuxer, ...facts, ...damaged };
};

/** How files are looked into, each question asked once: a film is often used for its picture and its sound. */
const lookingInto = (
	{ run, mended, memory = { ...NO_MEMORY, now: () => 0, prober: '' } }: AssetsRequest,
	signal: AbortSignal,
): {
	readonly mend: (local: Local) => Promise<Local>;
	readonly sumOf: (file: string) => Promise<string>;
	readonly askAbout: (local: Local) => RunProbe;
} => {
	const probed = once((args: readonly string[]) => run(args, signal));
	const { prober } = memory;
	return {
		mend:
			mended === undefined
				? (local) => Promise.resolve(local)
				: once(createMender({ folder: mended, signal })),
		sumOf: once((file: string) =>
			rememberedSum(file, { memory, now: memory.now() }, () => sha256Of(file, signal)),
		),
		askAbout: (local) => (args) =>
			rememberedAnswer(args, { memory, prober, ...local }, () => probed(args)),
	};
};

/** How files are brought here, and given back all at once. */
const bringing = (
	{ cache, since, limitBytes = LIMIT, progressed }: AssetsRequest,
	{ placeOf, sumOf }: Pick<Places, 'placeOf'> & { sumOf: (file: string) => Promise<string> },
	signal: AbortSignal,
): {
	readonly bring: (reference: AssetReference) => Promise<Local>;
	readonly release: () => void;
} => {
	const bytes = countedBytes(progressed);
	const held: Held[] = [];
	return {
		release: () => {
			held.forEach((item) => {
				item.release();
			});
		},
		bring: async ({ place, label, id }) => {
			const onBytes = bytes.at(id);
			const at = await placeOf(place);
			if (at.kind === 'missing') throw new AgentError('MEDIA_MISSING', { object: label });
			if (at.kind === 'file') return { file: at.file, bytes: 0, sha256: await sumOf(at.file) };
			const asked = { url: at.url, limitBytes, onBytes, ...(since !== undefined && { since }) };
			const got = await cache.fetch(asked, signal);
			held.push(got);
			return got;
		},
	};
};

/**
 * Every asset, downloaded or found, sniffed and probed; at most six at once, what is shown first before the rest.
 * @throws {AgentError} with `fail`: ADDRESS_REFUSED, MEDIA_UNREACHABLE, MEDIA_MISSING, MEDIA_BROKEN or TOO_LARGE, naming
 * all that cannot be had; always DISK_FULL, NOT_READY; the signal's reason when aborted
 */
export const fetchAssets = async (
	request: AssetsRequest,
	signal: AbortSignal,
): Promise<FetchedAssets> => {
	const { references, onMissing, arrivals } = request;
	const { sumOf, askAbout, mend } = lookingInto(request, signal);
	const { placeOf, afar } = await located(request);
	arrivals?.awaited(afar);
	const { bring, release } = bringing(request, { placeOf, sumOf }, signal);
	const obtain = async (reference: AssetReference): Promise<AssetFacts | Unobtained> => {
		try {
			const local = await mend(await bring(reference));
			const facts = await factsOf(reference, local, { run: askAbout(local), signal });
			arrivals?.settled(reference, facts);
			return facts;
		} catch (error) {
			signal.throwIfAborted();
			if (!isOfAsset(error)) throw error;
			arrivals?.settled(reference, undefined, error);
			return { reference, error };
		}
	};
	try {
		const obtained = new Map<AssetReference, AssetFacts | Unobtained>();
		await mapPooled(inOrderOfUse(references), AT_ONCE, async (reference) => {
			obtained.set(reference, await obtain(reference));
		});
		const all = references.flatMap((reference) => obtained.get(reference) ?? []);
		const unobtained = all.filter((item): item is Unobtained => 'error' in item);
		if (onMissing === 'fail') requireMedia(unobtained);
		const facts = all.filter((item): item is AssetFacts => !('error' in item));
		const assets = new Map(facts.map((item) => [item.id, item]));
		return { assets, diagnostics: missingWarnings(unobtained), afar, release };
	} catch (error) {
		await arrivals?.over();
		release();
		throw error;
	}
};
