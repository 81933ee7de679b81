import { sniff } from '../../../render-agent/src/assets/sniff';

const bytes = (...parts: readonly (string | number[])[]): Uint8Array =>
	Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')));

const ftyp = (brand: string): Uint8Array => bytes([0, 0, 0, 24], 'ftyp', brand, [0, 0, 0, 0]);
const png = (chunk: string): Uint8Array =>
	bytes(
		[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13],
		'IHDR',
		[...new Array<number>(17).fill(0)],
		[0, 0, 0, 8],
		chunk,
		[...new Array<number>(12).fill(0)],
	);
const packet = bytes('G', [...new Array<number>(187).fill(0)]);

/** Two frames of Dolby Digital, of a rate and size code. */
const dolby = (codes: number, length: number): Uint8Array => {
	const frame = [0x0b, 0x77, 0, 0, codes, 0x40, ...new Array<number>(length - 6).fill(0)];
	return bytes(frame, frame);
};

const KNOWN: readonly (readonly [string, Uint8Array, string, string])[] = [
	['mp4', ftyp('isom'), 'mov', 'video'],
	['QuickTime without ftyp', bytes([0, 0, 0, 8], 'wide', [0, 0, 0, 0]), 'mov', 'video'],
	['m4a', ftyp('M4A '), 'mov', 'audio'],
	['matroska', bytes([0x1a, 0x45, 0xdf, 0xa3]), 'matroska', 'video'],
	['avi', bytes('RIFF', [0, 0, 0, 0], 'AVI LIST'), 'avi', 'video'],
	['flv', bytes('FLV', [1, 5]), 'flv', 'video'],
	['transport stream', Buffer.concat([packet, packet, packet]), 'mpegts', 'video'],
	['gif', bytes('GIF89a'), 'gif', 'animation'],
	['png', png('IDAT'), 'png_pipe', 'still'],
	['animated png', png('acTL'), 'apng', 'animation'],
	['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'jpeg_pipe', 'still'],
	['webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 '), 'webp_pipe', 'still'],
	['bmp', bytes('BM', [...new Array<number>(12).fill(0)], [40, 0, 0, 0]), 'bmp_pipe', 'still'],
	['wav', bytes('RIFF', [0, 0, 0, 0], 'WAVEfmt '), 'wav', 'audio'],
	['mp3 with tags', bytes('ID3', [4, 0]), 'mp3', 'audio'],
	['mp3 without', bytes([0xff, 0xfb, 0x90, 0x00]), 'mp3', 'audio'],
	['aac', bytes([0xff, 0xf1, 0x50, 0x80]), 'aac', 'audio'],
	['ac3', dolby(0x14, 768), 'ac3', 'audio'],
	['ac3 at 44.1 kHz', dolby(0x55, 836), 'ac3', 'audio'],
	['eac3', bytes([0x0b, 0x77, 0, 3, 0, 0x80, 0, 0, 0x0b, 0x77]), 'eac3', 'audio'],
	['tiff', bytes('II*\0', [8, 0, 0, 0]), 'tiff_pipe', 'still'],
	['tiff of the other order', bytes('MM\0*', [0, 0, 0, 8]), 'tiff_pipe', 'still'],
	['flac', bytes('fLaC'), 'flac', 'audio'],
	['ogg', bytes('OggS'), 'ogg', 'audio'],
	['amr', bytes('#!AMR\n'), 'amr', 'audio'],
	['TrueType', bytes([0, 1, 0, 0, 0, 12]), 'ttf', 'font'],
	['OpenType', bytes('OTTO'), 'otf', 'font'],
	['a font collection', bytes('ttcf'), 'ttc', 'font'],
	['cube', bytes('TITLE "x"\nLUT_3D_SIZE 33\n'), 'cube', 'lut'],
];

const REFUSED: readonly (readonly [string, Uint8Array])[] = [
	['HLS', bytes('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd')],
	['HLS behind blanks', bytes('\n \n#EXTM3U')],
	['HLS behind a byte order mark', bytes([0xef, 0xbb, 0xbf], '#EXTM3U')],
	['ffconcat', bytes('ffconcat version 1.0\nfile x')],
	['DASH', bytes('<?xml version="1.0"?><MPD>')],
	['SDP', bytes('v=0\r\no=- 0 0 IN IP4 127.0.0.1')],
	['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
	['SVG with a prolog', bytes('<?xml version="1.0"?>\n<svg>')],
	['XML', bytes('<?xml version="1.0"?><Error/>')],
	['a page', bytes('<!DOCTYPE html><html>')],
	['JSON', bytes('{"code": 1}')],
	['HEIC', ftyp('heic')],
	[
		'WMA',
		bytes([
			0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9, 0, 0xaa, 0, 0x62, 0xce, 0x6c,
		]),
	],
	['animated WebP', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 2])],
	['nothing', bytes('')],
	['noise', bytes([1, 2, 3, 4, 5, 6, 7, 8, 9])],
	['a text', bytes('hello')],
	['an executable', bytes('MZ', [0, 1])],
];

describe('sniff', () => {
	it.each(KNOWN)('knows %s', (...[, head, demuxer, use]) => {
		expect(sniff(head)).toEqual({ kind: 'known', demuxer, use });
	});

	it.each(REFUSED)('refuses %s', (_, head) => {
		expect(sniff(head).kind).toBe('refused');
	});

	it('does not fail on any first bytes', () => {
		for (let first = 0; first < 256; first += 1)
			for (const length of [1, 2, 9, 30])
				expect(sniff(new Uint8Array(length).fill(first))).toBeDefined();
	});
});
