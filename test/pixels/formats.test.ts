/** Files as people have them: photos, phone videos, stickers, colors of every kind. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ffmpegPath } from '../support/ffmpegPath';
import { RATES, canvasOf, picture, rgb, fill, timelineOf } from '../support/timelines';
import { drawn, H264, made, near, numbered, numberIn, openStudio } from '../support/studio';
import { type Frame, pixelOf, type Rgb } from '../support/video';
import { fromSeconds } from '../../render-agent/src/kernel/units';
import { shownMoment } from '../../render-agent/src/render/pictureMoments';
import type { AssetId } from '../../render-agent/src/timeline/asset';

jest.setTimeout(60_000);

const run = promisify(execFile);
const studio = openStudio();
afterAll(() => {
	studio.close();
});

const firstFrame = async (asset: AssetId, more: Parameters<typeof picture>[2] = {}) => {
	const visuals = [fill(rgb(0, 0, 1), [0, 1]), picture(asset, [0, 1], { layer: 1, ...more })];
	return (await drawn(timelineOf(0.2, { visuals }), studio)).at(2);
};
const at = (frame: Frame, x = 32, y = 18): Rgb => pixelOf(frame, x, y);
const BLUE: Rgb = [0, 0, 255];

/** What no tag says is taken as BT.709. */
const IN_709 = 'scale=out_color_matrix=bt709,format=yuv420p';
/** Upper half red, lower half green, in a color space of one's choice. */
const halves = (size: string, filter = 'null'): readonly string[] => [
	...made(`color=c=0xE01010:s=${size}:r=30:d=1`),
	...made(`color=c=0x10C010:s=${size}:r=30:d=1`),
	...['-filter_complex', `[0][1]vstack,${filter},${IN_709}`],
];

describe('upright', () => {
	it.each([
		[90, [10, 18], [54, 18]],
		[-90, [54, 18], [10, 18]],
	] as const)(
		'a phone video turned by %i degrees stands as a player shows it',
		async (degrees, red, green) => {
			const flat = await studio.make('flat.mp4', ...halves('36x32'), ...H264);
			const file = studio.facts.get(flat)?.file ?? '';
			const name = `turned${String(degrees)}.mp4`;
			const turned = await studio.make(
				name,
				...['-display_rotation', String(degrees), '-i', file, '-c', 'copy'],
			);
			const facts = studio.facts.get(turned)?.picture;
			expect([facts?.width, facts?.height]).toEqual([64, 36]);
			const frame = await firstFrame(turned);
			expect(at(frame, ...red)).toEqual(near([224, 16, 16], 12));
			expect(at(frame, ...green)).toEqual(near([16, 192, 16], 12));
		},
	);

	it('a crop of a turned video is taken of what is seen', async () => {
		const flat = await studio.make('flat2.mp4', ...halves('36x32'), ...H264);
		const file = studio.facts.get(flat)?.file ?? '';
		const turned = await studio.make(
			'turned.mp4',
			...['-display_rotation', '90', '-i', file, '-c', 'copy'],
		);
		const crop = { left: 0.5, top: 0, right: 1, bottom: 1 };
		const frame = await firstFrame(turned, { more: { crop } });
		expect(at(frame)).toEqual(near([16, 192, 16], 12));
		expect(at(frame, 2, 18)).toEqual(near(BLUE, 8));
	});

	it('pixels that are not square are shown as wide as they should be', async () => {
		const wide = await studio.make('wide.mp4', ...halves('32x18', 'setsar=2'), ...H264);
		const facts = studio.facts.get(wide)?.picture;
		expect([facts?.width, facts?.height]).toEqual([64, 36]);
		const frame = await firstFrame(wide);
		expect([at(frame, 2, 8), at(frame, 61, 8)]).toEqual([
			near([224, 16, 16], 12),
			near([224, 16, 16], 12),
		]);
	});

	it('a crop of pixels that are not square takes the part that was asked for', async () => {
		const wide = await studio.make('narrow.mp4', ...numbered(1), ...['-vf', 'setsar=2'], ...H264);
		const crop = { left: 0, top: 0, right: 0.5, bottom: 1 };
		const frame = await firstFrame(wide, { more: { crop } });
		// The left half holds four of the eight columns: frame 2 lights the second of them.
		const lit = [8, 24, 40, 56].map((x) => at(frame, x)[0] > 127);
		expect(lit).toEqual([false, true, false, false]);
	});

	it('a crop of a picture of a single pixel is that pixel', async () => {
		const dot = await studio.make(
			'dot.png',
			...made('color=c=0xE01010:s=1x1,format=rgb24'),
			...['-frames:v', '1'],
		);
		const crop = { left: 0.5, top: 0, right: 1, bottom: 0.6 };
		const frame = await firstFrame(dot, { more: { crop } });
		expect(at(frame)).toEqual(near([224, 16, 16], 12));
	});
});

