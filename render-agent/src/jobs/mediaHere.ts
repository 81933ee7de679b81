/** Looks into the media of a draft that are on this machine already, without rendering: what is short, in HDR or damaged. */
import { fetchAssets, type AssetsRequest } from '../assets/fetchAssets';
import type { Looked } from '../assets/lookForAssets';
import { isOfAsset } from '../assets/mediaFailure';
import { type DamagedFiles, damagedIn, type Holes } from '../compile/damagedMedia';
import { shortIn } from '../compile/shortMedia';
import { toneMappedIn } from '../compile/toneMapped';
import type { Diagnostic } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import { SECOND } from '../kernel/units';
import type { Words } from '../kernel/words';
import { holesOf } from '../render/mediaHoles';
import type { Machine } from '../render/rendering';
import type { AssetFacts, AssetId } from '../timeline/asset';
import type { Timeline } from '../timeline/timeline';

/** What was found out about media that are here. */
export interface MediaHere {
	/** The media as they were looked for, those that cannot be read as missing. */
	readonly media: readonly Looked[];
	readonly diagnostics: readonly Diagnostic[];
	/** What nobody has looked at yet; undefined when there is nothing. */
	readonly caveat: Words | undefined;
}

/** How much of media is decoded to look for damage: more would keep the caller waiting. The shortest files come first. */
const MOST = 60 * SECOND;

const isMedium = ({ reference }: Looked): boolean => reference.use !== 'font';

const lengthOf = ({ picture, sound }: AssetFacts): number =>
	Math.max(picture?.motion === 'video' ? picture.duration : 0, sound?.duration ?? 0);

/** The files that are decoded, as long as they are short enough together, and how many are not. */
const short = (
	facts: ReadonlyMap<AssetId, AssetFacts>,
): { readonly chosen: readonly AssetFacts[]; readonly left: number } => {
	const files = new Map([...facts.values()].map((one) => [one.sha256, one]));
	const timed = [...files.values()].filter((one) => lengthOf(one) > 0);
	const sorted = timed.sort((one, other) => lengthOf(one) - lengthOf(other));
	let sum = 0;
	const chosen = sorted.filter((one) => (sum += lengthOf(one)) <= MOST);
	return { chosen, left: sorted.length - chosen.length };
};

/** The holes of files; of one that stands still nothing is said here. */
const damaged = async (
	chosen: readonly AssetFacts[],
	facts: ReadonlyMap<AssetId, AssetFacts>,
	{ machine, signal }: { readonly machine: Machine; readonly signal: AbortSignal },
): Promise<DamagedFiles> => {
	const holes = new Map<string, Holes>();
	for (const file of chosen)
		try {
			holes.set(file.sha256, await holesOf(file, machine, signal));
		} catch (error) {
			signal.throwIfAborted();
			if (!isOfAsset(error)) throw error;
		}
	return new Map(
		[...facts].flatMap(([id, { sha256 }]): [AssetId, Holes][] => {
			const found = holes.get(sha256);
			return found && found.picture.length + found.sound.length > 0 ? [[id, found]] : [];
		}),
	);
};

const caveatOf = (afar: number, left: number): Words | undefined => {
	const [far, long] = [String(afar), String(left)];
	const parts = [
		...(afar > 0
			? [
					{
						zh: `${far} 个素材在网络地址上，渲染时才会下载检查：是否损坏、过短或为 HDR 目前未知`,
						en: `media at addresses are looked into only when they are rendered (${far} of this draft): whether they are damaged, too short or HDR is not known yet`,
					},
				]
			: []),
		...(left > 0
			? [
					{
						zh: `${long} 个本机文件太长，未解码：其中的损坏在渲染时才能发现`,
						en: `files on this machine that are long are not decoded here (${long} of this draft): damage inside them shows when they are rendered`,
					},
				]
			: []),
	];
	return parts.length === 0
		? undefined
		: { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') };
};

/**
 * Probes the media that are on this machine, decodes the short ones, and says what of the timeline differs by it.
 * @throws {AgentError} NOT_READY; the signal's reason when aborted
 */
export const lookIntoMedia = async (
	looked: readonly Looked[],
	timeline: Timeline,
	{
		machine,
		signal,
		...from
	}: Omit<AssetsRequest, 'references' | 'onMissing'> & {
		readonly machine: Machine;
		readonly signal: AbortSignal;
	},
): Promise<MediaHere> => {
	const here = looked.filter(
		(one) => isMedium(one) && one.state === 'there' && one.isHere === true,
	);
	const references = here.map(({ reference }) => reference);
	const { assets, release } = await fetchAssets({ ...from, references, onMissing: 'skip' }, signal);
	try {
		const media = looked.map((one): Looked => {
			if (!here.includes(one) || assets.has(one.reference.id)) return one;
			const error = new AgentError('MEDIA_BROKEN', { object: one.reference.label });
			return { reference: one.reference, state: 'missing', error };
		});
		const { chosen, left } = short(assets);
		const holes = await damaged(chosen, assets, { machine, signal });
		const afar = media.filter(
			(one) => isMedium(one) && one.state !== 'missing' && one.isHere !== true,
		).length;
		return {
			media,
			diagnostics: [
				...shortIn(timeline, assets),
				...toneMappedIn(timeline, assets),
				...damagedIn(timeline, holes),
			],
			caveat: caveatOf(afar, left),
		};
	} finally {
		release();
	}
};
