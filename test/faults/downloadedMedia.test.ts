import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headOf } from '../../render-agent/src/assets/hashFile';
import { type MediaFacts, probe } from '../../render-agent/src/assets/probe';
import { sniff, SNIFF_BYTES } from '../../render-agent/src/assets/sniff';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { MAX_STREAMS, safeInput } from '../../render-agent/src/render/safeInput';
import { ffmpeg, runProbe } from '../support/ffprobe';

const never = new AbortController().signal;
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=10:d=1'];
const TONE = ['-f', 'lavfi', '-i', 'sine=d=1'];

let folder: string;

const at = (name: string): string => join(folder, name);

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'media-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const looked = async (file: string): Promise<MediaFacts> => {
	const sniffed = sniff(await headOf(file, SNIFF_BYTES));
	if (sniffed.kind === 'refused') throw new TypeError('refused by its first bytes');
	return probe({ file, ...sniffed, label: 'a' }, runProbe, never);
};

const H264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p'];

const PICTURES: readonly (readonly [string, readonly string[], object])[] = [
	[
		'v.mp4',
		H264,
		{ motion: 'video', codec: 'h264', rate: { num: 10, den: 1 }, duration: 1_000_000 },
	],
	['v.mkv', H264, { motion: 'video', duration: 1_000_000 }],
	['v.flv', ['-c:v', 'flv'], { motion: 'video' }],
	['v.avi', ['-c:v', 'mpeg4'], { motion: 'video', duration: 1_000_000 }],
	['a.webm', ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuva420p'], { alpha: true, codec: 'vp9' }],
	['a.mov', ['-c:v', 'prores_ks', '-pix_fmt', 'yuva444p10le'], { alpha: true, codec: 'prores' }],
	['w.mp4', [...H264, '-vf', 'setsar=2'], { width: 128, height: 48 }],
	['g.gif', [], { motion: 'animation', duration: 1_000_000 }],
	['g.apng', ['-f', 'apng'], { motion: 'animation', duration: 1_000_000 }],
	['s.png', ['-frames:v', '1'], { motion: 'still', alpha: false, matrix: 'rgb', duration: 0 }],
	['t.png', ['-frames:v', '1', '-pix_fmt', 'rgba'], { motion: 'still', alpha: true }],
	['s.jpg', ['-frames:v', '1'], { motion: 'still', matrix: 'bt601', fullRange: true }],
	['s.webp', ['-frames:v', '1'], { motion: 'still' }],
	['s.bmp', ['-frames:v', '1'], { motion: 'still' }],
	[
		'h.mp4',
		[...H264, '-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
		{ hdr: true, matrix: 'bt2020' },
	],
];

describe('a picture', () => {
	it.each(PICTURES)('in %s is known for what it is', async (name, options, expected) => {
		await ffmpeg(...PICTURE, ...options, at(name));
		const { picture } = await looked(at(name));
		expect(picture).toMatchObject({ width: 64, height: 48, ...expected });
	});

	it('that is turned by its container has its size as displayed', async () => {
		await ffmpeg(...PICTURE, ...H264, at('flat.mp4'));
		await ffmpeg('-display_rotation', '-90', '-i', at('flat.mp4'), '-c', 'copy', at('turned.mp4'));
		const { picture } = await looked(at('turned.mp4'));
		expect(picture).toMatchObject({ width: 48, height: 64, rotation: 90 });
	});

	it('of a camera held upright has its size as displayed', async () => {
		await ffmpeg(...PICTURE, '-frames:v', '1', at('plain.jpg'));
		const plain = await readFile(at('plain.jpg'));
		const orientation = '4949 2a00 0800 0000 0100 1201 0300 0100 0000 0600 0000 0000 0000';
		const exif = Buffer.concat([
			Buffer.from('Exif\0\0', 'latin1'),
			Buffer.from(orientation.replaceAll(' ', ''), 'hex'),
		]);
		const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
		await writeFile(
			at('held.jpg'),
			Buffer.concat([plain.subarray(0, 2), marker, exif, plain.subarray(2)]),
		);
		const { picture } = await looked(at('held.jpg'));
		expect(picture).toMatchObject({ width: 48, height: 64, rotation: 90 });
	});
});

describe('a sound', () => {
	it.each([
		['s.mp3', []],
		['n.mp3', ['-id3v2_version', '0', '-write_xing', '0']],
		['s.aac', []],
		['s.m4a', []],
		['s.flac', []],
		['s.ogg', []],
		['s.wav', []],
	])('in %s is known for what it is', async (name, options) => {
		await ffmpeg(...TONE, ...options, at(name));
		const { sound, picture } = await looked(at(name));
		expect(picture).toBeUndefined();
		expect(sound).toMatchObject({ sampleRate: 44_100, channels: 1 });
		expect(Math.abs((sound?.duration ?? 0) - 1_000_000)).toBeLessThan(80_000);
	});

	it('with a cover has no picture', async () => {
		await ffmpeg(...PICTURE, '-frames:v', '1', at('cover.png'));
		const cover = ['-map', '0', '-map', '1', '-c:v', 'copy', '-disposition:v', 'attached_pic'];
		await ffmpeg(...TONE, '-i', at('cover.png'), ...cover, at('cover.mp3'));
		const { sound, picture } = await looked(at('cover.mp3'));
		expect([picture, sound?.codec]).toEqual([undefined, 'mp3']);
	});
});

describe('a hostile file', () => {
	it('with a decoder that is not ours is broken, though its container is', async () => {
		await ffmpeg(...PICTURE, '-c:v', 'magicyuv', at('magic.mkv'));
		await expect(looked(at('magic.mkv'))).rejects.toMatchObject({ code: 'MEDIA_BROKEN' });
		const decode = ffmpeg(
			...safeInput({ file: at('magic.mkv'), demuxer: 'matroska' }),
			'-f',
			'null',
			'-',
		);
		await expect(decode).rejects.toThrow('not on whitelist');
	});

	it('that is a list of files opens none of them', async () => {
		await ffmpeg(...PICTURE, ...H264, at('secret.mp4'));
		await writeFile(at('list.mp4'), `ffconcat version 1.0\nfile secret.mp4\n`);
		await expect(looked(at('list.mp4'))).rejects.toThrow('refused by its first bytes');
		for (const demuxer of ['mov', 'concat', 'hls']) {
			const input = safeInput({ file: at('list.mp4'), demuxer });
			await expect(ffmpeg(...input, '-f', 'null', '-')).rejects.toThrow();
		}
	});

	it('whose name is a pattern or a protocol is opened by its name', async () => {
		await ffmpeg(...PICTURE, '-frames:v', '1', at('red.png'));
		await copyFile(at('red.png'), at('img%03d.png'));
		await ffmpeg('-f', 'lavfi', '-i', 'color=blue:s=16x16', '-frames:v', '1', at('img001.png'));
		await copyFile(at('img001.png'), at('odd.png'));
		expect((await looked(at('img%03d.png'))).picture?.width).toBe(64);
		const input = safeInput({ file: `concat:${at('odd.png')}`, demuxer: 'png_pipe' });
		await expect(ffmpeg(...input, '-f', 'null', '-')).rejects.toThrow('No such file');
	});

	it('with more pixels than allowed is refused before it is decoded', async () => {
		await ffmpeg(...PICTURE, '-frames:v', '1', at('small.png'));
		const png = await readFile(at('small.png'));
		png.writeUInt32BE(20_000, 16);
		png.writeUInt32BE(20_000, 20);
		await writeFile(at('bomb.png'), png);
		await expect(looked(at('bomb.png'))).rejects.toMatchObject({
			code: expect.stringMatching(/^(MEDIA_BROKEN|TOO_LARGE)$/) as string,
		});
	});

	it('with more streams than allowed is broken', async () => {
		const maps = (count: number) => Array.from({ length: count }, () => ['-map', '0:a']).flat();
		await ffmpeg(...TONE, ...maps(MAX_STREAMS), '-c:a', 'aac', at('sixteen.mp4'));
		await ffmpeg(...TONE, ...maps(MAX_STREAMS + 1), '-c:a', 'aac', at('seventeen.mp4'));
		expect((await looked(at('sixteen.mp4'))).sound?.codec).toBe('aac');
		await expect(looked(at('seventeen.mp4'))).rejects.toMatchObject({ code: 'MEDIA_BROKEN' });
	});

	it('cut anywhere is broken or told from, never a crash', async () => {
		await ffmpeg(...PICTURE, ...H264, at('whole.mp4'));
		const whole = await readFile(at('whole.mp4'));
		for (let part = 1; part < 8; part += 1) {
			await writeFile(at('cut.mp4'), whole.subarray(0, Math.floor((whole.length * part) / 8)));
			await expect(looked(at('cut.mp4'))).rejects.toMatchObject({ code: 'MEDIA_BROKEN' });
		}
	});

	it('keeps nobody from hearing that ffprobe is not there', async () => {
		const none = (): Promise<string> => Promise.reject(new AgentError('NOT_READY'));
		const file = { file: at('x'), demuxer: 'mov', use: 'video', label: 'x' } as const;
		await expect(probe(file, none, never)).rejects.toMatchObject({ code: 'NOT_READY' });
	});
});
