/** Upload to a WebDAV server: into a name of its own first, which takes the right one when it is whole. */
import { asAgentError } from '../../kernel/errors';
import type { Method } from '../../net/exchange';
import type { PostAnswer } from '../../net/post';
import { retrying } from '../../net/retry';
import { corrupt, refusalOf, uploadRetry } from '../faults';
import { addressBelow, below } from '../objectKey';
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
	readonly file?: DeliveryFile;
	/** Statuses beside 2xx that are well. */
	readonly fine?: readonly number[];
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
		const { method, url, file, fine = [] } = call;
		const headers = { ...base, ...call.headers };
		const body = file && { body: file, onBytes: course.onProgress };
		const answer = await send({ method, url, headers, ...body }, signal);
		const good = answer.status >= 200 && answer.status < 300;
		if (!good && !fine.includes(answer.status)) throw refusalOf(answer, { url, now: clock.now() });
		return answer;
	};
	return (call, signal) => retrying(() => once(call, signal), uploadRetry(clock), signal);
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
		await call({ method: 'PUT', url: part, headers, file }, signal);
		const there = await call({ method: 'HEAD', url: part }, signal);
		const bytes = there.headers['content-length'] ?? '?';
		if (bytes !== String(file.bytes))
			throw corrupt({
				zh: `服务器上的文件大小为 ${bytes}`,
				en: `the file on the server has ${bytes} bytes`,
			});
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
