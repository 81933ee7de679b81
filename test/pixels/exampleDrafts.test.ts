/** Drafts of the kinds that people make and no fixture is: each with pictures and samples that must hold. */
import {
	audioTrack,
	type Change,
	clip,
	draftOf,
	extra,
	type Json,
	keyframes,
	photo,
	piece,
	segmentWith,
	sound,
	timeRange,
	videoTrack,
} from '../support/drafts';
import { flatColor, framesOfDraft, middleOf, small, soundOfDraft } from '../support/draftStudio';
import { amplitudeOf, between } from '../support/samples';
import { flat, H264, hex, made, near, numbered, numberIn, openStudio } from '../support/studio';
import { meanOf, type Rgb } from '../support/video';

jest.setTimeout(60_000);

const RED: Rgb = [200, 40, 30];
const BLUE: Rgb = [30, 60, 200];
const WHITE: Rgb = [255, 255, 255];

const studio = openStudio();
beforeAll(async () => {
	await studio.make('numbered.mp4', ...numbered(4), ...H264);
	await studio.make('at25.mp4', ...numbered(2, '25'), ...H264);
	await studio.make('red.mp4', ...flat(RED), ...H264);
	await studio.make('blue.mp4', ...flat(BLUE), ...H264);
	await studio.make('white.png', ...made(`color=${hex(WHITE)}:s=64x36`), '-frames:v', '1');
	// Two seconds of 440 Hz, then two of 880 Hz.
	const tone = '0.4*sin(2*PI*if(lt(t,2),440,880)*t)';
	await studio.make('tones.wav', ...made(`aevalsrc='${tone}':s=48000:d=4`));
	const veil = `color=${hex(RED)}:s=32x36:d=1:r=30,format=argb,colorchannelmixer=aa=0.5`;
	const clear = 'color=black@0:s=32x36:d=1:r=30,format=argb';
	await studio.make(
		'veil.mov',
		...made(veil),
		...made(clear),
		'-filter_complex',
		'hstack',
		'-c:v',
		'qtrle',
	);
});
afterAll(() => {
	studio.close();
});

const framesOf = (json: Json) => framesOfDraft(json, studio);
const from = (start: number, duration: number): Change =>
	segmentWith({ source_timerange: timeRange(start, duration) });
describe('a speed curve from 1 to 3 times', () => {
	const curve = extra('speeds', {
		mode: 1,
		curve_speed: {
			speed_points: [
				{ x: 0, y: 1 },
				{ x: 1, y: 3 },
			],
		},
	});
	/** Linear in time from 1 to 3: 4 seconds of the file last 4 · 2 / (1 + 3) = 2. */
	const fileTime = (t: number): number => t + ((3 - 1) * t * t) / (2 * 2);

	it('shows the pictures of the file at the times that the curve says', async () => {
		const frames = await framesOf(
			small(videoTrack(clip('numbered.mp4', [0, 2], from(0, 4), curve))),
		);
		expect(frames).toHaveLength(60);
		frames.forEach((frame, i) => {
			const wanted = Math.min(119, fileTime(i / 30) * 30);
			expect(Math.abs(numberIn(frame) - wanted)).toBeLessThanOrEqual(0.6);
		});
	});

	it('plays the sound at its own pitch, the second half from where the curve reaches it', async () => {
		const { left } = await soundOfDraft(
			small(audioTrack(sound('tones.wav', [0, 2], from(0, 4), curve))),
			studio,
		);
		expect(left.samples).toHaveLength(96_000);
		const heard = (tone: number, begin: number, end: number): number =>
			amplitudeOf(between(left, begin, end), tone, 48_000);
		// Two seconds of the file are over when t + t² / 2 = 2.
		const change = Math.sqrt(5) - 1;
		expect(heard(440, 0.1, change - 0.12)).toBeGreaterThan(0.2);
		expect(heard(880, 0.1, change - 0.12)).toBeLessThan(0.04);
		expect(heard(880, change + 0.12, 1.9)).toBeGreaterThan(0.2);
		expect(heard(440, change + 0.12, 1.9)).toBeLessThan(0.04);
	});
});

