/** A host of the internet that takes whatever is put and shows something at every address, so that whoever asks goes on asking. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A running host. */
export interface GladHost {
	/** How many requests it has answered. */
	readonly answered: () => number;
	readonly close: () => void;
}

type Answer = readonly [status: number, body: string, headers?: Readonly<Record<string, string>>];

const xml = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

/** What a storage says to a POST, and what a form is answered. */
const posted = (url: string, base: string): Answer => {
	if (url.includes('uploads'))
		return [200, xml('InitiateMultipartUploadResult', xml('UploadId', 'u'))];
	if (url.includes('uploadId')) return [200, xml('CompleteMultipartUploadResult', '')];
	return [200, JSON.stringify({ url: `${base}there.mp4` })];
};

const shown = (url: string, base: string): Answer => {
	const listing = JSON.stringify({ code: 0, files: [`${base}draft_content.json`] });
	return [200, url === '/' ? listing : '{}'];
};

const answerTo = async (request: IncomingMessage): Promise<Answer> => {
	const { method = '', url = '/', headers } = request;
	const base = `http://${headers.host ?? ''}/`;
	const body = await buffer(request);
	switch (method) {
		case 'POST':
			return posted(url, base);
		case 'PUT': {
			const md5 = createHash('md5').update(body).digest('hex');
			return [200, '', url.includes('partNumber') ? { ETag: `"${md5}"` } : {}];
		}
		case 'GET':
		case 'HEAD':
			return shown(url, base);
		default:
			return [201, ''];
	}
};

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
	const [status, body, headers] = await answerTo(request);
	response.writeHead(status, { ...headers, connection: 'close' });
	response.end(body);
};

/** Starts it at an address of this machine. */
export const startGladHost = async (host: string, port: number): Promise<GladHost> => {
	let answered = 0;
	const server = createServer((request, response) => {
		answered += 1;
		answer(request, response).catch(() => response.destroy());
	});
	await new Promise<void>((done) => server.listen(port, host, done));
	return { answered: () => answered, close: () => server.close() };
};
