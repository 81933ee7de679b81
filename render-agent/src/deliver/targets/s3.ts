/** Upload to a bucket of any storage that speaks S3. */
import { AgentError } from '../../kernel/errors';
import type { Clock } from '../../kernel/clock';
import type { Words } from '../../kernel/words';
import type { Send } from '../../net/post';
import { corrupt } from '../faults';
import { addressBelow, below, dispositionOf } from '../objectKey';
import { createBucket, type Bucket } from '../s3/bucket';
import { digestsOf } from '../s3/digests';
import { partSizeFor, putInParts, uploadIn } from '../s3/multipart';
import { type Lacking, placeOf, type S3Place, type S3Where } from '../s3/place';
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

/** How many different links of one object there are while one of them lives. */
const LINKS_IN_A_LIFE = 12;

/**
 * When a link is signed that is asked for now: a little earlier, so that who asks often gets the same one for a while.
 * It has eleven twelfths of its life left at least.
 */
const steadyTime = (now: number, seconds: number): number => {
	const step = Math.max(1000, (seconds * 1000) / LINKS_IN_A_LIFE);
	return Math.floor(now / step) * step;
};

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

const lackingWords = (
	name: string,
	{ bucket, endpoint = '' }: S3Settings,
): Record<Lacking, Words> => ({
	endpoint: {
		zh: `投递目标 ${name}：存储桶 ${bucket} 缺少 endpoint 或 region`,
		en: `the target ${name}: the bucket ${bucket} needs an endpoint or a region`,
	},
	region: {
		zh: `投递目标 ${name}：存储桶 ${bucket} 缺少 region，签名需要它，而 ${endpoint} 中没有`,
		en: `the target ${name}: the bucket ${bucket} needs its region, for which requests are signed and which ${endpoint} does not say`,
	},
});

const requirePlace = (name: string, settings: S3Settings): S3Place => {
	const place = placeOf(settings);
	if (typeof place !== 'string') return place;
	throw new AgentError('REQUEST_INVALID', { object: lackingWords(name, settings)[place] });
};

/**
 * The target that uploads to a bucket.
 * @throws {AgentError} REQUEST_INVALID when its address or region cannot be known
 */
export const s3Bucket = (
	name: string,
	settings: S3Settings,
	{ send, clock }: UploadParts,
): DeliveryTarget => {
	const place = requirePlace(name, settings);
	const keys: S3Keys = {
		accessKeyId: settings.access_key_id,
		secretAccessKey: settings.secret_access_key,
		sessionToken: settings.session_token,
	};
	const bucket = createBucket({ place, keys, send, clock });
	const keyOf = ({ key }: Pick<DeliveryFile, 'key'>): string => below(settings.prefix, key);
	const linkTo = (file: Pick<DeliveryFile, 'key'>): string => {
		const key = keyOf(file);
		if (settings.public_url !== undefined) return addressBelow(settings.public_url, key);
		const seconds = settings.link_days * DAY_SECONDS;
		const now = steadyTime(clock.now(), seconds);
		return signedLink(bucket.addressOf(key), seconds, { keys, region: place.region, now });
	};
	return {
		name,
		put: async (file, course, signal) => {
			const key = keyOf(file);
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
			return { url: linkTo(file) };
		},
		linkTo,
		drop: async (state, signal) => {
			const upload = uploadIn(state);
			if (upload) await bucket.abort(upload, signal);
		},
	};
};
