/** Upload of a video as the body of one PUT, such as to an address that was signed beforehand. */
import { createHash } from 'node:crypto';
import { asAgentError } from '../../kernel/errors';
import { retrying } from '../../net/retry';
import { corrupt, refusalOf, uploadRetry } from '../faults';
import { elementIn } from '../s3/xml';
import type { Course, DeliveryFile, DeliveryTarget } from '../target';
import { namedAddress, publicAddress } from './names';
import type { UploadParts } from './s3';

/** Where a file is put. */
export interface PutSettings {
	/** `{name}` and `{key}` stand for the file's. */
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Address of the file for readers. Default: the address that was put to, without its query. */
	readonly public_url?: string | undefined;
}

const withoutQuery = (url: string): string => {
	const { origin, pathname } = new URL(url);
	return origin + pathname;
};

const hasHeader = (headers: Readonly<Record<string, string>>, wanted: string): boolean =>
	Object.keys(headers).some((name) => name.toLowerCase() === wanted);

/** The target that puts a video to one address. */
export const httpPut = (
	name: string,
	settings: PutSettings,
	{ send, clock }: UploadParts,
): DeliveryTarget => {
	const putOnce = async (
		file: DeliveryFile,
		course: Course,
		signal: AbortSignal,
	): Promise<void> => {
		const url = namedAddress(settings.url, file);
		const type = hasHeader(settings.headers, 'content-type')
			? {}
			: { 'Content-Type': file.contentType };
		const headers = { ...type, ...settings.headers, 'Content-Length': String(file.bytes) };
		const md5 = createHash('md5');
		const onPiece = (piece: Uint8Array): void => {
			md5.update(piece);
		};
		const body = { file: file.file, bytes: file.bytes, onPiece };
		const { onProgress: onBytes } = course;
		const answer = await send({ method: 'PUT', url, headers, body, onBytes }, signal);
		if (answer.status < 200 || answer.status > 299)
			throw refusalOf(answer, { url, fault: elementIn(answer.text, 'Code'), now: clock.now() });
		const etag = (answer.headers['etag'] ?? '').replaceAll('"', '').toLowerCase();
		if (/^[0-9a-f]{32}$/.test(etag) && isPlain(answer.headers) && etag !== md5.digest('hex'))
			throw corrupt({ zh: '存储算出的校验和不同', en: 'the storage got another checksum' });
	};
	return {
		name,
		// One signed address is one object: a second file would take the place of the first.
		isSingle: !/\{(name|key)\}/.test(settings.url),
		put: async (file, course, signal) => {
			try {
				await retrying(() => putOnce(file, course, signal), uploadRetry(clock), signal);
			} catch (cause) {
				signal.throwIfAborted();
				throw asAgentError(cause, 'DELIVERY_FAILED');
			}
			const { public_url: publicUrl, url } = settings;
			return {
				url:
					publicUrl === undefined
						? withoutQuery(namedAddress(url, file))
						: publicAddress(publicUrl, file),
			};
		},
		linkTo: (file) =>
			settings.public_url === undefined ? undefined : publicAddress(settings.public_url, file),
	};
};

/** Whether an ETag may be the MD5 of what was sent: not where the storage encrypts with a key of its own. */
const isPlain = (headers: Readonly<Record<string, string>>): boolean =>
	!(headers['x-amz-server-side-encryption'] ?? '').startsWith('aws:kms');
