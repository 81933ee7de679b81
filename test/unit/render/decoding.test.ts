import { frames, fromSeconds, pixels } from '../../../render-agent/src/kernel/units';
import {
	runArguments,
	shapeFilters,
	stillArguments,
} from '../../../render-agent/src/render/decoding';
import { ownPlaces, REVERSED_PIECE, runsOf } from '../../../render-agent/src/render/decoderRuns';
import { decodingArguments } from '../../../render-agent/src/render/sound/decodedSound';
import type { VideoSource } from '../../../render-agent/src/timeline/scene';
import { canvasOf, RATES, rangeOf, type Span } from '../../support/timelines';

const canvas = canvasOf();

/** A video of 30 frames a second that fills the canvas. */
const source = (
	{ at = [0, 2], from = [0, 2] }: { at?: Span; from?: Span } = {},
	changes: Partial<VideoSource> = {},
): VideoSource => ({
	kind: 'video',
	media: { file: '/media/a.mp4', demuxer: 'mov', sha256: '', label: 'a' },
	displayed: { width: pixels(128), height: pixels(72) },
	...{ flipX: false, flipY: false, width: pixels(64), height: pixels(36) },
	...{ alpha: false, matrix: 'bt709', fullRange: false, hdr: false, box: canvas },
	...{ loops: false, length: fromSeconds(10), rate: RATES['30'], sampling: 'even' },
	paced: {
		target: rangeOf(at),
		source: rangeOf(from),
		tempo: { kind: 'constant' },
		reversed: false,
	},
	...{ first: frames(Math.round(at[0] * 30)), count: frames(Math.round((at[1] - at[0]) * 30)) },
	...changes,
});

const backwards = (one: VideoSource): VideoSource => ({
	...one,
	paced: { ...one.paced, reversed: true },
});

describe('the runs of a source', () => {
	it('are one run from the first moment that is shown', () => {
		const { lead, runs } = runsOf(source({ at: [1, 2], from: [4, 5] }), canvas);
		expect(lead).toBe(0);
		expect(runs).toMatchObject([{ from: 4e6, count: 30 }]);
		expect(runs[0]?.step).toBeCloseTo(1e6 / 30, 3);
	});

	it('begin in the middle of the clip when the chunk does', () => {
		const later = { ...source({ at: [0, 2], from: [4, 8] }), first: frames(30), count: frames(30) };
		expect(runsOf(later, canvas).runs[0]).toMatchObject({ from: 6e6, count: 30 });
	});

	it('hold the first picture for the moments before the start of the file', () => {
		const early = { ...source({ at: [1, 2], from: [0, 1] }), first: frames(24), count: frames(36) };
		expect(runsOf(early, canvas)).toMatchObject({ lead: 6, runs: [{ from: 0, count: 30 }] });
	});

	it('of a clip that begins between two frames show its in-point first, not what lies before', () => {
		const between = source({ at: [0.515, 1.015], from: [1, 5] });
		const run = { ...between, first: frames(15), count: frames(15) };
		const [only] = runsOf(run, canvas).runs;
		expect(only?.count).toBe(15);
		expect([only?.from, only?.early].map((time) => Math.round(time ?? 0))).toEqual([
			880_000, 120_000,
		]);
		const [shown = ''] = runArguments(
			run,
			only ?? { from: 0, step: 1, count: 1, rate: RATES['30'] },
		).filter((one) => one.includes('setpts='));
		// Pictures up to the in-point's come as much sooner as the clip begins late.
		expect(shown).toMatch(/setpts=\(PTS-80000-120000\*lte\(PTS\\,216717\)\)/);
	});

	it('of a transition that reaches over the start are none of it', () => {
		const between = source({ at: [0.515, 1.015], from: [1, 1.5] });
		const run = { ...between, first: frames(10), count: frames(20) };
		expect(runsOf(run, canvas).runs[0]).not.toHaveProperty('early');
	});

	it('of a reversed clip are pieces, the last of the file first, which share out the pictures', () => {
		const { runs } = runsOf(backwards(source({ at: [0, 2], from: [3, 5] })), canvas);
		expect(runs.map(({ count }) => count)).toEqual([REVERSED_PIECE, REVERSED_PIECE, 12]);
		expect(runs.at(-1)?.from).toBeCloseTo(3e6, -1);
		const [one, two] = runs;
		expect((two?.from ?? 0) + (two?.count ?? 0) * (two?.step ?? 0)).toBeCloseTo(one?.from ?? 0, -1);
	});

	it('of a reversed clip never begin before the file', () => {
		const { runs } = runsOf(
			backwards({ ...source({ at: [0, 2], from: [0, 2] }), count: frames(66) }),
			canvas,
		);
		expect(runs.at(-1)?.from).toBeCloseTo(0, 6);
		expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(60);
	});

	it('of an animation begin within one round', () => {
		const gif = source({ from: [11, 13] }, { loops: true, length: fromSeconds(2) });
		expect(runsOf(gif, canvas).runs[0]?.from).toBeCloseTo(1e6, 0);
	});

	it('at the own rate of the file say where each of its pictures comes', () => {
		const own = source({ at: [0, 1], from: [2, 4] }, { sampling: 'own' });
		const place = ownPlaces(own, canvas);
		// The run may begin a picture early, never late.
		expect([0, 1]).toContain(place(60));
		expect([place(61), place(119)]).toEqual([place(60) + 1, place(60) + 59]);
		const { runs } = runsOf(backwards(own), canvas);
		const total = runs.reduce((sum, { count }) => sum + count, 0);
		const back = ownPlaces(backwards(own), canvas);
		expect([total - 2, total - 1]).toContain(back(60));
		expect(back(60) - back(119)).toBe(59);
	});
});