describe('a compound clip of a tone', () => {
	const inner = small(audioTrack(sound('tones.wav', [0, 2])));
	const heardOf = async (...changes: Change[]) => {
		const compound = piece(['drafts', { draft: inner }], ['c', 0, 2], changes);
		const { left } = await soundOfDraft(small(videoTrack(compound)), studio);
		return (tone: number, begin: number, end: number): number =>
			amplitudeOf(between(left, begin, end), tone, 48_000);
	};

	it('at half its speed is an octave lower where its pitch follows, else as high as it was', async () => {
		const kept = await heardOf(from(0, 1));
		const followed = await heardOf(from(0, 1), segmentWith({ is_tone_modify: true }));
		const levels = [kept, followed].map((heard) =>
			[440, 220].map((tone) => heard(tone, 0.2, 1.8) > 0.2),
		);
		expect(levels).toEqual([
			[true, false],
			[false, true],
		]);
	});

	it('rises and falls with its fades', async () => {
		const fades = extra('audio_fades', { fade_in_duration: 5e5, fade_out_duration: 1e6 });
		const [plain, faded] = [await heardOf(), await heardOf(fades)];
		const shares = [0.25, 0.75, 1.5, 1.75].map(
			(at) => faded(440, at - 0.05, at + 0.05) / plain(440, at - 0.05, at + 0.05),
		);
		expect(shares).toEqual([0.5, 1, 0.5, 0.25].map((share) => expect.closeTo(share, 1) as unknown));
	});
});

/** Cubic Bézier from 0 to 1 whose handles are offsets from their own ends; by brute force. */
const eased = (
	share: number,
	[rx, ry]: readonly [number, number],
	[lx, ly]: readonly [number, number],
) => {
	const along = (a: number, b: number, u: number): number =>
		3 * (1 - u) ** 2 * u * a + 3 * (1 - u) * u * u * (1 + b) + u ** 3;
	const steps = Array.from({ length: 2001 }, (_, i) => i / 2000);
	const u = steps.find((step) => along(rx, lx, step) >= share) ?? 1;
	return along(ry, ly, u);
};

it('handles of keyframes bend the way, and are not asked where the curve is a line', async () => {
	const out = { curveType: 'FreeCurveInOut', right_control: { x: 320_000, y: 0.94 } };
	const into = { curveType: 'FreeCurveInOut', left_control: { x: -400_000, y: 0 } };
	const bent = keyframes('KFTypeAlpha', [0, 0, out], [1, 1, into]);
	const line = keyframes(
		'KFTypeAlpha',
		[0, 0, { ...out, curveType: 'Line' }],
		[1, 1, { ...into, curveType: 'Line' }],
	);
	const grayOf = async (change: Change) =>
		(await framesOf(small(videoTrack(flatColor('#FFFFFF', [0, 1], change))))).map(
			(frame) => middleOf(frame)[0] / 255,
		);
	const [curved, straight] = [await grayOf(bent), await grayOf(line)];
	for (const frame of [3, 9, 15, 21, 27]) {
		expect(curved[frame]).toBeCloseTo(eased(frame / 30, [0.32, 0.94], [-0.4, 0]), 1);
		expect(straight[frame]).toBeCloseTo(frame / 30, 1);
	}
	expect(curved[9]).toBeGreaterThan((straight[9] ?? 1) + 0.2);
});

it('keyframes of a trimmed, fast clip lie on the clock of its file', async () => {
	// Two seconds of the file, from its first on, in one: its second 2 is the middle of the clip.
	const json = small(
		videoTrack(
			clip('red.mp4', [0, 1], from(1, 2), keyframes('KFTypeAlpha', [1, 0], [2, 1], [3, 0])),
		),
	);
	const reds = (await framesOf(json)).map((frame) => middleOf(frame)[0]);
	expect(reds[0]).toBeLessThan(4);
	expect(reds[15]).toBeGreaterThan(194);
	expect(Math.abs((reds[8] ?? 0) - (RED[0] * 8) / 15)).toBeLessThan(8);
	expect(Math.abs((reds[22] ?? 0) - (RED[0] * 8) / 15)).toBeLessThan(8);
});

