import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ges } from '../../../scripts/bench/peers/ges';
import { type Name, timelineOf } from '../../../scripts/bench/timelines';

type Values = ReadonlyMap<string, string>;

/** A clip of a project: its attributes, its effects, and `[nanoseconds, value]` of what is bound. */
interface Shown {
	readonly has: Values;
	readonly effects: readonly string[];
	readonly bound: ReadonlyMap<string, readonly (readonly [at: number, value: number])[]>;
}

const valuesOf = (text: string): Values =>
	new Map(
		[...text.matchAll(/([\w-]+)='([^']*)'/g)].map(
			([, name = '', value = '']) => [name, value] as const,
		),
	);

const shownIn = (text: string): Shown => {
	const [head = ''] = /^<clip[^>]*>/.exec(text) ?? [];
	const bindings = [...text.matchAll(/<binding[^>]*>/g)].map(([one]) => valuesOf(one));
	return {
		has: valuesOf(head),
		effects: [...text.matchAll(/<effect[^>]*>/g)].map(
			([one]) => valuesOf(one).get('asset-id') ?? '',
		),
		bound: new Map(
			bindings.map((one) => [
				one.get('property') ?? '',
				(one.get('values') ?? '').split(' ').map((point) => {
					const [at, value] = point.split(':').map(Number);
					return [at ?? NaN, value ?? NaN] as const;
				}),
			]),
		),
	};
};

const MS = 1e6;

