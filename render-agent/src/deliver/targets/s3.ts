/** Upload to a bucket of any storage that speaks S3. */
import { AgentError } from '../../kernel/errors';
import type { Clock } from '../../kernel/clock';
import type { Send } from '../../net/post';
import { corrupt } from '../faults';
import { addressBelow, below, dispositionOf } from '../objectKey';
import { createBucket, type Bucket } from '../s3/bucket';
import { digestsOf } from '../s3/digests';
import { partSizeFor, putInParts, uploadIn } from '../s3/multipart';
import { placeOf, type S3Where } from '../s3/place';
import { type S3Keys, signedLink } from '../s3/sign';
import type { Course, DeliveryFile, DeliveryTarget } from '../target';

/** How a bucket is written to and read from. */
export interface S3Settings extends S3Where {
	readonly access_key_id: string;
	readonly secret_access_key: string;
	readonly session_token?: string | undefined;
	/** Folder in the bucket. */
	readonly prefix?: string | undefined;
	/** Address below which the bucket's objects are read by everybody; without it links are signed and expire. */
	readonly public_url?: string | undefined;
	/** How long signed links live, at most 7. */
	readonly link_days: number;
	readonly cache_control?: string | undefined;
	readonly disposition: 'inline' | 'attachment';
	readonly acl?: string | undefined;
	readonly storage_class?: string | undefined;
	/** MiB; larger files go in parts of this size. */
	readonly part_mb: number;
}

/** What uploads need of the world. */
export interface UploadParts {
	readonly send: Send;
	readonly clock: Clock;
}

const MIB = 1024 ** 2;
const DAY_SECONDS = 86_400;

const headersOf = (
	{ contentType, downloadName }: DeliveryFile,
	{ cache_control, disposition, acl, storage_class }: S3Settings,
): Readonly<Record<string, string>> => ({
	'Content-Type': contentType,
	'Content-Disposition': dispositionOf(disposition, downloadName),
	...(cache_control !== undefined && { 'Cache-Control': cache_control }),
	...(acl !== undefined && { 'X-Amz-Acl': acl }),
	...(storage_class !== undefined && { 'X-Amz-Storage-Class': storage_class }),
});

const putWhole = async (
	bucket: Bucket,
	{
		key,
		file,
		headers,
	}: { key: string; file: DeliveryFile; headers: ReturnType<typeof headersOf> },
	{ course, signal }: { course: Course; signal: AbortSignal },
): Promise<void> => {
	const stretch = { file: file.file, from: 0, bytes: file.bytes };
	const piece = { ...stretch, ...(await digestsOf(stretch, signal)), onBytes: course.onProgress };
	await bucket.put(key, piece, { headers, signal });
};

const checkLength = async (
	bucket: Bucket,
	{ key, bytes }: { readonly key: string; readonly bytes: number },
	signal: AbortSignal,
): Promise<void> => {
	const there = await bucket.bytesOf(key, signal);
	if (there === bytes || there === 'hidden') return;
	throw corrupt({
		zh: `存储中的文件大小为 ${String(there)}，应为 ${String(bytes)}`,
		en: `the object has ${String(there)} bytes instead of ${String(bytes)}`,
	});
};

const requirePlace = (settings: S3Settings) => {
	const place = placeOf(settings);
	if (place) return place;
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `存储桶 ${settings.bucket} 缺少 endpoint 或 region`,
			en: `the bucket ${settings.bucket} needs an endpoint or a region`,
		},
	});
};

/**
 * The target that uploads to a bucket.
 * @throws {AgentError} REQUEST_INVALID when its address cannot be known
 */
export const s3Bucket = (
	name: string,
	settings: S3Settings,
	{ send, clock }: UploadParts,
): DeliveryTarget => {
	const place = requirePlace(settings);
	const keys: S3Keys = {
		accessKeyId: settings.access_key_id,
		secretAccessKey: settings.secret_access_key,
		sessionToken: settings.session_token,
	};
	const bucket = createBucket({ place, keys, send, clock });
	const linkTo = (key: string): string =>
		settings.public_url === undefined
			? signedLink(bucket.addressOf(key), settings.link_days * DAY_SECONDS, {
					keys,
					region: place.region,
					now: clock.now(),
				})
			: addressBelow(settings.public_url, key);
	return {
		name,
		put: async (file, course, signal) => {
			const key = below(settings.prefix, file.key);
			const { bytes } = file;
			const headers = headersOf(file, settings);
			const partBytes = partSizeFor(bytes, settings.part_mb * MIB);
			if (bytes <= partBytes) await putWhole(bucket, { key, file, headers }, { course, signal });
			else {
				const parted = { file: file.file, key, bytes, partBytes };
				await putInParts(bucket, { parted, course, headers }, signal);
			}
			await checkLength(bucket, { key, bytes }, signal);
			course.onProgress(bytes);
			return { url: linkTo(key) };
		},
		drop: async (state, signal) => {
			const upload = uploadIn(state);
			if (upload) await bucket.abort(upload, signal);
		},
	};
};
