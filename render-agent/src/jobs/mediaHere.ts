/** Looks into the media of a draft that are on this machine already, without rendering: what is short, in HDR or damaged. */
import { type Arrivals, type AssetsRequest, fetchAssets } from '../assets/fetchAssets';
import type { Looked } from '../assets/lookForAssets';
import { isOfAsset } from '../assets/mediaFailure';
import { type DamagedFiles, damagedIn, type Holes, holesWith } from '../compile/damagedMedia';
import { shortIn } from '../compile/shortMedia';
import { toneMappedIn } from '../compile/toneMapped';
import type { Clock } from '../kernel/clock';
import type { Diagnostic } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import { SECOND } from '../kernel/units';
import { together, type Words } from '../kernel/words';
import { holesOf } from '../render/mediaHoles';
import type { Machine } from '../render/rendering';
import type { AssetFacts, AssetId, AssetReference } from '../timeline/asset';
import type { Timeline } from '../timeline/timeline';

/** What was found out about media that are here. */
export interface MediaHere {
	/** The media as they were looked for, those that cannot be read as missing. */
	readonly media: readonly Looked[];
	readonly diagnostics: readonly Diagnostic[];
	/** What is known of the files. */
	readonly facts: ReadonlyMap<AssetId, AssetFacts>;
	/** What nobody has looked at yet; undefined when there is nothing. */
	readonly caveat: Words | undefined;
}

/** How much of media is decoded to look for damage: more would keep the caller waiting. The shortest files come first. */
const MOST = 60 * SECOND;

/** How long the looking may take. Milliseconds. */
const PATIENCE = 15_000;

/** What may be damaged, too short or in HDR. */
const WATCHED: ReadonlySet<AssetReference['use']> = new Set(['video', 'audio', 'photo', 'sticker']);

const isMedium = ({ reference }: Looked): boolean => reference.use !== 'font';

const lengthOf = ({ picture, sound }: AssetFacts): number =>
	Math.max(picture?.motion === 'video' ? picture.duration : 0, sound?.duration ?? 0);

/** The files that go on for some time, each once; the shortest first. */
const timedIn = (facts: ReadonlyMap<AssetId, AssetFacts>): readonly AssetFacts[] => {
	const files = new Map([...facts.values()].map((one) => [one.sha256, one]));
	const timed = [...files.values()].filter((one) => lengthOf(one) > 0);
	return timed.sort((one, other) => lengthOf(one) - lengthOf(other));
};

/** Those that are decoded: as long as they are short enough together. */
const shortOnes = (timed: readonly AssetFacts[]): readonly AssetFacts[] => {
	let sum = 0;
	return timed.filter((one) => (sum += lengthOf(one)) <= MOST);
};

interface Damage {
	readonly holes: DamagedFiles;
	/** How many of the chosen files were decoded to their end. */
	readonly decoded: number;
}

/** The holes of files, as many as are decoded until `late`; of one that stands still nothing is said here. */
const damaged = async (
	chosen: readonly AssetFacts[],
	facts: ReadonlyMap<AssetId, AssetFacts>,
	{ machine, signal, late }: Pick<Looking, 'machine' | 'signal' | 'late'>,
): Promise<Damage> => {
	const stop = AbortSignal.any([signal, late]);
	const found = new Map<string, Holes>();
	for (const file of late.aborted ? [] : chosen)
		try {
			found.set(file.sha256, await holesOf(file, machine, stop));
		} catch (error) {
			signal.throwIfAborted();
			if (late.aborted) break;
			if (!isOfAsset(error)) throw error;
		}
	const holes = new Map(
		[...facts].flatMap(([id, file]): [AssetId, Holes][] => {
			const lost = holesWith(found.get(file.sha256), file);
			return lost ? [[id, lost]] : [];
		}),
	);
	return { holes, decoded: found.size };
};

const far = (count: number): Words => ({
	zh: `${String(count)} 个网络素材在渲染时才会检查：可能损坏、过短或为 HDR`,
	en:
		count === 1
			? '1 file on the internet is checked only while rendering: it may be damaged, too short or in HDR'
			: `${String(count)} files on the internet are checked only while rendering: they may be damaged, too short or in HDR`,
});

const unfinished = (count: number): Words => ({
	zh: `${String(count)} 个本机文件太大或太长，未检查完：其中的问题在渲染时才能发现`,
	en:
		count === 1
			? '1 file on this machine takes too long to be checked to its end: what is wrong with it shows while rendering'
			: `${String(count)} files on this machine take too long to be checked to their end: what is wrong with them shows while rendering`,
});