describe('a project of GStreamer Editing Services', () => {
	let folder = '';
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'ges-'));
	});
	afterAll(() => {
		rmSync(folder, { recursive: true });
	});

	const textOf = (name: Name): string => {
		const job = { name, timeline: timelineOf(name, 'full'), media: '/media', folder } as const;
		ges.prepare({ ...job, output: join(folder, 'out.mp4') });
		return readFileSync(join(folder, 'project.xges'), 'utf8');
	};

	const clipsOf = (name: Name): readonly Shown[] =>
		[...textOf(name).matchAll(/<clip .*?<\/clip>/g)].map(([text]) => shownIn(text));

	/** Clips of a file in the order of their beginnings. */
	const ofFile = (clips: readonly Shown[], file: string): readonly Shown[] =>
		clips
			.filter(({ has }) => has.get('asset-id') === `file:///media/${file}`)
			.sort((a, b) => Number(a.has.get('start')) - Number(b.has.get('start')));

	it('is loaded and rendered by one command, with a canvas whose numbers have their types', () => {
		const job = {
			name: 'T1',
			timeline: timelineOf('T1', 'full'),
			media: '/media',
			folder,
		} as const;
		const output = join(folder, 'out.mp4');
		const project = join(folder, 'project.xges');
		const command = ges.prepare({ ...job, output });
		expect(command).toMatchObject({
			program: 'ges-launch-1.0',
			args: ['--load', project, '-o', output, '-f', expect.stringContaining('quantizer=20')],
		});
		expect(readFileSync(project, 'utf8')).toContain(
			String.raw`video\/x\-raw\,width\=\(int\)1920\,height\=\(int\)1080\,framerate\=\(fraction\)30\/1`,
		);
	});

	it('begins a clip a microsecond before its frame, at the moment of its file', () => {
		const [, b] = clipsOf('T1')
			.filter(({ has }) => has.get('track-types') === '4')
			.sort((x, y) => Number(x.has.get('start')) - Number(y.has.get('start')));
		expect(['start', 'duration', 'inpoint'].map((name) => b?.has.get(name))).toEqual([
			'9999999000',
			'10000000000',
			'5000000000',
		]);
	});

	it('moves a still from its first view to its last, coming over the one before within half a second', () => {
		const clips = clipsOf('T2');
		const [[first], [second]] = ['img0.jpg', 'img1.jpg'].map((file) => ofFile(clips, file)) as [
			readonly Shown[],
			readonly Shown[],
		];
		// 3000 × 2000 covers 1920 × 1080 with 1920 × 1280, 1.25 and 1.05 times as large.
		const widths = second?.bound.get('width')?.map(([at, value]) => [at, Math.round(value)]);
		expect(widths).toEqual([
			[0, 2400],
			[500 * MS, 2345],
			[3500 * MS, 2016],
		]);
		expect(second?.bound.get('alpha')).toEqual([
			[0, 0],
			[500 * MS, 1],
			[3500 * MS, 1],
		]);
		expect(first?.bound.get('alpha')?.map(([, value]) => value)).toEqual([1, 1]);
		expect([first, second].map((one) => one?.has.get('layer-priority'))).toEqual(['9', '8']);
	});

	it('binds the place of a video to times of its file, whose pictures are two frames late', () => {
		const [b] = ofFile(clipsOf('T4'), 'B.mp4');
		const times = b?.bound.get('posx')?.map(([at]) => Math.round(at / MS));
		// In from 2 s, keyframes at 0, 1, 13, 25 and 26 s, and 67 ms.
		expect(times).toEqual([2067, 3067, 15_067, 27_067, 28_067]);
		expect(b?.bound.get('posx')?.map(([, value]) => Math.round(value))).toEqual([
			116, 185, 1016, 185, 116,
		]);
		expect(b?.bound.get('alpha')?.map(([, value]) => value)).toEqual([0, 1, 1, 1, 0]);
	});

	it('turns a picture in a square that holds it at its largest, by its corners', () => {
		const clips = clipsOf('T4');
		const [c] = ofFile(clips, 'C.mp4');
		expect(c?.effects[0]).toContain('width=768,height=432');
		expect(c?.bound.get('width')?.[0]?.[1]).toBe(882);
		const [sticker] = ofFile(clips, 'sticker.png');
		const cornerAt = (frame: number): readonly number[] =>
			['x', 'y'].map((axis) => {
				const [, value = NaN] = sticker?.bound.get(`corner-1-${axis}`)?.[frame] ?? [];
				return Number((value * 3 - 1).toFixed(3)) + 0;
			});
		// Upright, a quarter and half of the way round, and upright again.
		expect([0, 180, 360, 720].map(cornerAt)).toEqual([
			[0, 0],
			[1, 0],
			[1, 1],
			[0, 0],
		]);
	});

	it('keeps a curve in pieces of one speed within half a picture, and on the curve where they meet', () => {
		const pieces = ofFile(clipsOf('T6'), 'C.mp4').slice(1);
		expect(pieces.length).toBeLessThan(25);
		const shares = pieces.map(({ has, effects }) => ({
			begin: Math.round((Number(has.get('start')) / 1e9) * 30) - 510,
			picture: (Number(has.get('inpoint')) / 1e9) * 30,
			speed: Number(/rate=([\d.]+)/.exec(effects[0] ?? '')?.[1] ?? 1),
			frames: Math.round((Number(has.get('duration')) / 1e9) * 30),
		}));
		// Half to three times within 120 frames, back to once within 120: its integral.
		const curve = (frame: number): number =>
			frame < 120
				? 0.5 * frame + (2.5 * frame * frame) / 240
				: 210 + 3 * (frame - 120) - (2 * (frame - 120) ** 2) / 240;
		const astray = shares.flatMap(({ begin, picture, speed, frames }) =>
			Array.from({ length: frames }, (_, i) => Math.abs(picture + speed * i - curve(begin + i))),
		);
		expect(Math.max(...astray)).toBeLessThanOrEqual(0.501);
		expect(
			Math.max(...shares.map(({ begin, picture }) => Math.abs(picture - curve(begin)))),
		).toBeLessThan(0.001);
	});

	it('crosses clips where they overlap: pushed, dissolved, in a growing circle', () => {
		const clips = clipsOf('T6');
		const [, out] = ofFile(clips, 'A.mp4');
		expect(out?.bound.get('posx')?.map(([, value]) => value)).toEqual([0, -1920]);
		const [pushed, rest] = ofFile(clips, 'B.mp4');
		expect(pushed?.effects).toEqual(['videobox', 'videorate rate=0.5']);
		expect(pushed?.bound.get('left')).toEqual([
			[0, -1920],
			[500 * MS, 0],
		]);
		const [dissolved] = ofFile(clips, 'C.mp4');
		expect(dissolved?.bound.get('alpha')).toEqual([
			[0, 0],
			[500 * MS, 1],
		]);
		// Two frames more, for the picture below at half the speed.
		const ends = [rest, dissolved].map((one) =>
			Math.round(((Number(one?.has.get('start')) + Number(one?.has.get('duration'))) / 1e9) * 30),
		);
		expect(ends).toEqual([527, 527]);
		const [, , circle] = ofFile(clips, 'A.mp4');
		expect(circle?.effects[0]).toContain('shapewipe');
		expect(circle?.bound.get('position')).toEqual([
			[0, 1],
			[500 * MS, 0],
		]);
	});

	it('follows a picture of rings that is light in the middle and dark in the corners', () => {
		textOf('T6');
		const file = readFileSync(join(folder, 'rings.pgm'));
		const head = 'P5\n1920 1080\n65535\n'.length;
		const at = (x: number, y: number): number =>
			file.readUInt16BE(head + (y * 1920 + x) * 2) / 65_535;
		expect(at(960, 540)).toBeCloseTo(1, 2);
		expect(at(0, 0)).toBeCloseTo(0, 2);
	});
});
