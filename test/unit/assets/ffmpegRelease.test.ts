/** `ffmpeg install`: only what its publisher vouches for is used, and a failure keeps what was there. */
import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { installFfmpeg } from '../../../render-agent/src/assets/ffmpegRelease';
import { findTools } from '../../../render-agent/src/render/tools';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'ffmpeg-'));
});
afterEach(() => {
	rmSync(home, { recursive: true });
});

const zipOf = async (files: Readonly<Record<string, string>>): Promise<Buffer> => {
	const zip = new ZipFile();
	for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
	zip.end();
	const pieces: Buffer[] = [];
	for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces);
};

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const install = (zip: Buffer, sha256: string): Promise<void> =>
	installFfmpeg(
		{
			client: {
				getText: () => Promise.resolve(`${sha256}\n`),
				download: ({ into }) => {
					writeFileSync(into, zip);
					return Promise.resolve({
						kind: 'file',
						bytes: zip.length,
						sha256: digestOf(zip),
						validator: {},
					});
				},
			},
			release: {
				url: 'https://publisher.example/ffmpeg.zip',
				sha256Url: 'https://publisher.example/ffmpeg.zip.sha256',
			},
			folder: join(home, 'ffmpeg'),
		},
		new AbortController().signal,
	);

const FILES = {
	'ffmpeg-7.1-essentials/bin/ffmpeg.exe': 'the program',
	'ffmpeg-7.1-essentials/bin/ffprobe.exe': 'the other',
	'ffmpeg-7.1-essentials/bin/ffplay.exe': 'not needed',
	'ffmpeg-7.1-essentials/LICENSE': 'GPL',
};

it('the two programs and the license are taken out of their folders, and can be run', async () => {
	const zip = await zipOf(FILES);
	await install(zip, digestOf(zip).toUpperCase());
	expect(readdirSync(join(home, 'ffmpeg')).toSorted()).toEqual([
		'LICENSE',
		'ffmpeg.exe',
		'ffprobe.exe',
	]);
	expect(readFileSync(join(home, 'ffmpeg/ffmpeg.exe'), 'utf8')).toBe('the program');
	expect(statSync(join(home, 'ffmpeg/ffmpeg.exe')).mode & 0o111).not.toBe(0);
	expect(readdirSync(home)).toEqual(['ffmpeg']);
});

it.each([
	['another SHA-256', FILES, '0'.repeat(64)],
	['a SHA-256 that is none', FILES, '<html>'],
	['no ffprobe in it', { 'bin/ffmpeg.exe': 'x' }, undefined],
])('with %s it is refused, and the ffmpeg of before stays', async (_what, files, sha256) => {
	mkdirSync(join(home, 'ffmpeg'));
	writeFileSync(join(home, 'ffmpeg/ffmpeg.exe'), 'of before');
	const zip = await zipOf(files);
	await expect(install(zip, sha256 ?? digestOf(zip))).rejects.toMatchObject({ code: 'NOT_READY' });
	expect(readFileSync(join(home, 'ffmpeg/ffmpeg.exe'), 'utf8')).toBe('of before');
	expect(existsSync(join(home, 'ffmpeg.new'))).toBe(false);
});

it('what is installed goes before the system and after nothing but the bundle and the settings', async () => {
	const real = await findTools({});
	const folder = join(home, 'installed');
	mkdirSync(folder);
	for (const [name, file] of [
		['ffmpeg', real.ffmpeg],
		['ffprobe', real.ffprobe],
	] as const)
		writeFileSync(join(folder, name), `#!/bin/sh\nexec '${file}' "$@"\n`, { mode: 0o755 });
	const found = await findTools({ installed: folder, searchPath: '/usr/bin' });
	expect([found.origin, found.ffmpeg]).toEqual(['installed', join(folder, 'ffmpeg')]);
});