const caveatOf = (afar: number, left: number): Words | undefined => {
	const parts = [...(afar > 0 ? [far(afar)] : []), ...(left > 0 ? [unfinished(left)] : [])];
	return parts.length === 0 ? undefined : together(parts);
};

type Request = Omit<AssetsRequest, 'references' | 'onMissing' | 'arrivals'>;

/** Who looks, and until when. */
interface Looking {
	readonly from: Request;
	readonly machine: Machine;
	readonly signal: AbortSignal;
	/** Aborts when no more time is left. */
	readonly late: AbortSignal;
}

/** What was found out about files until it was late: their facts; `broken` cannot be read, of `gone` no copy is here any more. */
type Settled = ReadonlyMap<AssetReference, AssetFacts | 'broken' | 'gone'>;

/** Hashes and probes files, and does something with what they are, before they are given back. */
const withSettled = async <T>(
	references: readonly AssetReference[],
	{ from, signal, late }: Looking,
	use: (settled: Settled) => Promise<T>,
): Promise<T> => {
	const settled = new Map<AssetReference, AssetFacts | 'broken' | 'gone'>();
	const arrivals: Arrivals = {
		awaited: () => undefined,
		settled: (reference, facts, error) => {
			const fault = error?.code === 'MEDIA_UNREACHABLE' ? 'gone' : 'broken';
			settled.set(reference, facts ?? fault);
		},
		over: () => Promise.resolve(),
	};
	const request = { ...from, references, onMissing: 'skip', arrivals } as const;
	try {
		late.throwIfAborted();
		const { release } = await fetchAssets(request, AbortSignal.any([signal, late]));
		try {
			return await use(settled);
		} finally {
			release();
		}
	} catch (error) {
		signal.throwIfAborted();
		if (!late.aborted) throw error;
		return use(new Map(settled));
	}
};

const placesOf = (references: readonly AssetReference[]): number =>
	new Set(references.map(({ place }) => JSON.stringify(place))).size;

const lookedInto = (
	looked: readonly Looked[],
	timeline: Timeline,
	looking: Looking,
): Promise<MediaHere> => {
	const references = looked.flatMap((one) =>
		isMedium(one) && one.state === 'there' && one.isHere === true ? [one.reference] : [],
	);
	return withSettled(references, looking, async (settled) => {
		const media = looked.map((one): Looked => {
			const { reference } = one;
			const found = settled.get(reference);
			if (found === 'gone') return { reference, state: 'there' };
			if (found !== 'broken') return one;
			const error = new AgentError('MEDIA_BROKEN', { object: reference.label });
			return { reference, state: 'missing', error };
		});
		const facts = new Map(
			[...settled.values()].flatMap((one) => (typeof one === 'string' ? [] : [[one.id, one]])),
		);
		const timed = timedIn(facts);
		const { holes, decoded } = await damaged(shortOnes(timed), facts, looking);
		const unknown = references.filter((reference) => !settled.has(reference));
		const afar = media.filter(
			(one) => WATCHED.has(one.reference.use) && one.state !== 'missing' && one.isHere !== true,
		);
		return {
			...{ media, facts },
			diagnostics: [
				...shortIn(timeline, facts),
				...toneMappedIn(timeline, facts),
				...damagedIn(timeline, holes),
			],
			caveat: caveatOf(
				placesOf(afar.map(({ reference }) => reference)),
				placesOf(unknown) + timed.length - decoded,
			),
		};
	});
};

/**
 * Probes the media that are on this machine, decodes the short ones, and says what of the timeline differs by it. When its
 * time is over it says what is known by then, and counts the rest. `time`: milliseconds, default 15 s.
 * @throws {AgentError} NOT_READY; the signal's reason when aborted
 */
export const lookIntoMedia = async (
	looked: readonly Looked[],
	timeline: Timeline,
	{
		machine,
		signal,
		clock,
		time = PATIENCE,
		...from
	}: Request & {
		readonly machine: Machine;
		readonly signal: AbortSignal;
		readonly clock: Clock;
		readonly time?: number;
	},
): Promise<MediaHere> => {
	const late = new AbortController();
	const cancel = clock.after(time, () => {
		late.abort();
	});
	try {
		return await lookedInto(looked, timeline, { from, machine, signal, late: late.signal });
	} finally {
		cancel();
	}
};
