/** Upload of a video as a multipart form to a plain HTTP address. The only file that imports form-data. */
import { createReadStream } from 'node:fs';
import { PassThrough, Transform } from 'node:stream';
import FormData from 'form-data';
import { asAgentError } from '../../kernel/errors';
import type { PostAnswer } from '../../net/post';
import { retrying } from '../../net/retry';
import { refusalOf, UPLOAD_ATTEMPTS } from '../faults';
import type { Course, DeliveryFile, DeliveryTarget } from '../target';
import { addressIn } from './answers';
import { named, publicAddress } from './names';
import type { UploadParts } from './s3';

/** Where and how a form is sent. */
export interface FormSettings {
	readonly url: string;
	/** Name of the field that carries the file. */
	readonly field: string;
	/** More fields, before the file; `{name}` and `{key}` stand for the file's. */
	readonly fields: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string>>;
	/** Where the answer carries the address: names joined by dots, `$location` or `$text`. */
	readonly result_path: string;
	/** Address of the file for readers, when the answer does not say it. */
	readonly public_url?: string | undefined;
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

/** A form about a file, as a stream that begins to flow when it is read. */
const formOf = (settings: FormSettings, file: DeliveryFile, course: Course) => {
	const form = new FormData();
	for (const [name, value] of Object.entries(settings.fields))
		form.append(name, named(value, file));
	const source = createReadStream(file.file);
	const video = source.pipe(counting(course.onProgress));
	source.once('error', (error) => video.destroy(error));
	const { contentType, bytes } = file;
	form.append(settings.field, video, {
		filename: file.downloadName,
		contentType,
		knownLength: bytes,
	});
	const body = new PassThrough();
	form.once('error', (error: Error) => body.destroy(error));
	form.pipe(body);
	const length = String(form.getLengthSync());
	const headers = { ...settings.headers, ...form.getHeaders(), 'content-length': length };
	const close = (): void => {
		source.destroy();
		body.destroy();
	};
	return { body, headers, close };
};

/** The target that posts a video as the field of a form; its address is what the answer says. */
export const multipartPost = (
	name: string,
	settings: FormSettings,
	{ send, clock }: UploadParts,
): DeliveryTarget => {
	const { url, public_url: publicUrl } = settings;
	const posted = async (
		file: DeliveryFile,
		course: Course,
		signal: AbortSignal,
	): Promise<PostAnswer> => {
		const { body, headers, close } = formOf(settings, file, course);
		try {
			const answer = await send({ method: 'POST', url, headers, body }, signal);
			if (answer.status < 200 || answer.status > 299)
				throw refusalOf(answer, { url, now: clock.now() });
			return answer;
		} finally {
			close();
		}
	};
	return {
		name,
		put: async (file, course, signal) => {
			try {
				const answer = await retrying(
					() => posted(file, course, signal),
					{ clock, attempts: UPLOAD_ATTEMPTS, progress: () => 0 },
					signal,
				);
				const said = (): string => addressIn(answer, settings.result_path, url);
				return { url: publicUrl === undefined ? said() : publicAddress(publicUrl, file) };
			} catch (cause) {
				signal.throwIfAborted();
				throw asAgentError(cause, 'DELIVERY_FAILED');
			}
		},
	};
};