it('a keyframed slider ends where the fixed one stands, and moves without a jump', async () => {
	const slider = extra('effects', { type: 'brightness', value: 0 });
	const fixed = extra('effects', { type: 'brightness', value: 0.4 });
	const gray = '#606060';
	const [moving, still] = [
		await framesOf(
			small(
				videoTrack(
					flatColor(gray, [0, 1], slider, keyframes('KFTypeBrightness', [0, 0], [0.9, 0.4])),
				),
			),
		),
		await framesOf(small(videoTrack(flatColor(gray, [0, 0.1], fixed)))),
	];
	const levels = moving.map((frame) => middleOf(frame)[0]);
	expect(Math.abs((levels[0] ?? 0) - 0x60)).toBeLessThanOrEqual(3);
	expect(levels[29]).toBe(middleOf(still[0])[0]);
	levels.slice(1).forEach((level, i) => {
		expect(level).toBeGreaterThanOrEqual(levels[i] ?? 0);
		expect(level - (levels[i] ?? 0)).toBeLessThan(9);
	});
});

it('a draft that leaves out all that has its default shows the whole clip at its own speed', async () => {
	const json = {
		canvas_config: { width: 64, height: 36 },
		tracks: [
			{
				type: 'video',
				segments: [
					{
						id: 'a',
						material_id: 'v',
						target_timerange: { duration: 500_000 },
						clip: { flip: {} },
					},
					{
						...{ id: 'b', material_id: 'v', clip: { transform: { x: 1 }, scale: {} } },
						target_timerange: { start: 500_000, duration: 100_000 },
						...{ source_timerange: { duration: 100_000 }, extra_material_refs: null },
					},
				],
			},
		],
		materials: { videos: [{ id: 'v', path: 'numbered.mp4', crop: {} }] },
	};
	const frames = await framesOf(json);
	expect(frames).toHaveLength(18);
	expect(frames.slice(0, 15).map(numberIn)).toEqual(Array.from({ length: 15 }, (_, i) => i));
	// Half of the canvas to the right: the left half is black.
	expect(
		meanOf(frames[16] ?? { width: 1, height: 1, rgb: new Uint8Array(3) }, [0, 0, 30, 36]),
	).toEqual(near([0, 0, 0]));
});

it('a clip with alpha lets through what lies beneath by its alpha', async () => {
	const [frame] = await framesOf(
		small(videoTrack(clip('blue.mp4', [0, 0.2])), videoTrack(clip('veil.mov', [0, 0.2]))),
	);
	const seen = (x: number): Rgb => (frame ? meanOf(frame, [x, 8, 16, 20]) : [0, 0, 0]);
	const half = RED.map((part, i) => Math.round((part + (BLUE[i] ?? 0)) / 2)) as unknown as Rgb;
	expect(seen(8)).toEqual(near(half, 8));
	expect(seen(40)).toEqual(near(BLUE));
});

it('portrait at 25 frames a second has every frame of a file of that rate, once', async () => {
	const json = {
		...draftOf(videoTrack(clip('at25.mp4', [0, 1.2]))),
		...{ canvas_config: { width: 36, height: 64 }, fps: 25 },
	};
	const frames = await framesOf(json);
	expect(frames).toHaveLength(30);
	const [first] = frames;
	expect([first?.width, first?.height]).toEqual([36, 64]);
	// The file is as wide as the canvas: it fits into the middle of its height.
	expect(frames.map(numberIn)).toEqual(Array.from({ length: 30 }, (_, i) => i));
	expect(first && meanOf(first, [0, 0, 36, 18])).toEqual(near([0, 0, 0]));
});

it.each([
	['叠化', true],
	['闪白', false],
])('%s between clips without a spare picture adds no frame', async (name, is_overlap) => {
	const crossing = extra('transitions', { name, duration: 600_000, is_overlap });
	// The red file is over where its clip ends, and the blue one has nothing before its start.
	const json = small(
		videoTrack(clip('red.mp4', [0, 1], from(2, 1), crossing), clip('blue.mp4', [1, 1], from(0, 1))),
	);
	const frames = await framesOf(json);
	expect(frames).toHaveLength(60);
	expect(middleOf(frames[15])).toEqual(near(RED));
	expect(middleOf(frames[44])).toEqual(near(BLUE));
	for (const frame of frames.slice(20, 40))
		expect(Math.max(...middleOf(frame))).toBeGreaterThan(90);
});

it('a photo of many seconds needs no more of its file than one picture', async () => {
	const frames = await framesOf(small(videoTrack(photo('white.png', [0, 2]))));
	expect(frames).toHaveLength(60);
	expect(middleOf(frames[59])).toEqual(near(WHITE));
});
