/** The words of a render service and how its answers are read. Speaks to nobody: transport.ts does. */
import type { IDataObject } from 'n8n-workflow';
import { textsIn, type Language } from './texts';

/** What a failure says, whichever style the service has. */
export interface Failure {
	/** What happened, without a closing period. */
	readonly what: string;
	/** What to do about it; empty when nobody can say. */
	readonly todo: string;
	readonly code?: number | undefined;
	readonly errorCode?: string | undefined;
	readonly httpStatus?: number | undefined;
	readonly retryAfterSeconds?: number | undefined;
	/** Whether the same question may well be answered a little later. */
	readonly transient: boolean;
}

/** An answer of the service: its own fields, or why there are none. */
export type Answer =
	| { readonly ok: true; readonly fields: IDataObject }
	| { readonly ok: false; readonly failure: Failure };

/** An HTTP answer as n8n's request helper hands it over. */
export interface RawResponse {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

/** A job as both kinds of service tell it; what only our agent knows is optional. */
export interface Job {
	readonly status: JobStatus;
	readonly progress: number;
	readonly videoUrl: string;
	readonly errorMessage: string;
	readonly jobId?: string | undefined;
	readonly nextPollSeconds?: number | undefined;
	/** Everything that the service said, under its own names. */
	readonly fields: IDataObject;
}

const STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;

export type JobStatus = (typeof STATUSES)[number];

/** 408, 429 and what proxies say while the service behind them is away (520 to 524 are Cloudflare's). */
const TRANSIENT_STATUSES = [408, 429, 502, 503, 504, 520, 521, 522, 523, 524];

/** Status query failed, busy, rate limited: the same in numbers of the service, for services that always answer 200. */
const TRANSIENT_CODES = [2032, 2905, 2912];

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g;

/** An address or id as a person pasted it, without invisible characters and blanks around it. */
export const cleaned = (pasted: unknown): string =>
	typeof pasted === 'string' ? pasted.replace(INVISIBLE, '').trim() : '';

/** The fields of an answer, or its failure: real statuses, 200 with `code` ≠ 0, FastAPI's `detail`, pages of proxies. */
export function readAnswer(
	response: RawResponse,
	{ language, baseUrl }: { language: Language; baseUrl: string },
): Answer {
	const body = objectIn(response.body);
	if (body === undefined) return notData(response, { language, baseUrl });
	const code = numberIn(body.code);
	const succeeded = response.statusCode < 400 && (code === undefined || code === 0);
	if (succeeded) {
		return { ok: true, fields: without(body, 'code') };
	}
	return { ok: false, failure: failureOf(response, body, language) };
}

/** The job in an answer of gen_video_status; undefined when the answer is about something else. */
export function readJob(fields: IDataObject): Job | undefined {
	const status = STATUSES.find((known) => known === fields.status);
	if (status === undefined) return undefined;
	return {
		status,
		progress: numberIn(fields.progress) ?? 0,
		videoUrl: textIn(fields.video_url),
		errorMessage: textIn(fields.error_message),
		jobId: textIn(fields.job_id) || undefined,
		nextPollSeconds: numberIn(fields.next_poll_seconds),
		fields: without(fields, 'message'),
	};
}

/** Why a job failed, in the words of the service; a hint of our own where it has none. */
export function failureOfJob(job: Job, language: Language): Failure {
	const texts = textsIn(language);
	const errorCode = textIn(job.fields.error_code) || undefined;
	return {
		what: withoutPeriod(job.errorMessage || texts.renderFailed),
		todo: textIn(job.fields.hint) || texts.todoAfter(job.errorMessage),
		errorCode,
		httpStatus: numberIn(job.fields.error_status),
		transient: false,
	};
}

/** One sentence: what happened, to which draft or file, what to do. */
export function sentence(parts: {
	what: string;
	object?: string | undefined;
	todo?: string;
}): string {
	const { what, object = '', todo = '' } = parts;
	const named = object === '' || names(what, object) ? what : `${what} (${object})`;
	return todo === '' ? `${named}.` : `${named}: ${withoutPeriod(todo)}.`;
}

const names = (text: string, object: string): boolean => {
	const draftId = /[?&]draft_id=([^&#]{8,})/.exec(object)?.[1];
	return text.includes(object) || (draftId !== undefined && text.includes(draftId));
};

function failureOf(response: RawResponse, body: IDataObject, language: Language): Failure {
	const texts = textsIn(language);
	const code = numberIn(body.code);
	const httpStatus = response.statusCode;
	const said = detailOf(body.detail) || textIn(body.message) || texts.answeredStatus(httpStatus);
	const errorCode = textIn(body.error_code) || undefined;
	const number = code !== undefined && code !== 0 ? code : httpStatus;
	return {
		what: withoutPeriod(said),
		todo: textIn(body.hint) || texts.todoByCode[number] || '',
		code,
		errorCode,
		httpStatus,
		retryAfterSeconds: retryAfter(response.headers),
		transient: TRANSIENT_STATUSES.includes(httpStatus) || TRANSIENT_CODES.includes(number),
	};
}

function notData(
	response: RawResponse,
	{ language, baseUrl }: { language: Language; baseUrl: string },
): Answer {
	const texts = textsIn(language);
	const transient = TRANSIENT_STATUSES.includes(response.statusCode);
	return {
		ok: false,
		failure: {
			what: texts.answeredNoData(baseUrl, response.statusCode),
			todo: transient ? texts.todoBehindProxy : texts.todoBaseUrl,
			httpStatus: response.statusCode,
			retryAfterSeconds: retryAfter(response.headers),
			transient,
		},
	};
}

/** FastAPI says `detail` as a text, or as a list of `{loc, msg}`. */
function detailOf(detail: unknown): string {
	if (!Array.isArray(detail)) return textIn(detail);
	return detail
		.map(objectIn)
		.map((fault) => {
			const path = Array.isArray(fault?.loc) ? fault.loc.filter((step) => step !== 'body') : [];
			return [path.join('.'), textIn(fault?.msg)].filter(Boolean).join(': ');
		})
		.filter(Boolean)
		.join('; ');
}

function retryAfter(headers: Readonly<Record<string, unknown>>): number | undefined {
	const said = headers['retry-after'];
	const seconds = numberIn(said);
	if (seconds !== undefined) return Math.max(0, seconds);
	const date = typeof said === 'string' ? Date.parse(said) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

function objectIn(value: unknown): IDataObject | undefined {
	if (typeof value === 'string') return objectIn(parsed(value));
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	return isObject ? (value as IDataObject) : undefined;
}

function parsed(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' ? value : undefined;
	} catch {
		return undefined;
	}
}

function numberIn(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The text in a field, trimmed; empty when it holds none. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A copy of the fields without one of them. */
export const without = (fields: IDataObject, name: string): IDataObject =>
	Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

const withoutPeriod = (text: string): string => text.trim().replace(/[.。]+$/, '');
