/** Upload to a WebDAV server: into a name of its own first, which takes the right one when it is whole. */
import { createHash } from 'node:crypto';
import { asAgentError } from '../../kernel/errors';
import type { Method } from '../../net/exchange';
import type { FileBody } from '../../net/fileBody';
import type { PostAnswer } from '../../net/post';
import { retrying } from '../../net/retry';
import { corrupt, refusalOf, uploadRetry } from '../faults';
import { addressBelow, below } from '../objectKey';
import { type Ask, compareStretches, wrongLength } from '../readBack';
import type { Course, DeliveryFile, DeliveryTarget } from '../target';
import type { UploadParts } from './s3';

/** Which folder of which server. */
export interface WebdavSettings {
	/** Address of a folder. */
	readonly url: string;
	readonly username?: string | undefined;
	readonly password?: string | undefined;
	readonly headers: Readonly<Record<string, string>>;
	/** Folder below the address; made when it is not there. */
	readonly prefix?: string | undefined;
	/** Address below which the folder's files are read; default: `url`. */
	readonly public_url?: string | undefined;
}

interface Call {
	readonly method: Method;
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** The body, made anew for each try. */
	readonly body?: () => FileBody;
	/** Statuses beside 2xx that are well. */
	readonly fine?: readonly number[] | 'all';
}

const THERE_ALREADY = 405;
const NOT_FOUND = 404;
const CLEAN_UP = 10_000;

const signIn = ({ username, password }: WebdavSettings): Readonly<Record<string, string>> => {
	if (username === undefined) return {};
	const pair = Buffer.from(`${username}:${password ?? ''}`).toString('base64');
	return { Authorization: `Basic ${pair}` };
};

/** The folders that lead to a file, outermost first. */
const foldersTo = (path: string): readonly string[] =>
	path
		.split('/')
		.slice(0, -1)
		.map((_name, index, all) => all.slice(0, index + 1).join('/'));

type Called = (call: Call, signal: AbortSignal) => Promise<PostAnswer>;

const callsOf = (
	settings: WebdavSettings,
	{ send, clock }: UploadParts,
	course: Course,
): Called => {
	const base = { ...settings.headers, ...signIn(settings) };
	const once: Called = async (call, signal) => {
		const { method, url, body, fine = [] } = call;
		const headers = { ...base, ...call.headers };
		const sent = body && { body: body(), onBytes: course.onProgress };
		const answer = await send({ method, url, headers, ...sent }, signal);
		const good = answer.status >= 200 && answer.status < 300;
		if (!good && fine !== 'all' && !fine.includes(answer.status))
			throw refusalOf(answer, { url, now: clock.now() });
		return answer;
	};
	return (call, signal) => retrying(() => once(call, signal), uploadRetry(clock), signal);
};

/** Checksums that servers name in their answers, as ownCloud does. */
const SUMS = ['MD5', 'SHA1', 'SHA256'] as const;

/** The checksums of what goes, made on its way; each body starts them anew. */
const summedBody = ({ file, bytes }: DeliveryFile) => {
	let hashes = SUMS.map((name) => createHash(name));
	const body = (): FileBody => {
		hashes = SUMS.map((name) => createHash(name));
		const onPiece = (piece: Uint8Array): void => {
			for (const hash of hashes) hash.update(piece);
		};
		return { file, bytes, onPiece };
	};
	const sums = () => new Map(SUMS.map((name, at) => [name as string, hashes[at]?.digest('hex')]));
	return { body, sums };
};

/** What a server says of the file's checksums, such as `SHA1:9a… MD5:3f…`: whether one of ours is among them, and right. */
const judgedBy = (header: string, sums: ReadonlyMap<string, string | undefined>) => {
	const said = [...header.matchAll(/(\w+):([0-9a-f]+)/gi)].flatMap(([, name = '', value = '']) => {
		const ours = sums.get(name.toUpperCase());
		return ours === undefined ? [] : [ours === value.toLowerCase()];
	});
	return said.length === 0 ? 'unsaid' : said.every(Boolean);
};

/** Compares what lies there with what was sent: its length, and its checksum where the server has one, else stretches. */
const checkWhole = async (
	call: Called,
	{
		file,
		url,
		sums,
	}: { file: DeliveryFile; url: string; sums: ReadonlyMap<string, string | undefined> },
	signal: AbortSignal,
): Promise<void> => {
	const { headers } = await call({ method: 'HEAD', url }, signal);
	const bytes = headers['content-length'] ?? '?';
	if (bytes !== String(file.bytes)) throw wrongLength(bytes);
	const judged = judgedBy(headers['oc-checksum'] ?? '', sums);
	if (judged === false)
		throw corrupt({ zh: '服务器算出的校验和不同', en: 'the server got another checksum' });
	const ask: Ask = (asked, stop) => call({ ...asked, url, fine: 'all' }, stop);
	if (judged === 'unsaid') await compareStretches(ask, file, signal);
};

const putWhole = async (
	call: Called,
	{ file, to }: { readonly file: DeliveryFile; readonly to: string },
	signal: AbortSignal,
): Promise<void> => {
	const part = `${to}.part`;
	const length = { 'Content-Length': String(file.bytes) };
	const headers = { 'Content-Type': file.contentType, ...length };
	try {
		const { body, sums } = summedBody(file);
		await call({ method: 'PUT', url: part, headers, body }, signal);
		await checkWhole(call, { file, url: part, sums: sums() }, signal);
		const moving = { Destination: to, Overwrite: 'T' };
		await call({ method: 'MOVE', url: part, headers: moving }, signal);
	} catch (error) {
		signal.throwIfAborted();
		// Half a file is of no use. When even this fails, the next try writes over it.
		const away = { method: 'DELETE', url: part, fine: [NOT_FOUND] } as const;
		await call(away, AbortSignal.any([signal, AbortSignal.timeout(CLEAN_UP)])).catch(
			() => undefined,
		);
		throw error;
	}
};

/** The target that puts videos into a folder of a WebDAV server, sorted by day. */
export const webdav = (
	name: string,
	settings: WebdavSettings,
	parts: UploadParts,
): DeliveryTarget => ({
	name,
	put: async (file, course, signal) => {
		const call = callsOf(settings, parts, course);
		const path = below(settings.prefix, file.key);
		try {
			for (const folder of foldersTo(path)) {
				const url = `${addressBelow(settings.url, folder)}/`;
				await call({ method: 'MKCOL', url, fine: [THERE_ALREADY] }, signal);
			}
			await putWhole(call, { file, to: addressBelow(settings.url, path) }, signal);
		} catch (cause) {
			signal.throwIfAborted();
			throw asAgentError(cause, 'DELIVERY_FAILED');
		}
		return { url: addressBelow(settings.public_url ?? settings.url, path) };
	},
	linkTo: ({ key }) =>
		settings.public_url === undefined
			? undefined
			: addressBelow(settings.public_url, below(settings.prefix, key)),
});
