/** Upload of a video as a multipart form to a plain HTTP address. The only file that imports form-data. */
import { createReadStream } from 'node:fs';
import { PassThrough, type Readable, Transform } from 'node:stream';
import FormData from 'form-data';
import { AgentError, asAgentError } from '../../kernel/errors';
import type { DeliveryTarget } from '../target';

/** What is posted: a body that streams, with the headers that describe it. */
export interface FormToPost {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Readable;
}

/** The answer to a post; `text` is its body up to a limit. */
export interface FormAnswer {
	readonly status: number;
	readonly text: string;
}

/** Posts a form through the agent's outgoing client; redirects are not followed. */
export type PostForm = (form: FormToPost, signal: AbortSignal) => Promise<FormAnswer>;

/** Where and how a form is sent. */
export interface MultipartSettings {
	readonly url: string;
	readonly field: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Where the JSON answer carries the address: names joined by dots. */
	readonly resultPath: string;
}

const counting = (onProgress: (bytes: number) => void): Transform => {
	let sent = 0;
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			sent += chunk.length;
			onProgress(sent);
			done(null, chunk);
		},
	});
};

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

const addressIn = ({ text }: FormAnswer, { url, resultPath }: MultipartSettings): string => {
	const found = at(parsed(text), resultPath);
	if (typeof found === 'string' && URL.canParse(found, url)) return new URL(found, url).href;
	throw new AgentError('DELIVERY_FAILED', {
		object: {
			zh: `${new URL(url).host} 的应答中没有 ${resultPath}（见 RENDER_AGENT_UPLOAD_RESULT_PATH）`,
			en: `the answer of ${new URL(url).host} has no ${resultPath} (see RENDER_AGENT_UPLOAD_RESULT_PATH)`,
		},
	});
};

const refusal = (url: string, status: number): AgentError =>
	new AgentError('DELIVERY_FAILED', {
		object: {
			zh: `${new URL(url).host} 返回 HTTP ${String(status)}`,
			en: `${new URL(url).host} answered HTTP ${String(status)}`,
		},
	});

/** The target that posts a video as the field of a form; its address is what the answer says. */
export const multipartPost = (settings: MultipartSettings, post: PostForm): DeliveryTarget => ({
	name: 'http',
	put: async ({ file, name, contentType, bytes }, onProgress, signal) => {
		const form = new FormData();
		const source = createReadStream(file);
		const video = source.pipe(counting(onProgress));
		source.once('error', (error) => video.destroy(error));
		form.append(settings.field, video, { filename: name, contentType, knownLength: bytes });
		const body = new PassThrough();
		form.once('error', (error: Error) => body.destroy(error));
		form.pipe(body);
		const headers = {
			...settings.headers,
			...form.getHeaders(),
			'content-length': String(form.getLengthSync()),
		};
		try {
			const answer = await post({ url: settings.url, headers, body }, signal);
			if (answer.status < 200 || answer.status > 299) throw refusal(settings.url, answer.status);
			return { url: addressIn(answer, settings) };
		} catch (cause) {
			signal.throwIfAborted();
			throw asAgentError(cause, 'DELIVERY_FAILED');
		} finally {
			source.destroy();
			body.destroy();
		}
	},
});
