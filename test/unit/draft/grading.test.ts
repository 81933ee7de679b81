import { constant } from '../../../render-agent/src/timeline/curve';
import {
	clip,
	codesOf,
	draftOf,
	extra,
	keyframes,
	piece,
	pictureOf,
	read,
	segmentWith,
	track,
	videoTrack,
	visualsOf,
	type Change,
} from '../../support/drafts';

const effect = (fields: object): Change => extra('effects', { ...fields });
const graded = (...changes: Change[]) => clip('a', [0, 1], ...changes);

describe('a filter on a clip', () => {
	const mono = { type: 'filter', name: '黑白', value: 0.6 };

	it('is a look with its strength, told as approximated', () => {
		const [filter] = pictureOf(graded(effect(mono))).filters ?? [];
		expect(filter).toMatchObject({ look: { family: 'monochrome' }, strength: 0.6 });
		expect(codesOf(videoTrack(graded(effect(mono))))).toEqual(['FILTER_APPROXIMATED']);
	});

	it('without a strength has all of it, beyond 1 no more', () => {
		const strengths = [{ value: undefined }, { value: 3 }].map(
			(more) => pictureOf(graded(effect({ ...mono, ...more }))).filters?.[0]?.strength,
		);
		expect(strengths).toEqual([1, 1]);
	});

	it('or a LUT that is turned down to nothing is nothing, and exactly that', () => {
		const off = { ...mono, value: 0 };
		for (const one of [off, { ...off, name: 'qqqq' }, { type: 'lut', name: 'Teal', value: 0 }]) {
			expect(pictureOf(graded(effect(one))).filters).toBeUndefined();
			expect(codesOf(videoTrack(graded(effect(one))))).toEqual([]);
		}
		const rising = keyframes('KFTypeFilter', [0, 0], [1, 0.5]);
		expect(codesOf(videoTrack(graded(effect(off), rising)))).toEqual(['FILTER_APPROXIMATED']);
	});

	it('that nobody can guess is named and left out', () => {
		const odd = graded(effect({ type: 'filter', name: 'qqqq', resource_id: '1' }));
		expect(pictureOf(odd).filters).toBeUndefined();
		expect(codesOf(videoTrack(odd))).toEqual(['FILTER_UNSUPPORTED']);
	});
});

describe('a filter track', () => {
	it('is a clip that changes what lies beneath, in its time and on its layer', () => {
		const filter = piece(['effects', { type: 'filter', name: '黑白', value: 0.8 }], ['f', 1, 2]);
		const [below, own] = visualsOf(
			videoTrack(clip('a', [0, 3])),
			track({ type: 'filter' }, filter),
		);
		expect(own).toMatchObject({
			kind: 'filter',
			id: 'f@1',
			track: 1,
			target: { start: 1_000_000, duration: 2_000_000 },
			filters: [{ strength: 0.8 }],
		});
		expect(own?.layer).toBeGreaterThan(below?.layer ?? 9);
	});

	it('names what it cannot draw with its place', () => {
		const filter = piece(['effects', { type: 'filter', name: 'qqqq' }], ['f', 1, 2]);
		const { diagnostics } = read(
			draftOf(videoTrack(clip('a', [0, 3])), track({ type: 'filter' }, filter)),
		);
		expect(diagnostics).toMatchObject([
			{ code: 'FILTER_UNSUPPORTED', segment: 'f@1', track: 1, start: 1_000_000, end: 3_000_000 },
		]);
		expect(JSON.stringify(diagnostics[0]?.text)).toContain('qqqq');
	});

	it('of adjustments takes the sliders beside its placeholder, with their keyframes', () => {
		const layer = piece(
			['placeholders', { name: '调节' }],
			['x', 0, 2],
			[
				effect({ type: 'saturation', value: -1 }),
				effect({ type: 'brightness', value: 0 }),
				keyframes('KFTypeBrightness', [0, 0], [2, 1]),
			],
		);
		expect(visualsOf(track({ type: 'adjust' }, layer))).toMatchObject([
			{
				kind: 'filter',
				adjustments: {
					saturation: constant(-1),
					brightness: {
						keys: [
							{ at: 0, value: 0 },
							{ at: 2_000_000, value: 1 },
						],
					},
				},
			},
		]);
		expect(codesOf(track({ type: 'adjust' }, layer))).toEqual([]);
	});
});

