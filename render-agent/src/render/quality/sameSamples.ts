/** Whether the joined file holds the very bytes of its parts, each picture and each piece of sound in its turn. Decodes nothing. */
import { type FileHandle, open } from 'node:fs/promises';
import type { AgentError } from '../../kernel/errors';
import { boxAt, boxesIn, outlineOf } from '../mp4/boxes';
import { placesIn, type SamplePlaces } from '../mp4/sampleTable';
import { wrong } from './joinedVideo';

/** A joined file, and what was joined to it. */
export interface JoinedParts {
	readonly file: string;
	/** The files of the chunks, in their order, and that of the sound. */
	readonly chunks: readonly string[];
	readonly sound: string;
	/** Frames that can be decoded by themselves: joining puts parameter sets into them. */
	readonly keys: readonly number[];
}

type Kind = 'vide' | 'soun';

const trackIn = async (file: string, kind: Kind): Promise<SamplePlaces | undefined> => {
	const { moov } = await outlineOf(file);
	const trak = boxesIn(moov ?? Buffer.alloc(0)).find(
		({ type, body }) =>
			type === 'trak' && boxAt(body, 'mdia', 'hdlr')?.toString('latin1', 8, 12) === kind,
	);
	const stbl = trak && boxAt(trak.body, 'mdia', 'minf', 'stbl');
	return stbl && placesIn(stbl);
};

/** So much of a file is held at once. Bytes. */
const HELD = 4 << 20;

/** Reads samples of a file, a piece of it at a time. */
class SampleReader {
	private held = Buffer.alloc(0);
	private begin = 0;

	private readonly file: FileHandle;
	private readonly places: SamplePlaces;

	constructor(file: FileHandle, places: SamplePlaces) {
		this.file = file;
		this.places = places;
	}

	get count(): number {
		return this.places.sizes.length;
	}

	/** A sample by its number; shorter than it should be where the file ends. */
	async read(number: number): Promise<Buffer> {
		const [at = 0, size = 0] = [this.places.offsets[number], this.places.sizes[number]];
		if (at < this.begin || at + size > this.begin + this.held.length) {
			const buffer = Buffer.allocUnsafe(Math.max(HELD, size));
			const { bytesRead } = await this.file.read(buffer, 0, buffer.length, at);
			[this.held, this.begin] = [buffer.subarray(0, bytesRead), at];
		}
		return this.held.subarray(at - this.begin, at - this.begin + size);
	}
}

/** Whether `found` is `own` with something put in at one place. */
const isInserted = (own: Buffer, found: Buffer): boolean => {
	if (found.length < own.length) return false;
	let same = 0;
	while (same < own.length && own[same] === found[same]) same++;
	return found.subarray(found.length - own.length + same).equals(own.subarray(same));
};

interface Compared {
	readonly part: string;
	/** The number in the joined track of the part's first sample. */
	readonly from: number;
	readonly keys: ReadonlySet<number>;
}

/** How many samples a part has, and the first that is another one in the joined file. */
interface Likeness {
	readonly count: number;
	readonly other: number | undefined;
}

const withFile = async <T>(file: string, use: (handle: FileHandle) => Promise<T>): Promise<T> => {
	const handle = await open(file);
	try {
		return await use(handle);
	} finally {
		await handle.close();
	}
};

/** Compares a part with the joined track; undefined where its table cannot be read. */
const likenessOf = async (
	joined: SampleReader,
	{ part, from, keys }: Compared,
	{ kind, signal }: { readonly kind: Kind; readonly signal: AbortSignal },
): Promise<Likeness | undefined> => {
	const places = await trackIn(part, kind);
	if (!places) return undefined;
	return withFile(part, async (handle) => {
		const own = new SampleReader(handle, places);
		for (let i = 0; i < own.count; i++) {
			signal.throwIfAborted();
			const [wanted, found] = [await own.read(i), await joined.read(from + i)];
			const isSame = keys.has(from + i) ? isInserted(wanted, found) : wanted.equals(found);
			if (!isSame) return { count: own.count, other: from + i };
		}
		return { count: own.count, other: undefined };
	});
};

/** The first part that does not lie in the joined track as it is, and its sample. Parts whose tables cannot be read end the comparison. */
const firstOther = async (
	file: string,
	{ parts, keys }: { readonly parts: readonly string[]; readonly keys: ReadonlySet<number> },
	{ kind, signal }: { readonly kind: Kind; readonly signal: AbortSignal },
): Promise<{ readonly part: number; readonly sample: number } | undefined> => {
	const places = await trackIn(file, kind);
	if (!places) return undefined;
	return withFile(file, async (handle) => {
		const joined = new SampleReader(handle, places);
		let from = 0;
		for (const [index, part] of parts.entries()) {
			const found = await likenessOf(joined, { part, from, keys }, { kind, signal });
			if (!found) return undefined;
			if (found.other !== undefined) return { part: index, sample: found.other };
			from += found.count;
		}
		return undefined;
	});
};

/** What a joined file is called of which a chunk is not as it was encoded. Counted from 0. */
export const foreignPicture = (chunk: number, at: number): AgentError => {
	const [number, frame] = [String(chunk + 1), String(at)];
	return wrong({
		zh: `的第 ${number} 段（第 ${frame} 帧）不是所编码的数据`,
		en: `does not hold chunk ${number} as it was encoded: frame ${frame} is another one`,
	});
};

/** What a joined file is called of which the sound is not as it was encoded. Counted from 0. */
export const foreignSound = (at: number): AgentError =>
	wrong({
		zh: `的声音不是所编码的数据（第 ${String(at)} 个数据包）`,
		en: `does not hold the sound as it was encoded: packet ${String(at)} is another one`,
	});

/**
 * Compares all of a joined file with its parts.
 * @throws {AgentError} ENCODE_FAILED, saying what of it is not what was made; the signal's reason when aborted
 */
export const requireSameSamples = async (
	{ file, chunks, sound, keys }: JoinedParts,
	signal: AbortSignal,
): Promise<void> => {
	const looking = { kind: 'vide', signal } as const;
	const seen = await firstOther(file, { parts: chunks, keys: new Set(keys) }, looking);
	if (seen) throw foreignPicture(seen.part, seen.sample);
	const listening = { kind: 'soun', signal } as const;
	const heard = await firstOther(file, { parts: [sound], keys: new Set() }, listening);
	if (heard) throw foreignSound(heard.sample);
};
