/** Which files of a render are damaged: looks at those that were doubted, and remembers what it saw for renders of kept chunks. */
import { z } from 'zod/v4';
import { type DamagedFiles, type Holes, holesWith } from '../compile/damagedMedia';
import { AgentError } from '../kernel/errors';
import { microseconds } from '../kernel/units';
import { inLanguage } from '../kernel/words';
import { codeStamp } from '../render/engineStamp';
import { madeKey } from '../render/madeKey';
import type { MadeStore } from '../render/madeStore';
import { holesOf } from '../render/mediaHoles';
import type { Machine } from '../render/rendering';
import type { AssetFacts, AssetId } from '../timeline/asset';

const time = z
	.number()
	.int()
	.transform((value) => microseconds(value));
const ranges = z.array(z.object({ start: time, duration: time }));
const seen = z.object({ picture: ranges, sound: ranges });
const doubted = z.object({ doubted: z.literal(true) });

/** What is doubted and seen of files. */
export interface FileDoubts {
	/** A decoder complained about a file, or gave less than was asked. */
	readonly doubted: (sha256: string) => void;
	/**
	 * The holes of files that were doubted now or in an earlier render with this store.
	 * @throws {AgentError} as `holesOf`
	 */
	readonly damaged: (
		facts: ReadonlyMap<AssetId, AssetFacts>,
		signal: AbortSignal,
	) => Promise<DamagedFiles>;
	/** A failure of the making as it is told: where ffmpeg gave nothing of files that are whole, it is no fault of the files. */
	readonly blamed: (
		error: unknown,
		facts: ReadonlyMap<AssetId, AssetFacts>,
		signal: AbortSignal,
	) => Promise<unknown>;
}

/** Whether a decoder gave nothing and did not say why. */
const isSilent = (error: unknown): error is AgentError =>
	error instanceof AgentError && error.code === 'MEDIA_BROKEN' && error.cause === '';

const silentFfmpeg = (cause: AgentError): AgentError => {
	const label = cause.object ?? '';
	return new AgentError('RENDER_FAILED', {
		object: {
			zh: `ffmpeg 没有给出 ${inLanguage(label, 'zh')} 的任何画面，而 ffprobe 能读出全部内容：文件没有问题，请运行 capcut-render-agent doctor 检查 ffmpeg`,
			en: `ffmpeg gave no picture of ${inLanguage(label, 'en')}, of which ffprobe reads all: the file is whole, have ffmpeg looked at by capcut-render-agent doctor`,
		},
		cause,
	});
};

/** Doubts of one render. Without a store nothing is known of earlier ones. */
export const openDoubts = (
	machine: Pick<Machine, 'tools' | 'patience'>,
	store: Pick<MadeStore, 'recall' | 'remember'> | undefined,
): FileDoubts => {
	const now = new Map<string, Promise<void>>();
	const looked = new Map<string, Holes>();
	const keyOf = (sha256: string): string =>
		madeKey({ kind: 'damage', code: codeStamp(), sha256, ffmpeg: machine.tools.version }, []);
	// Kept at once: chunks made before a render ends early are taken by the next one.
	const note = async (sha256: string): Promise<void> => {
		const known = seen.safeParse(await store?.recall(keyOf(sha256))).success;
		if (!known) await store?.remember(keyOf(sha256), { doubted: true });
	};
	const holes = async (facts: AssetFacts, signal: AbortSignal): Promise<Holes | undefined> => {
		const { sha256 } = facts;
		await now.get(sha256);
		const kept = await store?.recall(keyOf(sha256));
		const known = looked.get(sha256) ?? seen.safeParse(kept).data;
		if (known) return known;
		if (!now.has(sha256) && !doubted.safeParse(kept).success) return undefined;
		const found = await holesOf(facts, machine, signal);
		looked.set(sha256, found);
		await store?.remember(keyOf(sha256), { ...found });
		return found;
	};
	const damaged: FileDoubts['damaged'] = async (facts, signal) => {
		const found = new Map<AssetId, Holes>();
		for (const [id, asset] of facts) {
			const seen = asset.picture || asset.sound ? await holes(asset, signal) : undefined;
			const lost = holesWith(seen, asset);
			if (lost) found.set(id, lost);
		}
		return found;
	};
	return {
		doubted: (sha256) => {
			if (!now.has(sha256)) now.set(sha256, note(sha256));
		},
		damaged,
		blamed: async (error, facts, signal) => {
			if (!isSilent(error) || now.size === 0) return error;
			return (await damaged(facts, signal)).size === 0 ? silentFfmpeg(error) : error;
		},
	};
};
