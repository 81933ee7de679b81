/** Upload of a video as the body of one PUT, such as to an address that was signed beforehand. */
import { createHash } from 'node:crypto';
import { AgentError, asAgentError } from '../../kernel/errors';
import type { PostAnswer } from '../../net/post';
import { retrying } from '../../net/retry';
import { corrupt, refusalOf, uploadRetry } from '../faults';
import { absent, type Ask, compareStretches, isGone, wrongLength } from '../readBack';
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

/**
 * Whether the answer has the checksum of what was sent: as its ETag, but where the storage encrypts with a key of its own.
 * @throws {AgentError} DELIVERY_CORRUPT when it is another's
 */
const isSummed = ({ headers }: PostAnswer, md5: string): boolean => {
	const etag = (headers['etag'] ?? '').replaceAll('"', '').toLowerCase();
	const isPlain = !(headers['x-amz-server-side-encryption'] ?? '').startsWith('aws:kms');
	if (!isPlain || !/^[0-9a-f]{32}$/.test(etag)) return false;
	if (etag === md5) return true;
	throw corrupt({ zh: '存储算出的校验和不同', en: 'the storage got another checksum' });
};

/**
 * Whether the receiver speaks of the address as the place of the file: it was made there, or taken without a word. A
 * service that answers with words of its own, or will see to it later, may keep the file anywhere.
 */
const isPlace = ({ status, text }: PostAnswer): boolean =>
	status === 201 || status === 204 || (status === 200 && text.trim() === '');

const PAGE = /^(text\/html|application\/json)/;
const WORDS = /^(text\/|application\/(json|xml|problem))/;

/** Whether an answer to HEAD is of the file: pages and words of services are not, whatever their length is. */
const isFile = (
	{ status, headers }: PostAnswer,
	{ contentType }: DeliveryFile,
	place: boolean,
): boolean => {
	if (status !== 200) return false;
	const type = headers['content-type'] ?? '';
	if (headers['accept-ranges'] === 'bytes') return !PAGE.test(type);
	if (type === '') return place;
	return !WORDS.test(type) || type === contentType;
};

/**
 * Looks at what lies at the address now, where it may be read: many addresses are signed for a PUT alone, and say nothing.
 * @throws {AgentError} DELIVERY_CORRUPT when it is not what was sent, or nothing
 */
const lookBack = async (
	ask: Ask,
	{ file, place }: { readonly file: DeliveryFile; readonly place: boolean },
	signal: AbortSignal,
): Promise<void> => {
	try {
		const seen = await ask({ method: 'HEAD', headers: {} }, signal);
		if (place && isGone(seen)) throw absent();
		if (!isFile(seen, file, place)) return;
		const bytes = seen.headers['content-length'];
		if (bytes !== undefined && bytes !== String(file.bytes)) throw wrongLength(bytes);
		await compareStretches(ask, file, signal);
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof AgentError && error.code === 'DELIVERY_CORRUPT') throw error;
		// Who took the file whole need not show it.
	}
};

const headersOf = (
	{ headers }: PutSettings,
	{ contentType, bytes }: DeliveryFile,
): Readonly<Record<string, string>> => ({
	...(!hasHeader(headers, 'content-type') && { 'Content-Type': contentType }),
	...headers,
	'Content-Length': String(bytes),
});

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
		const headers = headersOf(settings, file);
		const md5 = createHash('md5');
		const onPiece = (piece: Uint8Array): void => {
			md5.update(piece);
		};
		const body = { file: file.file, bytes: file.bytes, onPiece };
		const { onProgress: onBytes } = course;
		const answer = await send({ method: 'PUT', url, headers, body, onBytes }, signal);
		if (answer.status < 200 || answer.status > 299)
			throw refusalOf(answer, { url, fault: elementIn(answer.text, 'Code'), now: clock.now() });
		if (isSummed(answer, md5.digest('hex'))) return;
		const asked: Ask = (call, stop) => {
			const more = { ...settings.headers, ...call.headers };
			return send({ method: call.method, url, headers: more }, stop);
		};
		await lookBack(asked, { file, place: isPlace(answer) }, signal);
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
