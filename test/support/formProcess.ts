/** A receiver of forms as a process of its own, which keeps the files in a folder and gives them back. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = `
const { createServer } = require('node:http');
const { createReadStream, promises: { rename, writeFile } } = require('node:fs');
const { buffer } = require('node:stream/consumers');
const place = (name) => process.argv[1] + '/' + Buffer.from(name).toString('base64url');
const take = async (request) => {
	const headers = { 'content-type': request.headers['content-type'] };
	const file = (await new Response(await buffer(request), { headers }).formData()).get('video');
	await writeFile(place(file.name) + '.part', Buffer.from(await file.arrayBuffer()));
	await rename(place(file.name) + '.part', place(file.name));
	return '/v/' + encodeURIComponent(file.name);
};
const server = createServer((request, response) => {
	const gone = () => response.destroy();
	if (request.method === 'POST')
		take(request).then((url) => response.end(JSON.stringify({ data: { url } })), gone);
	else createReadStream(place(decodeURIComponent(request.url.slice(3)))).on('error', gone).pipe(response);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/** A running receiver; the form's field is `video`, the answer's address at `data.url`. */
export interface FormProcess {
	readonly url: string;
	/** How many whole files lie there. */
	readonly count: () => Promise<number>;
	readonly close: () => Promise<void>;
}

/** Starts it; it listens when this resolves. */
export const startFormProcess = async (): Promise<FormProcess> => {
	const folder = await mkdtemp(join(tmpdir(), 'forms-'));
	const child = spawn(process.execPath, ['-e', PROGRAM, folder], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = once(child, 'exit');
	const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
	return {
		url: `http://127.0.0.1:${port}/up`,
		count: async () => (await readdir(folder)).filter((name) => !name.endsWith('.part')).length,
		close: async () => {
			child.kill('SIGTERM');
			await ended;
			await rm(folder, { recursive: true });
		},
	};
};
