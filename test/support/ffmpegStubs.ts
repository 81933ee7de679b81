/** Programs that stand in for ffmpeg and fail as a test wants. Asked what they can do, they answer as the real one. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegPath } from './ffmpegPath';

/** Hands over half of what it should, then ends by a signal. */
const midway = (signal: NodeJS.Signals): string => `
const { spawnSync } = require('node:child_process');
const { stdout } = spawnSync(${JSON.stringify(ffmpegPath())}, process.argv.slice(2), { maxBuffer: 2 ** 30 });
for (let rest = stdout.subarray(0, stdout.length / 2); rest.length > 0; )
	rest = rest.subarray(require('node:fs').writeSync(1, rest));
process.kill(process.pid, '${signal}');
setInterval(() => {}, 1000);
`;

/**
 * Starts something that hangs for half a minute and is known by the folder of stubs in its arguments. `detached`: in a
 * session of its own.
 */
const lingering = (stdio: 'ignore' | 'inherit', detached = false): string =>
	`require('node:child_process').spawn('sh', ['-c', "trap '' TERM; sleep 30; exit", __filename + '-child'], { stdio: '${stdio}', detached: ${String(detached)} }).unref();`;

/** What a stub does instead of the work that it is for. */
export const FAULTS = {
	/** Takes nothing, says nothing, does not end when asked to. */
	hangs: `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`,
	/** Starts something that hangs as it does, and does not end when asked to. */
	'hangs with a child': `process.on('SIGTERM', () => {}); ${lingering('ignore')} setInterval(() => {}, 1000);`,
	/** Leaves something behind that holds what it was given. */
	'leaves a child': `${lingering('inherit')} process.exit(1);`,
	/** As above, but what it starts has left its session, and so its group. */
	'hangs with a stranger': `process.on('SIGTERM', () => {}); ${lingering('ignore', true)} setInterval(() => {}, 1000);`,
	'leaves a stranger': `${lingering('inherit', true)} process.exit(1);`,
	/** What it leaves holds nothing of it, and nobody would hear of it. */
	'leaves a stranger unseen': `${lingering('ignore', true)} process.exit(1);`,
	crashes: `process.exit(139);`,
	/** As after a fault of memory. */
	dies: `process.kill(process.pid, 'SIGSEGV'); setInterval(() => {}, 1000);`,
	/** Somebody ends it by force midway, as when memory runs out. */
	'is killed': midway('SIGKILL'),
	/** A fault of memory midway. */
	'breaks midway': midway('SIGSEGV'),
	/** Reads everything and makes no file. */
	'makes nothing': `process.stdin.resume().on('end', () => process.exit(0));`,
	/** Writes to its file without an end: 16 MiB a second. */
	'writes for ever': `setInterval(() => require('node:fs').appendFileSync(process.argv.at(-1), Buffer.alloc(2 ** 20)), 64);`,
	/** Ends well at once. */
	'ends at once': `process.exit(0);`,
	'talks for ever': `const talk = () => { while (process.stderr.write('frame is bad '.repeat(50) + '\\\\n')); process.stderr.once('drain', talk); }; talk();`,
} as const;

/** The name of a fault. */
export type Fault = keyof typeof FAULTS;

/** By what in its arguments a stub knows its work. */
const WORKS = {
	encoding: '*"-f rawvideo"*pipe:0*|*"-c:v libx264"*',
	decoding: '*"-f rawvideo"*pipe:1',
	mixing: '*"-f f32le"*pipe:0*',
	hearing: '*"-f f32le"*pipe:1',
	joining: '*"-f concat"*',
} as const;

/** The name of a kind of work. */
export type Work = keyof typeof WORKS;

/** A program that does what ffmpeg does until it is told to fail. */
export interface FfmpegStub {
	readonly file: string;
	/** Fails at one kind of work from now on, and at no other. */
	readonly fail: (at: Work, fault: Fault) => void;
	/** Fails no more. */
	readonly mend: () => void;
}

const program = (file: string, script: string): void => {
	writeFileSync(file, script);
	chmodSync(file, 0o755);
};

/** An ffmpeg that fails at everything. */
export const brokenFfmpeg = (folder: string, fault: Fault): string => {
	const file = join(folder, 'ffmpeg');
	mkdirSync(folder, { recursive: true });
	program(file, `#!${process.execPath}\n${FAULTS[fault]}\n`);
	return file;
};

