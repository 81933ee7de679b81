/** Upload of a video as a multipart form to a plain HTTP address. The only file that imports form-data. */
import FormData from 'form-data';
import { asAgentError } from '../../kernel/errors';
import type { PostAnswer } from '../../net/post';
import { retrying } from '../../net/retry';
import { refusalOf, uploadRetry } from '../faults';
import type { Course, DeliveryFile, DeliveryTarget } from '../target';
import { addressIn, requireTaken } from './answers';
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

/** A form about a file: what stands before the file's bytes, the bytes, what stands after them. */
const formOf = (settings: FormSettings, of: DeliveryFile) => {
	const form = new FormData();
	for (const [name, value] of Object.entries(settings.fields)) form.append(name, named(value, of));
	const { contentType, bytes, downloadName: filename } = of;
	// The place of the file is left empty: its bytes go through the one pair of buffers of all uploads.
	form.append(settings.field, Buffer.alloc(0), { filename, contentType });
	const whole = form.getBuffer();
	const end = Buffer.byteLength(`\r\n--${form.getBoundary()}--\r\n`);
	const [before, after] = [whole.subarray(0, -end), whole.subarray(-end)];
	const length = String(whole.length + bytes);
	const headers = { ...settings.headers, ...form.getHeaders(), 'content-length': length };
	return { body: { file: of.file, bytes, before, after }, headers };
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
		const form = formOf(settings, file);
		const { onProgress: onBytes } = course;
		const answer = await send({ method: 'POST', url, ...form, onBytes }, signal);
		if (answer.status < 200 || answer.status > 299)
			throw refusalOf(answer, { url, now: clock.now() });
		requireTaken(answer, { url, bytes: file.bytes });
		return answer;
	};
	return {
		name,
		put: async (file, course, signal) => {
			try {
				const answer = await retrying(
					() => posted(file, course, signal),
					uploadRetry(clock),
					signal,
				);
				const said = (): string => addressIn(answer, settings.result_path, url);
				return { url: publicUrl === undefined ? said() : publicAddress(publicUrl, file) };
			} catch (cause) {
				signal.throwIfAborted();
				throw asAgentError(cause, 'DELIVERY_FAILED');
			}
		},
		linkTo: (file, answered) =>
			publicUrl === undefined ? answered : publicAddress(publicUrl, file),
	};
};
