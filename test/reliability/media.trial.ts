import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { headOf } from '../../render-agent/src/assets/hashFile';
import { probe, type RunProbe } from '../../render-agent/src/assets/probe';
import { sniff, SNIFF_BYTES } from '../../render-agent/src/assets/sniff';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { safeInput } from '../../render-agent/src/render/safeInput';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { ffmpeg } from '../support/ffprobe';
import { report, times } from './support/plan';

const run = promisify(execFile);
const never = new AbortController().signal;
const STRACE = '/usr/bin/strace';
const canTrace = existsSync(STRACE);

let root: string;
let work: string;
let canary: Server;
let connections = 0;
let port = 0;
const traces: string[] = [];

const at = (name: string): string => join(work, name);

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'hostile-'));
	work = join(root, 'work');
	mkdirSync(work);
	canary = createServer((socket) => {
		connections += 1;
		socket.destroy();
	});
	await new Promise<void>((done) => canary.listen(0, '127.0.0.1', done));
	({ port } = canary.address() as AddressInfo);
	writeFileSync(join(root, 'secret.txt'), 'secret');
	await ffmpeg(...PICTURE, '-c:v', 'libx264', join(root, 'secret.mp4'));
});
afterAll(() => {
	canary.close();
	rmSync(root, { recursive: true, force: true });
});

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=10:d=1', '-pix_fmt', 'yuv420p'];
const TONE = ['-f', 'lavfi', '-i', 'sine=d=1'];

/** Runs a program, under strace where that is there: what it opens and connects to is kept. */
const traced = async (program: string, args: readonly string[]): Promise<string> => {
	const options = { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 };
	if (!canTrace) return (await run(program, [...args], options)).stdout;
	const log = join(root, `trace-${String(traces.length)}`);
	traces.push(log);
	const strace = ['-f', '-qq', '-e', 'trace=open,openat,openat2,connect', '-o', log];
	return (await run(STRACE, [...strace, program, ...args], options)).stdout;
};

const runProbe: RunProbe = (args) => traced(ffprobePath(), args);

/** What comes of a file on the way that media take: `used`, or the code of the refusal. */
const cameOf = async (file: string): Promise<string> => {
	try {
		const sniffed = sniff(await headOf(file, SNIFF_BYTES));
		if (sniffed.kind === 'refused') return 'refused by its first bytes';
		const { demuxer } = sniffed;
		if (sniffed.use === 'font' || sniffed.use === 'lut') return 'taken for a font';
		await probe({ file, ...sniffed, label: 'a' }, runProbe, never);
		const input = safeInput({ file, demuxer });
		await traced(ffmpegPath(), ['-nostdin', '-v', 'error', ...input, '-t', '1', '-f', 'null', '-']);
		return 'used';
	} catch (error) {
		if (error instanceof AgentError) return error.code;
		// What a program that ended badly threw; jest's world has another Error.
		const { code } = error as { readonly code?: unknown };
		return typeof code === 'number' ? 'MEDIA_BROKEN' : `untyped: ${String(error).slice(0, 200)}`;
	}
};

const FORMATS: readonly (readonly [string, readonly string[]])[] = [
	['v.mp4', [...PICTURE, '-c:v', 'libx264']],
	['v.mkv', [...PICTURE, '-c:v', 'libx264']],
	['v.webm', [...PICTURE, '-c:v', 'libvpx']],
	['g.gif', PICTURE],
	['s.png', [...PICTURE, '-frames:v', '1']],
	['s.jpg', [...PICTURE, '-pix_fmt', 'yuvj420p', '-frames:v', '1']],
	['s.mp3', TONE],
	['s.wav', TONE],
];

