/** Looks into the files of the user's library that a draft uses: which of them are there and cannot be used. */
import { AgentError } from '../kernel/errors';
import { probeInput } from '../render/safeInput';
import type { AssetFacts, AssetReference } from '../timeline/asset';
import { type Arrivals, type AssetsRequest, fetchAssets } from './fetchAssets';
import type { Library } from './library';
import { brokenMedia, isOfAsset, namedFile, type Unobtained } from './mediaFailure';
import { rememberedAnswer } from './memory';

/** How they are looked into. */
export type OwnMediaRequest = Pick<AssetsRequest, 'run' | 'memory'> & {
	readonly library: Pick<Library, 'find'>;
};

/** What was found out about files of a library. */
export interface OwnMedia {
	/** Files that can be used, as far as ffmpeg knows them; of fonts and LUTs only that they look like some. */
	readonly whole: readonly (readonly [AssetReference, AssetFacts])[];
	readonly broken: readonly Unobtained[];
}

/** So many of the first packets are decoded: what begins badly may go on well. */
const FIRST = 60;
const QUESTION = [
	...['-v', 'error', '-of', 'csv=p=0', '-select_streams', 'v:0', '-show_entries', 'frame=width'],
	...['-read_intervals', `%+#${String(FIRST)}`],
];

/** Nothing else is asked for: a library has no addresses. */
const NOWHERE = {
	source: { find: () => Promise.resolve({ kind: 'missing' as const }) },
	cache: { fetch: () => Promise.reject(new AgentError('MEDIA_UNREACHABLE')) },
};

const noPicture = (reference: AssetReference, { file }: AssetFacts): AgentError =>
	brokenMedia(namedFile(reference, file), {
		zh: '没有可以解码的画面',
		en: 'none of its pictures can be decoded',
	});

/** What is wrong with a file that looks like media: no picture comes of it. */
const faultOf = async (
	[reference, facts]: readonly [AssetReference, AssetFacts],
	{ run, memory }: OwnMediaRequest,
	signal: AbortSignal,
): Promise<AgentError | undefined> => {
	if (!facts.picture) return undefined;
	const question = [...QUESTION, ...probeInput(facts)];
	const ask = (): Promise<string> => run(question, signal);
	try {
		const { file, sha256 } = facts;
		const about = memory && { ...{ memory, prober: memory.prober }, file, sha256 };
		const answer = about ? await rememberedAnswer(question, about, ask) : await ask();
		return /\d/.test(answer) ? undefined : noPicture(reference, facts);
	} catch (error) {
		signal.throwIfAborted();
		if (!isOfAsset(error)) throw error;
		return noPicture(reference, facts);
	}
};

/**
 * Which of the files that a draft takes from the library can be used.
 * @throws {AgentError} NOT_READY; the signal's reason when aborted
 */
export const lookIntoOwn = async (
	references: readonly AssetReference[],
	request: OwnMediaRequest,
	signal: AbortSignal,
): Promise<OwnMedia> => {
	const found: (readonly [AssetReference, AssetFacts])[] = [];
	const broken: Unobtained[] = [];
	const arrivals: Arrivals = {
		awaited: () => undefined,
		settled: (reference, facts, error) => {
			if (facts) found.push([reference, facts]);
			else if (error) broken.push({ reference, error });
		},
		over: () => Promise.resolve(),
	};
	const asked = { ...request, ...NOWHERE, references, onMissing: 'skip', arrivals } as const;
	(await fetchAssets(asked, signal)).release();
	const whole: (readonly [AssetReference, AssetFacts])[] = [];
	for (const one of found) {
		const error = await faultOf(one, request, signal);
		if (error) broken.push({ reference: one[0], error });
		else whole.push(one);
	}
	return { whole, broken };
};
