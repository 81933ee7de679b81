/** Where the answer to an upload carries the video's address. Pure. */
import { AgentError } from '../../kernel/errors';
import { isObject, type Json } from '../../kernel/json';
import type { PostAnswer } from '../../net/post';
import { corrupt } from '../faults';

/** Means the `Location` header of the answer. */
const LOCATION = '$location';
/** Means the whole body of the answer. */
const TEXT = '$text';

const WEB = new Set(['http:', 'https:']);

const at = (value: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(inner, name) =>
				typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
					? (inner as Record<string, unknown>)[name]
					: undefined,
			value,
		);

const parsed = (body: string): unknown => {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
};

const found = ({ headers, text }: PostAnswer, path: string): unknown => {
	if (path === LOCATION) return headers['location'];
	return path === TEXT ? text.trim() : at(parsed(text), path);
};

/**
 * The address that an answer carries: at names joined by dots in its JSON, in `$location`, or as `$text`. A relative one
 * is completed by `url`, which was asked; one that is not of the web counts as none.
 * @throws {AgentError} DELIVERY_FAILED when there is none
 */
export const addressIn = (answer: PostAnswer, path: string, url: string): string => {
	const said = found(answer, path);
	const address = typeof said === 'string' && said !== '' ? URL.parse(said, url) : null;
	// Whoever is shown the video opens it: an answer must not put a script, or a file of theirs, in its place.
	if (address && WEB.has(address.protocol)) return address.href;
	const { host } = new URL(url);
	throw new AgentError('DELIVERY_FAILED', {
		object: {
			zh: `${host} 的应答中没有 ${path}（见 result_path 或 RENDER_AGENT_UPLOAD_RESULT_PATH）`,
			en: `the answer of ${host} has no ${path} (see result_path or RENDER_AGENT_UPLOAD_RESULT_PATH)`,
		},
	});
};

/** The fields of an answer in JSON, and those under names that services put them under. */
const fieldsIn = (text: string): readonly Json[] => {
	const whole = parsed(text);
	if (!isObject(whole)) return [];
	return [whole, whole['data'], whole['result'], whole['file']].filter(isObject);
};

const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === false ||
	value === 0 ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0);

const FAILED_STATUS = /^(error|fail|failed|failure)$/i;
const NO = /^(false|no|0)$/i;
const NO_FAULT = /^(0+|2\d\d|ok|success|none|null)?$/i;

const isNo = (value: unknown): boolean =>
	value === false || (typeof value === 'string' && NO.test(value.trim()));

/** Whether a value is a fault's number, or its name. */
const isFault = (value: unknown): boolean =>
	(typeof value === 'number' || typeof value === 'string') && !NO_FAULT.test(String(value).trim());

const saysFailed = (value: unknown): boolean =>
	typeof value === 'string' && FAILED_STATUS.test(value.trim());

const LOWEST_FAILURE = 400;
const HIGHEST_FAILURE = 599;

/**
 * What a field says when the upload failed for certain. Numbers of `code` other than HTTP's mean success with one service
 * and failure with another, so they say nothing.
 */
const FAILURES: Readonly<Record<string, (value: unknown) => boolean>> = {
	success: isNo,
	ok: isNo,
	error: (value) => !isEmpty(value),
	errors: (value) => !isEmpty(value),
	errcode: isFault,
	errno: isFault,
	error_code: isFault,
	errorCode: isFault,
	status: saysFailed,
	result: saysFailed,
	code: (value) => Number(value) >= LOWEST_FAILURE && Number(value) <= HIGHEST_FAILURE,
};

/** The field by which an answer says that it failed; undefined where it does not. */
const failureIn = (fields: Json): string | undefined =>
	Object.keys(FAILURES).find((name) => FAILURES[name]?.(fields[name]) === true);

const SIZES = ['size', 'bytes', 'filesize', 'file_size', 'fileSize', 'content_length'] as const;
const LARGER_UNITS = [1000, 1024, 1_000_000, 1024 ** 2];
const ROUNDED = 1.01;

/** Whether a number may be this size: in bytes, or in one of the larger units, rounded. */
const isSize = (value: number, bytes: number): boolean =>
	value === bytes ||
	(value > 0 && LARGER_UNITS.some((unit) => Math.abs(value - bytes / unit) < ROUNDED));

const wrongSizeIn = (fields: Json, bytes: number): number | undefined =>
	SIZES.map((name) => fields[name]).find(
		(value): value is number => typeof value === 'number' && !isSize(value, bytes),
	);

const MAX_SAID = 120;

/** A value as it may be shown: short, and in one line. */
const shown = (value: unknown): string => {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
	return (text ?? '').replace(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, MAX_SAID);
};

/**
 * Refuses an answer that says, though its status is good, that the file was not taken, or that another size was.
 * @throws {AgentError} DELIVERY_FAILED, DELIVERY_CORRUPT
 */
export const requireTaken = (
	{ text }: PostAnswer,
	{ url, bytes }: { readonly url: string; readonly bytes: number },
): void => {
	const { host } = new URL(url);
	const all = fieldsIn(text);
	const [said] = all.flatMap((fields, depth) => {
		// Further in, a code may be anything, such as that of a short link.
		const failed = failureIn(depth === 0 ? fields : { ...fields, code: undefined });
		return failed === undefined ? [] : [`${failed}: ${shown(fields[failed])}`];
	});
	if (said !== undefined)
		throw new AgentError('DELIVERY_FAILED', {
			object: {
				zh: `${host} 的应答表示失败（${said}）`,
				en: `the answer of ${host} says that it failed (${said})`,
			},
		});
	const [size] = all.flatMap((fields) => wrongSizeIn(fields, bytes) ?? []);
	if (size === undefined) return;
	throw corrupt({
		zh: `${host} 收到 ${String(size)} 字节，应为 ${String(bytes)}`,
		en: `${host} says that it has ${String(size)} bytes instead of ${String(bytes)}`,
	});
};