/** The table of hostile files: a name, and how it is written. */
const hostile = (): readonly (readonly [string, string | (() => Promise<unknown>)])[] => {
	const inside = `http://127.0.0.1:${String(port)}/x`;
	const secret = join(root, 'secret.mp4');
	const m3u = (target: string): string =>
		`#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${target}\n#EXT-X-ENDLIST\n`;
	const png = async (side: number, name: string): Promise<void> => {
		await ffmpeg(...PICTURE, '-frames:v', '1', at('small.png'));
		const bytes = await readFile(at('small.png'));
		bytes.writeUInt32BE(side, 16);
		bytes.writeUInt32BE(side, 20);
		await writeFile(at(name), bytes);
	};
	return [
		['hls-file.mp4', m3u(`file://${secret}`)],
		['hls-http.mp4', m3u(inside)],
		['hls-behind-blanks.mp4', `\n\n  ${m3u(`file://${secret}`)}`],
		['concat.mp4', `ffconcat version 1.0\nfile ../secret.mp4\n`],
		['concat-absolute.mp4', `ffconcat version 1.0\nfile '${secret}'\n`],
		[
			'sdp.mp4',
			`v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=video ${String(port)} RTP/AVP 96\r\n`,
		],
		['dash.mp4', `<?xml version="1.0"?><MPD><Period><BaseURL>${inside}</BaseURL></Period></MPD>`],
		[
			'drawing.png',
			`<svg xmlns="http://www.w3.org/2000/svg"><image href="file://${root}/secret.txt"/></svg>`,
		],
		['page.mp4', '<!doctype html><script>1</script>'],
		['json.mp4', '{"a":1}'],
		['lut.cube', `LUT_3D_SIZE 2\n${'0 0 0\n'.repeat(8)}`],
		[
			'magic.mkv',
			() => ffmpeg(...PICTURE, '-c:v', 'magicyuv', '-pix_fmt', 'yuv444p', at('magic.mkv')),
		],
		[
			'magic.mp4',
			() =>
				ffmpeg(
					...PICTURE,
					'-c:v',
					'magicyuv',
					'-pix_fmt',
					'yuv444p',
					'-f',
					'matroska',
					at('magic.mp4'),
				),
		],
		['bomb-20000.png', () => png(20_000, 'bomb-20000.png')],
		['bomb-100000.png', () => png(100_000, 'bomb-100000.png')],
		[
			'img%03d.png',
			async () => {
				await ffmpeg(...PICTURE, '-frames:v', '1', at('red.png'));
				await copyFile(at('red.png'), at('img%03d.png'));
				await ffmpeg(
					'-f',
					'lavfi',
					'-i',
					'color=blue:s=16x16',
					'-frames:v',
					'1',
					join(work, 'img001.png'),
				);
			},
		],
		['reference.mov', () => referenceMovie(secret, at('reference.mov'))],
	];
};

/** A movie whose samples lie, by its own word, in another file. */
const referenceMovie = async (secret: string, file: string): Promise<void> => {
	await ffmpeg(...PICTURE, '-c:v', 'libx264', '-f', 'mov', file);
	const bytes = await readFile(file);
	const place = bytes.indexOf('url ');
	if (place > 0) bytes.writeUInt32BE(0, place + 4);
	await writeFile(file, Buffer.concat([bytes, Buffer.from(secret)]));
};

/** Where a program of media may read: the system's own, and the folder of the job. */
const ALLOWED =
	/^\/(lib|lib64|usr|etc\/(ld\.so|ssl|fonts|localtime|OpenCL|vdpau)|proc|sys|dev|root\/\.|nix)/;

const seenOutside = (): readonly string[] =>
	traces.flatMap((log) => {
		if (!existsSync(log)) return [];
		return readFileSync(log, 'utf8')
			.split('\n')
			.flatMap((line) => {
				if (/connect\(.*AF_INET/.test(line)) return [line];
				const path = /open(?:at2?)?\((?:AT_FDCWD, )?"([^"]+)"/.exec(line)?.[1];
				if (path === undefined || line.includes('ENOENT')) return [];
				const isFine =
					path.startsWith(`${work}/`) || ALLOWED.test(path) || path.includes('/node_modules/');
				return isFine ? [] : [line];
			});
	});

it('hostile files, and files cut off anywhere', async () => {
	const came = new Map<string, number>();
	const wrong: string[] = [];
	const take = async (name: string): Promise<string> => {
		const code = await cameOf(at(name));
		came.set(code, (came.get(code) ?? 0) + 1);
		if (code.startsWith('untyped')) wrong.push(`${name}: ${code}`);
		return code;
	};
	const harmless = new Set(['img%03d.png', 'lut.cube', 'reference.mov']);
	const table = hostile();
	for (const [name, make] of table) {
		if (typeof make === 'string') await writeFile(at(name), make);
		else await make();
		const code = await take(name);
		if (code === 'used' && !harmless.has(name)) wrong.push(`${name} was used`);
	}
	const offsets = times(50, 200);
	for (const [name, args] of FORMATS) {
		await ffmpeg(...args, at(name));
		const whole = await readFile(at(name));
		for (let part = 0; part < offsets; part += 1) {
			await writeFile(
				at(`cut-${name}`),
				whole.subarray(0, Math.floor((whole.length * part) / offsets)),
			);
			await take(`cut-${name}`);
		}
	}
	const outside = seenOutside();
	report({
		id: 'R6',
		what: `${String(table.length)} hostile files, and ${String(FORMATS.length)} formats cut off at ${String(offsets)} places each, through the first bytes, ffprobe and ffmpeg${canTrace ? ', each process traced' : ''}`,
		often: `${String(table.length + FORMATS.length * offsets)} files, ${String(traces.length)} processes`,
		out: {
			...Object.fromEntries(came),
			'opened or connected outside': canTrace ? outside.length : 'not traced: strace is not here',
			'connections to the canary': connections,
			wrong: wrong.length,
		},
	});
	expect(wrong).toEqual([]);
	expect(outside).toEqual([]);
	expect(connections).toBe(0);
});