describe('a LUT', () => {
	const lut = effect({ type: 'lut', path: 'assets/a.cube', value: 0.5 });

	it('is a file of the draft with a strength', () => {
		const { timeline } = read(draftOf(videoTrack(graded(lut))));
		const file = timeline.assets.find(({ use }) => use === 'lut');
		expect(file).toMatchObject({ label: 'a.cube', usedBy: [{ segment: 'a@0' }] });
		expect(timeline.visuals).toMatchObject([{ luts: [{ asset: file?.id, strength: 0.5 }] }]);
	});

	it('without a file is the nearest look of its name, and told so', () => {
		const named = graded(effect({ type: 'lut', path: 'C:/Cache/7041', name: '黑白', value: 0.4 }));
		expect(pictureOf(named)).toMatchObject({
			filters: [{ look: { family: 'monochrome' }, strength: 0.4 }],
		});
		expect(read(draftOf(videoTrack(named))).diagnostics).toMatchObject([
			{
				code: 'COLOR_STAGE_APPROXIMATED',
				subject: { what: 'lut', name: '黑白', library: ['黑白'] },
			},
		]);
	});

	it('whose name, and whose file, tell of nothing is left out', () => {
		const odd = graded(effect({ type: 'lut', path: 'C:/Cache/7041', name: 'qx' }));
		expect(pictureOf(odd).filters).toBeUndefined();
		expect(codesOf(videoTrack(odd))).toEqual(['COLOR_STAGE_IGNORED']);
	});

	it('with a file knows the look that stands for it where the file is not there', () => {
		const [one] =
			pictureOf(graded(effect({ type: 'lut', path: 'D:/luts/Teal_and-Orange.cube' }))).luts ?? [];
		expect(one).toMatchObject({ near: { family: 'cinematic' }, strength: 1 });
		expect(pictureOf(graded(lut)).luts?.[0]).not.toHaveProperty('near');
	});

	it('that is switched off is none', () => {
		const off = graded(lut, segmentWith({ enable_lut: false }));
		expect(read(draftOf(videoTrack(off))).timeline.assets.map(({ use }) => use)).toEqual(['video']);
	});
});

describe('sliders that are only near', () => {
	it.each([
		['sharpen', 'sharpness'],
		['clear', 'sharpness'],
		['vignetting', 'vignette'],
		['fade', 'fade'],
		['particle', 'grain'],
		['hue', 'hue'],
	])('%s is drawn as %s and told as approximated', (type, name) => {
		const one = graded(effect({ type, value: 0.5 }));
		expect(pictureOf(one).adjustments).toEqual({ [name]: constant(0.5) });
		expect(codesOf(videoTrack(one))).toEqual(['EFFECT_APPROXIMATED']);
	});
});

describe('sliders that are drawn alike', () => {
	const slider = (type: string, value: number) => extra('effects', { type, value });

	it.each([
		{ what: 'the first counts', values: [0.4, -0.3], drawn: 0.4, codes: ['STAGE_UNSUPPORTED'] },
		{ what: 'those at rest do not', values: [0, -0.3], drawn: -0.3, codes: [] },
		{ what: 'the same twice is one', values: [0.4, 0.4], drawn: 0.4, codes: [] },
	])('$what', ({ values, drawn, codes }) => {
		const one = clip('a', [0, 1], ...values.map((value) => slider('contrast', value)));
		expect(pictureOf(one).adjustments).toEqual({ contrast: constant(drawn) });
		expect(codesOf(videoTrack(one))).toEqual(codes);
	});

	it('of two kinds are told by theirs', () => {
		const both = clip('a', [0, 1], slider('sharpen', 0.4), slider('clear', 0.8));
		expect(pictureOf(both).adjustments).toEqual({ sharpness: constant(0.4) });
		const { diagnostics } = read(draftOf(videoTrack(both)));
		expect(diagnostics.map(({ code, subject }) => [code, subject?.name])).toEqual([
			['STAGE_UNSUPPORTED', 'clear'],
			['EFFECT_APPROXIMATED', ''],
		]);
	});
});

describe('a chroma key', () => {
	const chroma = (fields: object) => graded(extra('chromas', { ...fields }));
	const green = {
		color: '#00FF00',
		intensity_value: 0.4,
		shadow_value: 0.1,
		edge_smooth_value: 0.2,
		spill_value: 0.3,
	};

	it('is taken over and told as approximated', () => {
		expect(pictureOf(chroma(green)).key).toEqual({
			color: { red: 0, green: 1, blue: 0, alpha: 1 },
			intensity: 0.4,
			shadow: 0.1,
			softness: 0.2,
			spill: 0.3,
		});
		expect(codesOf(videoTrack(chroma(green)))).toEqual(['EFFECT_APPROXIMATED']);
	});

	it('of no intensity is none, and named', () => {
		const rest = chroma({ ...green, intensity_value: 0 });
		expect(pictureOf(rest).key).toBeUndefined();
		expect(codesOf(videoTrack(rest))).toEqual(['STAGE_UNSUPPORTED']);
	});

	it('of an unknown color is named', () => {
		expect(codesOf(videoTrack(chroma({ ...green, color: 'green' })))).toEqual([
			'STAGE_UNSUPPORTED',
		]);
	});
});

describe('keyframes of a slider without a material', () => {
	it.each([
		['KFTypeBrightness', 'brightness'],
		['KFTypeSaturation', 'saturation'],
		['KFTypeHightLight', 'highlights'],
		['KFTypeClear', 'sharpness'],
	] as const)('%s moves the slider', (property, slider) => {
		const moving = graded(keyframes(property, [0, 0], [1, 0.8]));
		expect(pictureOf(moving).adjustments?.[slider]).toMatchObject({
			kind: 'keyed',
			keys: [
				{ at: 0, value: 0 },
				{ at: 1e6, value: 0.8 },
			],
		});
	});

	it('are left where the adjustments of a clip are switched off', () => {
		const off = graded(
			keyframes('KFTypeBrightness', [0, 1]),
			segmentWith({ enable_adjust: false }),
		);
		expect(pictureOf(off).adjustments).toBeUndefined();
	});
});