describe('the arguments of a decoder', () => {
	const [run] = runsOf(source({ from: [4, 6] }), canvas).runs;
	const args = run ? runArguments(source({ from: [4, 6] }), run) : [];

	it('seek a picture early and let the filters cut', () => {
		expect(args.slice(args.indexOf('-ss'), args.indexOf('-ss') + 2)).toEqual(['-ss', '3.950000']);
		expect(args.indexOf('-ss')).toBeLessThan(args.indexOf('-i'));
	});

	it('name the filters one by one, and exactly as many pictures as are wanted', () => {
		const filters = args[args.indexOf('-vf') + 1]?.split(',');
		expect(filters).toEqual([
			'settb=1/1000000',
			'setpts=(PTS-50000)*1.000000000+-50',
			'fps=fps=30/1:start_time=0:round=near',
			'scale=64:36:flags=bicubic+accurate_rnd',
			'format=yuv420p',
		]);
		expect(args[args.indexOf('-frames:v') + 1]).toBe('60');
		expect(args.at(-1)).toBe('pipe:1');
	});

	it('give only what is needed of the file: no sound, no subtitles, one picture stream', () => {
		expect(args.join(' ')).toContain('-map 0:v:0 -an -sn -dn');
	});

	it('take so many pictures, or so much sound, as are wanted, whatever the file would give', () => {
		const valueOf = (list: readonly string[], option: string) => list[list.indexOf(option) + 1];
		const many = { from: 0, step: 1e6 / 30, count: 7, rate: RATES['30'] };
		for (const one of [source(), source({}, { loops: true }), backwards(source())])
			expect(valueOf(runArguments(one, many), '-frames:v')).toBe('7');
		expect(valueOf(stillArguments(source()), '-frames:v')).toBe('1');
		// A tenth of a second more for what looks ahead, and from a whole second on, half a second before at least, for what helps
		// to decode the first; from the start where seeking lands anywhere.
		for (const [demuxer, sought, length] of [
			['mov', '1.000000', '4.100000'],
			['mpegts', undefined, '5.100000'],
		] as const) {
			const media = { ...source().media, demuxer };
			const heard = decodingArguments({ media, first: 96_000, count: 144_000, isMono: false });
			expect(heard.includes('-ss') ? valueOf(heard, '-ss') : undefined).toBe(sought);
			expect(valueOf(heard, '-t')).toBe(length);
		}
	});

	it('open the file under its whitelists, as a name and nothing else', () => {
		const media = { ...source().media, file: "/w/it's %d|concat:b.mp4", demuxer: 'mov' };
		const still = stillArguments({ ...source(), media });
		expect(still[still.indexOf('-i') + 1]).toBe("file:/w/it's %d|concat:b.mp4");
		expect(still[still.indexOf('-protocol_whitelist') + 1]).toBe('file');
		expect(still[still.indexOf('-format_whitelist') + 1]).toBe('mov');
	});

	it('force the decoder that a file asks for, before the file', () => {
		const media = { ...source().media, decoder: 'libvpx-vp9' };
		const forced = stillArguments({ ...source(), media });
		expect(forced[forced.indexOf('-c:v') + 1]).toBe('libvpx-vp9');
		expect(forced.indexOf('-c:v')).toBeLessThan(forced.indexOf('-i'));
	});

	it('go round and round for an animation', () => {
		const gif = source({}, { loops: true });
		const looped = run ? runArguments(gif, run) : [];
		expect(looped.slice(looped.indexOf('-stream_loop')).slice(0, 2)).toEqual([
			'-stream_loop',
			'-1',
		]);
		expect(looped).not.toContain('-ss');
	});
});

describe('the filters of a shape', () => {
	it('crop in the displayed picture, before scaling; flip last', () => {
		const crop = { x: pixels(4), y: pixels(2), width: pixels(100), height: pixels(50) };
		const filters = shapeFilters({ ...source(), crop, flipX: true, flipY: true }, 'yuv420p');
		expect(filters[0]).toBe('crop=iw*100/128:ih*50/72:iw*4/128:ih*2/72:exact=1');
		expect(filters.slice(-2)).toEqual(['hflip', 'vflip']);
	});

	it('bring full range and other matrices to BT.709 limited', () => {
		const filters = shapeFilters({ ...source(), matrix: 'bt601', fullRange: true }, 'yuv420p');
		expect(filters[0]).toContain('in_color_matrix=bt601:out_color_matrix=bt709');
		expect(filters[0]).toContain('in_range=full:out_range=limited');
	});

	it('map HDR to what a screen shows, first of all', () => {
		expect(shapeFilters({ ...source(), hdr: true }, 'yuv420p')[0]).toContain('zscale');
	});
});
