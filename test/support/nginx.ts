/** Debian's nginx as a WebDAV server and a receiver of PUT, in a folder of its own on loopback. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './agent';

const NGINX = '/usr/sbin/nginx';

/** Whether it is installed: `apt-get install nginx`. */
export const hasNginx = existsSync(NGINX);

/** A running nginx. `/dav/` takes everything, `/tiny/` at most 1 KiB, `/closed/` asks for anna's password. */
export interface Nginx {
	readonly url: string;
	/** What lies at a path below the address. */
	readonly read: (path: string) => Promise<Buffer | undefined>;
	/** Paths of all files below the address. */
	readonly files: () => Promise<readonly string[]>;
	readonly close: () => Promise<void>;
}

/** A port of loopback that is free now. */
export const freePort = (): Promise<number> =>
	new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => {
				resolve(port);
			});
		});
	});

const configOf = (folder: string, port: number): string => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
	access_log off;
	client_body_temp_path ${folder}/body;
	proxy_temp_path ${folder}/proxy;
	fastcgi_temp_path ${folder}/fastcgi;
	uwsgi_temp_path ${folder}/uwsgi;
	scgi_temp_path ${folder}/scgi;
	server {
		listen 127.0.0.1:${String(port)};
		root ${folder}/root;
		dav_methods PUT DELETE MKCOL MOVE;
		client_max_body_size 0;
		location /tiny/ { client_max_body_size 1k; }
		location /closed/ { auth_basic closed; auth_basic_user_file ${folder}/users; }
	}
}
`;

/** Starts it; it answers when this resolves. */
export const startNginx = async (): Promise<Nginx> => {
	const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
	const port = await freePort();
	for (const place of ['dav', 'tiny', 'closed'])
		await mkdir(join(folder, 'root', place), { recursive: true });
	await writeFile(join(folder, 'users'), 'anna:{PLAIN}canary\n');
	await writeFile(join(folder, 'nginx.conf'), configOf(folder, port));
	const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')];
	const child = spawn(NGINX, args, { stdio: 'ignore' });
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const url = `http://127.0.0.1:${String(port)}`;
	const answers = (): Promise<boolean> =>
		fetch(url).then(
			() => true,
			() => false,
		);
	await until(answers);
	const root = join(folder, 'root');
	return {
		url,
		read: (path) => readFile(join(root, decodeURIComponent(path))).catch(() => undefined),
		files: async () => {
			const all = await readdir(root, { recursive: true, withFileTypes: true });
			return all.filter((one) => one.isFile()).map(({ name }) => name);
		},
		close: async () => {
			child.kill('SIGTERM');
			await ended;
			await rm(folder, { recursive: true });
		},
	};
};
