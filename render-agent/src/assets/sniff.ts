/** Tells what a file is from its first bytes, never from its name or what a server calls it. Pure. */
import type { Words } from '../kernel/words';
import { mp3FrameAt } from './mp3Frames';
import { dolbyIn } from './sniffDolby';

/** What a file can be used as. */
export type SniffedUse = 'video' | 'still' | 'animation' | 'audio' | 'font' | 'lut';

/** What a file is, or in words why it is nothing that can be used. */
export type Sniffed =
	| { readonly kind: 'known'; readonly demuxer: string; readonly use: SniffedUse }
	| { readonly kind: 'refused'; readonly why: Words };

/** How many bytes from the start `sniff` wants to see. */
export const SNIFF_BYTES = 8192;

const known = (demuxer: string, use: SniffedUse): Sniffed => ({ kind: 'known', demuxer, use });
const refused = (zh: string, en: string): Sniffed => ({ kind: 'refused', why: { zh, en } });

const ascii = (head: Uint8Array, from: number, to: number): string =>
	String.fromCharCode(...head.subarray(from, to));

const starts = (head: Uint8Array, ...bytes: readonly number[]): boolean =>
	bytes.every((byte, i) => head[i] === byte);

const HEIF = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);
const BOXES = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

const isoMedia = (head: Uint8Array): Sniffed | undefined => {
	const box = ascii(head, 4, 8);
	if (BOXES.has(box)) return known('mov', 'video');
	if (box !== 'ftyp') return undefined;
	const brand = ascii(head, 8, 12);
	if (HEIF.has(brand))
		return refused(
			'HEIC 图片不受支持，请转换为 JPEG',
			'HEIC pictures are not supported, convert to JPEG',
		);
	if (brand === 'avif') return known('mov', 'still');
	return known('mov', brand.startsWith('M4A') || brand.startsWith('M4B') ? 'audio' : 'video');
};

const png = (head: Uint8Array): Sniffed | undefined => {
	if (!starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return undefined;
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	for (let at = 8; at + 8 <= head.length; at += view.getUint32(at) + 12) {
		const chunk = ascii(head, at + 4, at + 8);
		if (chunk === 'acTL') return known('apng', 'animation');
		if (chunk === 'IDAT') break;
	}
	return known('png_pipe', 'still');
};

const webp = (head: Uint8Array): Sniffed => {
	const isAnimated = ascii(head, 12, 16) === 'VP8X' && ((head[20] ?? 0) & 2) !== 0;
	return isAnimated
		? refused(
				'动态 WebP 不受支持，请转换为 GIF 或视频',
				'animated WebP is not supported, convert to GIF or video',
			)
		: known('webp_pipe', 'still');
};

const riff = (head: Uint8Array): Sniffed | undefined => {
	const outer = ascii(head, 0, 4);
	const inner = ascii(head, 8, 12);
	if ((outer === 'RIFF' || outer === 'RF64') && inner === 'WAVE') return known('wav', 'audio');
	if (outer === 'RIFF' && inner === 'AVI ') return known('avi', 'video');
	return outer === 'RIFF' && inner === 'WEBP' ? webp(head) : undefined;
};

const bmp = (head: Uint8Array): Sniffed | undefined => {
	const headers = [12, 40, 52, 56, 64, 108, 124];
	const isBitmap = ascii(head, 0, 2) === 'BM' && headers.includes(head[14] ?? 0);
	return isBitmap && head[15] === 0 ? known('bmp_pipe', 'still') : undefined;
};

const transportStream = (head: Uint8Array): Sniffed | undefined => {
	const isSync = (first: number, pitch: number): boolean =>
		[0, 1, 2].every((i) => head[first + i * pitch] === 0x47);
	return isSync(0, 188) || isSync(4, 192) ? known('mpegts', 'video') : undefined;
};

const frames = (head: Uint8Array): Sniffed | undefined => {
	const [first = 0, second = 0, third = 0] = head;
	if (first === 0xff && (second & 0xf6) === 0xf0 && ((third >> 2) & 15) < 13)
		return known('aac', 'audio');
	return mp3In(head);
};

const mp3In = (head: Uint8Array): Sniffed | undefined => {
	const length = mp3FrameAt(head, 0)?.length ?? 0;
	const isNext = length > 0 && (length + 3 > head.length || mp3FrameAt(head, length) !== undefined);
	return isNext ? known('mp3', 'audio') : undefined;
};

const dolby = (head: Uint8Array): Sniffed | undefined => {
	const kind = dolbyIn(head);
	return kind && known(kind, 'audio');
};

/** Sound without a container. */
const rawAudio = (head: Uint8Array): Sniffed | undefined => frames(head) ?? dolby(head);

const MAGIC: readonly (readonly [string, Sniffed])[] = [
	['GIF87a', known('gif', 'animation')],
	['GIF89a', known('gif', 'animation')],
	['\xff\xd8\xff', known('jpeg_pipe', 'still')],
	['\x1aE\xdf\xa3', known('matroska', 'video')],
	['FLV\x01', known('flv', 'video')],
	['ID3', known('mp3', 'audio')],
	['II*\0', known('tiff_pipe', 'still')],
	['MM\0*', known('tiff_pipe', 'still')],
	[
		'\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c',
		refused(
			'WMA/WMV 不受支持，请转换为 M4A 或 MP4',
			'WMA and WMV are not supported, convert to M4A or MP4',
		),
	],
	['fLaC', known('flac', 'audio')],
	['OggS', known('ogg', 'audio')],
	['#!AMR', known('amr', 'audio')],
	['\0\x01\0\0', known('ttf', 'font')],
	['true', known('ttf', 'font')],
	['OTTO', known('otf', 'font')],
	['ttcf', known('ttc', 'font')],
];

const magic = (head: Uint8Array): Sniffed | undefined =>
	MAGIC.find(([sign]) => ascii(head, 0, sign.length) === sign)?.[1];

const page = refused('是网页，不是素材', 'a web page, not media');
const list = refused('是播放列表，不是素材', 'a playlist, not media');

const TEXTS: readonly (readonly [RegExp, Sniffed])[] = [
	[/^#EXTM3U|^ffconcat|<MPD[\s>]|^v=0\r?\n|^\[playlist\]/i, list],
	[/<svg[\s>]/i, refused('SVG 不受支持，请转换为 PNG', 'SVG is not supported, convert to PNG')],
	[/^<!doctype html|<html[\s>]|^<head|^<body/i, page],
	[/^<\?xml|^<[A-Za-z]/, refused('是 XML，不是素材', 'XML, not media')],
	[/^[{[]/, refused('是 JSON，不是素材', 'JSON, not media')],
	[/^\s*LUT_[13]D_SIZE\s+\d+/m, known('cube', 'lut')],
];

const textual = (head: Uint8Array): Sniffed | undefined => {
	const text = new TextDecoder().decode(head).trimStart();
	return text.slice(0, 1024).includes('\0')
		? undefined
		: TEXTS.find(([pattern]) => pattern.test(text))?.[1];
};

/**
 * What a file is, from its first `SNIFF_BYTES` bytes (fewer when it is shorter). Lists that name other files, pages and
 * drawings in XML are refused with the reason, whatever they are called.
 */
export const sniff = (head: Uint8Array): Sniffed =>
	isoMedia(head) ??
	png(head) ??
	riff(head) ??
	magic(head) ??
	bmp(head) ??
	transportStream(head) ??
	rawAudio(head) ??
	textual(head) ??
	(head.length === 0
		? refused('文件为空', 'the file is empty')
		: refused('无法识别的格式', 'format not recognized'));