describe('colors', () => {
	const gray = (value: number): readonly string[] =>
		made(`color=c=0x${value.toString(16).repeat(3)}:s=64x36:d=1`);

	it.each([['photo.jpg'], ['photo.png'], ['photo.webp'], ['photo.bmp']])(
		'%s keeps its dark and bright grays',
		async (name) => {
			for (const value of [0x20, 0xe0]) {
				const photo = await studio.make(
					`${String(value)}${name}`,
					...[...gray(value), '-frames:v', '1'],
				);
				expect(at(await firstFrame(photo))).toEqual(near([value, value, value], 4));
			}
		},
	);

	it('a JPEG keeps its colors, which are BT.601', async () => {
		const source = made('color=c=0xE02010:s=64x36:d=1');
		const photo = await studio.make('red.jpg', ...source, '-q:v', '2', '-frames:v', '1');
		expect(at(await firstFrame(photo))).toEqual(near([0xe0, 0x20, 0x10], 8));
	});

	it.each([
		['bt709', 'bt709', 'tv'],
		['smpte170m', 'bt601', 'tv'],
		['bt709', 'bt709', 'pc'],
	])('a video in %s keeps its colors', async (tag, matrix, range) => {
		const convert = `scale=out_color_matrix=${matrix}:out_range=${range},format=yuv420p`;
		const video = await studio.make(
			`${matrix}${range}.mp4`,
			...made('color=c=0x20B040:s=64x36:r=30:d=1'),
			...['-vf', convert, '-colorspace', tag, '-color_range', range, ...H264],
		);
		expect(at(await firstFrame(video))).toEqual(near([0x20, 0xb0, 0x40], 8));
	});
});

describe('transparency', () => {
	/** A red disc on nothing, as straight alpha. */
	const disc = (seconds: number): readonly string[] =>
		made(
			`nullsrc=s=36x36:r=10:d=${String(seconds)},format=rgba,geq=r=224:g=16:b=16:a='255*lt(hypot(X-17.5,Y-17.5),14)'`,
		);
	const isDisc = (frame: Frame): void => {
		expect(at(frame)).toEqual(near([224, 16, 16], 12));
		expect(at(frame, 16, 2)).toEqual(near(BLUE, 12));
		expect(at(frame, 4, 18)).toEqual(near(BLUE, 12));
	};

	it('a PNG sticker lets through what lies beneath', async () => {
		isDisc(await firstFrame(await studio.make('disc.png', ...disc(1), '-frames:v', '1')));
	});

	it('the edge of a sticker has no dark or bright rim', async () => {
		const sticker = await studio.make('rim.png', ...disc(1), '-frames:v', '1');
		const visuals = [
			fill({ red: 224 / 255, green: 16 / 255, blue: 16 / 255, alpha: 1 }, [0, 1]),
			picture(sticker, [0, 1], { layer: 1, scale: 0.7, rotation: 20 }),
		];
		const frame = (await drawn(timelineOf(0.1, { visuals }), studio)).at(0);
		for (let x = 0; x < 64; x++) expect(at(frame, x, 18)).toEqual(near([224, 16, 16], 8));
	});

	it('a GIF sticker is see-through and goes round for as long as it is shown', async () => {
		const palette = 'split[a][b];[a]palettegen=reserve_transparent=1[p];[b][p]paletteuse';
		const gif = await studio.make('disc.gif', ...disc(1), '-filter_complex', palette);
		isDisc(await firstFrame(gif));
		const slow = ['-vf', 'setpts=2.5*PTS,fps=10'];
		const steps = await studio.make('steps.gif', ...numbered(0.2, '25'), ...slow);
		const visuals = [picture(steps, [0, 2])];
		const { raw, at: frameAt } = await drawn(timelineOf(2, { visuals }), studio);
		const numbers = raw.map((_, i) => numberIn(frameAt(i)));
		const once = numbers.slice(0, 15);
		expect(new Set(once).size).toBe(5);
		expect(numbers).toEqual([...once, ...once, ...once, ...once]);
	});

	it('each of two pictures of a GIF is shown for its own time', async () => {
		const green = "drawbox=c=lime:t=fill:enable='gte(n,1)',setpts=2*PTS";
		const delays = ['-fps_mode', 'passthrough', '-enc_time_base', '1/100', '-final_delay', '30'];
		const two = made('color=red:s=64x36:d=0.2:r=10');
		const blink = await studio.make('blink.gif', ...two, '-vf', green, ...delays);
		const visuals = [picture(blink, [0, 2])];
		const { raw, at: frameAt } = await drawn(timelineOf(2, { visuals }), studio);
		const colors = raw.map((_, i) => (at(frameAt(i))[0] > 128 ? 'red' : 'green'));
		const round = [...Array<string>(6).fill('red'), ...Array<string>(9).fill('green')];
		expect(colors).toEqual([...round, ...round, ...round, ...round]);
	});

	it.each([
		['that gives the last picture of a round its time', 0.5],
		['that gives it a hundredth of a second, as ffmpeg 5 does', 0.21],
	])('pictures of a GIF come at their times from a decoder %s', async (_, round) => {
		const came = `setpts=(floor(N/2)*${String(round)}+mod(N\\,2)*0.2)/TB`;
		const moment = shownMoment({ loops: true, pictures: 2, length: fromSeconds(0.5) });
		const filters = ['settb=1/1000000', came, `setpts=${moment}`, 'showinfo'].join(',');
		const { stderr } = await run(ffmpegPath(), [
			...['-hide_banner', '-f', 'lavfi', '-i', 'color=s=16x16:d=0.24'],
			...['-vf', filters, '-f', 'null', '-'],
		]);
		const times = [...stderr.matchAll(/pts_time:([\d.]+)/g)].map(([, time]) => Number(time));
		expect(times).toEqual([0, 0.2, 0.5, 0.7, 1, 1.2]);
	});

	it('a GIF that is cut into chunks goes round as in one', async () => {
		const slow = ['-vf', 'setpts=2.5*PTS,fps=10'];
		const steps = await studio.make('more.gif', ...numbered(0.28, '25'), ...slow);
		const visuals = [picture(steps, [0, 5])];
		const whole = await drawn(timelineOf(5, { visuals }), studio);
		const parts = await drawn(timelineOf(5, { visuals }), studio, 40);
		expect(parts.chunks).toBeGreaterThan(2);
		expect(parts.raw.map((frame, i) => whole.raw[i]?.equals(frame))).toEqual(
			Array<boolean>(150).fill(true),
		);
	});

	it.each([
		['libvpx-vp9', 'vp9.webm'],
		['libvpx', 'vp8.webm'],
	])('a webm of %s with alpha is see-through', async (codec, name) => {
		const webm = await studio.make(
			name,
			...disc(1),
			...['-vf', 'scale=out_color_matrix=bt709,format=yuva420p', '-c:v', codec],
			...['-auto-alt-ref', '0', '-b:v', '1M'],
		);
		isDisc(await firstFrame(webm));
	});

	it('a mov of QuickTime Animation with alpha is see-through', async () => {
		isDisc(await firstFrame(await studio.make('disc.mov', ...disc(1), '-c:v', 'qtrle')));
	});
});

