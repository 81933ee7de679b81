/** Uploads a large file in parts, a few at a time, going on where an earlier try stopped. */
import { z } from 'zod/v4';
import { asAgentError } from '../../kernel/errors';
import type { Course } from '../target';
import type { Bucket, Headed, Upload } from './bucket';
import { digestsOf } from './digests';
import type { PartMark } from './xml';

/** What is uploaded and how. */
export interface PartedFile {
	readonly file: string;
	readonly key: string;
	readonly bytes: number;
	/** Of every part but the last. At least 5 MiB, as storages demand. */
	readonly partBytes: number;
}

const PARALLEL = 3;
const MOST_PARTS = 10_000;

const remembered = z.object({
	key: z.string(),
	id: z.string(),
	bytes: z.number(),
	partBytes: z.number(),
	parts: z.array(z.object({ number: z.number(), etag: z.string() })),
});

/** An upload as a checkpoint holds it. */
type Remembered = z.infer<typeof remembered>;

/** The upload in a checkpoint, if there is one. */
export const uploadIn = (state: unknown): Upload | undefined => {
	const { success, data } = remembered.safeParse(state);
	return success ? data : undefined;
};

/** The part size for a file: `wanted`, or more when there would be too many parts. */
export const partSizeFor = (bytes: number, wanted: number): number =>
	Math.max(wanted, Math.ceil(bytes / MOST_PARTS));

const known = ({ key, bytes, partBytes }: PartedFile, state: unknown): Remembered | undefined => {
	const { success, data } = remembered.safeParse(state);
	const same = success && data.key === key && data.bytes === bytes && data.partBytes === partBytes;
	return same ? data : undefined;
};

/** The upload to go on with; parts that the storage does not confirm are sent again. */
const resumed = async (
	bucket: Bucket,
	{ before, parted }: { readonly before: Remembered | undefined; readonly parted: PartedFile },
	call: Headed,
): Promise<Remembered> => {
	const { key, bytes, partBytes } = parted;
	const there = before && (await bucket.parts(before, call.signal));
	if (before && there) {
		const tags = new Map(there.map(({ number, etag }) => [number, etag]));
		const parts = before.parts.filter(({ number, etag }) => tags.get(number) === etag);
		return { ...before, parts };
	}
	const { id } = await bucket.begin(key, call);
	return { key, id, bytes, partBytes, parts: [] };
};

/** Several workers take from one list; the first failure stops them all, and all have ended before it is thrown. */
const together = async (
	numbers: readonly number[],
	work: (number: number, signal: AbortSignal) => Promise<void>,
	signal: AbortSignal,
): Promise<void> => {
	const waiting = [...numbers];
	const stop = new AbortController();
	const either = AbortSignal.any([signal, stop.signal]);
	const failures: unknown[] = [];
	const lane = async (): Promise<void> => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			if (either.aborted) return;
			try {
				await work(next, either);
			} catch (error) {
				if (!stop.signal.aborted) failures.push(error);
				stop.abort(error);
			}
		}
	};
	await Promise.all(Array.from({ length: PARALLEL }, lane));
	signal.throwIfAborted();
	if (failures.length > 0) throw asAgentError(failures[0], 'DELIVERY_FAILED');
};

const byNumber = (a: PartMark, b: PartMark): number => a.number - b.number;

/** Completing twice, or a completion whose answer got lost: the object is there, and that is what counts. */
const completed = async (
	bucket: Bucket,
	{ upload, bytes }: { readonly upload: Remembered; readonly bytes: number },
	signal: AbortSignal,
): Promise<void> => {
	try {
		await bucket.complete(upload, upload.parts.toSorted(byNumber), signal);
	} catch (error) {
		signal.throwIfAborted();
		if ((await bucket.bytesOf(upload.key, signal)) !== bytes) throw error;
	}
};

/** Uploads the file; each part that has arrived is noted in the course's checkpoint, which is empty afterwards. */
export const putInParts = async (
	bucket: Bucket,
	{ parted, course, headers }: { parted: PartedFile; course: Course } & Omit<Headed, 'signal'>,
	signal: AbortSignal,
): Promise<void> => {
	const { file, bytes, partBytes } = parted;
	const { checkpoint, onProgress } = course;
	const before = known(parted, checkpoint.load());
	let upload = await resumed(bucket, { before, parted }, { headers, signal });
	checkpoint.save(upload);
	const lengthOf = (number: number): number =>
		Math.min(partBytes, bytes - (number - 1) * partBytes);
	const sent = new Map(upload.parts.map(({ number }) => [number, lengthOf(number)]));
	const tell = (number: number, done: number): void => {
		sent.set(number, done);
		onProgress([...sent.values()].reduce((sum, one) => sum + one, 0));
	};
	const put = async (number: number, stop: AbortSignal): Promise<void> => {
		const stretch = { file, from: (number - 1) * partBytes, bytes: lengthOf(number) };
		const piece = { ...stretch, ...(await digestsOf(stretch, stop)) };
		const onBytes = (done: number): void => {
			tell(number, done);
		};
		const etag = await bucket.putPart({ ...upload, number }, { ...piece, onBytes }, stop);
		upload = { ...upload, parts: [...upload.parts, { number, etag }] };
		checkpoint.save(upload);
	};
	const all = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index + 1);
	await together(
		all.filter((number) => !sent.has(number)),
		put,
		signal,
	);
	await completed(bucket, { upload, bytes }, signal);
	checkpoint.save(undefined);
};
