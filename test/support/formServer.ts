/** A receiver of forms on loopback, with the platform's own parser, as plain upload services have one. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One form as it was understood. */
export interface ReceivedForm {
	readonly headers: IncomingHttpHeaders;
	/** Texts, in their order. */
	readonly fields: readonly (readonly [string, string])[];
	readonly field: string;
	readonly filename: string;
	readonly type: string;
	readonly bytes: Buffer;
}

/** What is answered. */
interface Answer {
	readonly status: number;
	readonly text: string;
	readonly headers?: Readonly<Record<string, string>>;
}

/** A running receiver. */
export interface FormServer {
	readonly url: string;
	/** Forms that arrived whole, by the address that was answered. */
	readonly forms: ReadonlyMap<string, ReceivedForm>;
	/** What is answered instead of the address. */
	answer: Answer | undefined;
	/** How many requests get a 503 first. */
	busy: number;
	readonly close: () => Promise<void>;
}

const formIn = async (request: IncomingMessage): Promise<ReceivedForm> => {
	const { headers } = request;
	const type = headers['content-type'] ?? '';
	const response = new Response(new Uint8Array(await buffer(request)), {
		headers: { 'content-type': type },
	});
	const fields: [string, string][] = [];
	let file: readonly [string, File] | undefined;
	// eslint-disable-next-line @typescript-eslint/no-deprecated -- a parser of another hand, for small forms
	for (const [name, value] of await response.formData()) {
		if (typeof value === 'string') fields.push([name, value]);
		else file = [name, value];
	}
	if (!file) throw new RangeError('no file');
	const [field, { name: filename, type: fileType }] = file;
	const bytes = Buffer.from(await file[1].arrayBuffer());
	return { headers, fields, field, filename, type: fileType, bytes };
};

/** Starts a receiver, on any free port by default. It replaces what came under the same file name. */
export const startFormServer = async (at = 0): Promise<FormServer> => {
	const forms = new Map<string, ReceivedForm>();
	const answered = async (request: IncomingMessage): Promise<Answer> => {
		const form = await formIn(request);
		if (state.busy > 0) {
			state.busy -= 1;
			return { status: 503, text: '' };
		}
		if (state.answer) return state.answer;
		const url = `/v/${encodeURIComponent(form.filename)}`;
		forms.set(url, form);
		return { status: 200, text: JSON.stringify({ data: { url } }) };
	};
	const server = createServer((request, response) => {
		answered(request).then(
			({ status, text, headers = {} }) => response.writeHead(status, { ...headers }).end(text),
			() => response.destroy(),
		);
	});
	await new Promise<void>((ready) => server.listen(at, '127.0.0.1', ready));
	const port = String((server.address() as AddressInfo).port);
	const state: FormServer = {
		url: `http://127.0.0.1:${port}/up?k=canary`,
		forms,
		answer: undefined,
		busy: 0,
		close: () =>
			new Promise((closed) => {
				server.close(() => {
					closed();
				});
				server.closeAllConnections();
			}),
	};
	return state;
};