describe('time stamps', () => {
	it.each(['mkv', 'avi', 'mov', 'webm'])('a %s is shown picture by picture', async (ending) => {
		const codec = { avi: ['-c:v', 'mpeg4', '-q:v', '1'], webm: ['-c:v', 'libvpx', '-b:v', '4M'] };
		const options = ending === 'avi' || ending === 'webm' ? codec[ending] : H264;
		const clip = await studio.make(`n.${ending}`, ...numbered(2), ...options);
		const visuals = [picture(clip, [0, 1], { source: [0.5, 1.5] })];
		const { raw, at: frameAt } = await drawn(timelineOf(1, { visuals }), studio);
		expect(raw.map((_, i) => numberIn(frameAt(i)))).toEqual(raw.map((_, i) => 15 + i));
	});

	it('a picture stream that begins late in its file is shown when it is due', async () => {
		const late = await studio.make(
			'late.mkv',
			...made('sine=f=440:d=2'),
			...['-itsoffset', '0.5', ...numbered(1.5), '-map', '1:v', '-map', '0:a', ...H264],
		);
		const { raw, at: frameAt } = await drawn(
			timelineOf(2, { visuals: [picture(late, [0, 2])] }),
			studio,
		);
		const numbers = raw.map((_, i) => numberIn(frameAt(i)));
		expect(numbers.slice(15)).toEqual(numbers.slice(15).map((_, i) => i));
		expect(new Set(numbers.slice(0, 15))).toEqual(new Set([0]));
	});

	it('a video of changing rate keeps its time: each picture stands until the next one comes', async () => {
		const vfr = await studio.make(
			'vfr.mkv',
			...numbered(2),
			...['-vf', "select='lt(n,30)+not(mod(n,5))'", '-fps_mode', 'vfr', ...H264],
		);
		const canvas = canvasOf({ rate: RATES['30'] });
		const { raw, at: frameAt } = await drawn(
			timelineOf(2, { canvas, visuals: [picture(vfr, [0, 2])] }),
			studio,
		);
		const numbers = raw.map((_, i) => numberIn(frameAt(i)));
		expect(numbers).toEqual(numbers.map((_, i) => (i < 30 ? i : i - (i % 5))));
	});
});