/** An ffmpeg in a folder that is the real one until it is told to fail. */
export const stubFfmpeg = (folder: string): FfmpegStub => {
	mkdirSync(folder, { recursive: true });
	const file = join(folder, 'ffmpeg');
	const failing = (work: string): string => join(folder, `ffmpeg-${work}`);
	const cases = Object.entries(WORKS).map(([work, pattern]) => `${pattern}) work=${work} ;;`);
	program(
		file,
		`#!/bin/sh
work=other
case "$*" in ${cases.join(' ')} esac
if [ -x '${failing('')}'$work ]; then exec '${failing('')}'$work; fi
exec '${ffmpegPath()}' "$@"
`,
	);
	const mend = (): void => {
		for (const work of Object.keys(WORKS)) rmSync(failing(work), { force: true });
	};
	return {
		file,
		mend,
		fail: (at, fault) => {
			mend();
			program(failing(at), `#!${process.execPath}\n${FAULTS[fault]}\n`);
		},
	};
};

/** An ffmpeg that leaves out pictures of what it encodes from the 51st on, and says that all went well. */
export const miscountingFfmpeg = (folder: string): string => {
	const file = join(folder, 'ffmpeg');
	mkdirSync(folder, { recursive: true });
	program(
		file,
		`#!${process.execPath}
const args = process.argv.slice(2);
if (args.includes('pipe:0') && args.includes('libx264')) args.splice(-1, 0, '-vf', "select='lt(n,50)'");
const { status } = require('node:child_process').spawnSync('${ffmpegPath()}', args, { stdio: 'inherit' });
process.exit(status ?? 1);
`,
	);
	return file;
};

/** An ffmpeg that fails where a word is among its arguments, and tells how often it did. */
export const ffmpegFailingAt = (
	folder: string,
	word: string,
): { readonly file: string; readonly failures: () => number } => {
	const [file, failed] = [join(folder, 'ffmpeg'), join(folder, 'failed')];
	mkdirSync(folder, { recursive: true });
	writeFileSync(failed, '');
	program(
		file,
		`#!/bin/sh
case "$*" in *'${word}'*) printf . >> '${failed}'; exit 1 ;; esac
exec '${ffmpegPath()}' "$@"
`,
	);
	return { file, failures: () => readFileSync(failed, 'utf8').length };
};

/** What a card does that is not there. */
const CARD = (real: string, folder: string): string => `
const { appendFileSync, readFileSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
const args = process.argv.slice(2);
const mode = readFileSync('${folder}/mode', 'utf8');
if (mode === 'refuses on Windows') {
	process.stderr.write(
		'[AVHWDeviceContext @ 000001e4c8d0b180] Cannot open the display driver\\r\\n' +
		'[h264_nvenc @ 000001e4c8d0a5c0] Cannot load nvcuda.dll\\r\\n' +
		'[vost#0:0/h264_nvenc @ 000001e4c8d09f40] Error while opening encoder - maybe incorrect parameters.\\r\\n',
	);
	process.exit(1);
}
if (mode === 'refuses') {
	process.stderr.write(
		'[AVHWDeviceContext @ 0x55d2b31b180] Cannot open the display driver\\n' +
		'[h264_nvenc @ 0x55d2b31adc0] Cannot load libcuda.so.1\\n' +
		'[vost#0:0/h264_nvenc @ 0x55d2b31a980] Error while opening encoder - maybe incorrect parameters.\\n' +
		'[out#0/null @ 0x55d2b319100] Nothing was written into output file.\\n',
	);
	process.exit(1);
}
if (args.includes('null')) process.exit(0);
appendFileSync('${folder}/started', '.');
if (mode === 'dies' && readFileSync('${folder}/started', 'utf8').length > 1) {
	process.stderr.write('OpenEncodeSessionEx failed: out of memory (10)\\n');
	process.stdin.once('data', () => process.exit(1));
} else {
	const [from, to] = [args.indexOf('-c:v'), args.indexOf('-an') - 10];
	const gop = args[args.indexOf('-g') + 1];
	const told = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', '-g', gop, '-bf', '0'];
	args.splice(from, to - from, ...told);
	process.exit(spawnSync('${real}', args, { stdio: 'inherit' }).status ?? 1);
}
`;

/** How an encoder in hardware behaves: it works, it fails from the start (in the words of either system), or from the second file on. */
export type CardMode = 'works' | 'refuses' | 'refuses on Windows' | 'dies';

/** An ffmpeg in a folder that has NVENC; its pictures come from x264 all the same. */
export const ffmpegWithCard = (folder: string, mode: CardMode): string => {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'mode'), mode);
	writeFileSync(join(folder, 'card.js'), CARD(ffmpegPath(), folder));
	const file = join(folder, 'ffmpeg');
	program(
		file,
		`#!/bin/sh
case "$*" in
*_nvenc*) exec '${process.execPath}' '${folder}/card.js' "$@" ;;
*-encoders*) '${ffmpegPath()}' "$@" | grep -v _nvenc; echo ' V....D h264_nvenc stand-in'; exit ;;
esac
exec '${ffmpegPath()}' "$@"
`,
	);
	return file;
};
