import {
	type Change,
	captionPiece,
	codesOf,
	contentJson,
	draftOf,
	extra,
	type Json,
	keyframes,
	materialWith,
	piece,
	read,
	segmentWith,
	textOf,
	textTrack,
	visualsOf,
} from '../../support/drafts';

/** A caption with this content, beside other fields of its material. */
const written = (content: string, fields: Json = {}) =>
	piece(['texts', { content, ...fields }], ['t', 0, 1]);
const blockOf = (content: string, fields: Json = {}) => textOf(written(content, fields)).text;
const styleOf = (style: Json, fields: Json = {}) =>
	blockOf(contentJson('A', { range: [0, 1], ...style }), fields).runs[0]?.style;

const solid = (...color: number[]): Json => ({ content: { solid: { alpha: 1, color } } });
const RED = { red: 1, green: 0, blue: 0, alpha: 1 };

/** The runs of a text whose styles have sizes 1, 2, 3 … over the given ranges. */
const runsOf = (text: string, ...ranges: (readonly [number, number])[]): readonly string[] =>
	blockOf(contentJson(text, ...ranges.map((range, i) => ({ range, size: i + 1 })))).runs.map(
		(run) => `${run.text}:${String(Math.round(run.style.height / (640 * 0.00575)))}`,
	);

describe('ranges of styles', () => {
	it('count UTF-16 units, as the app does', () => {
		expect(runsOf('😀ab', [0, 2], [2, 4])).toEqual(['😀:1', 'ab:2']);
	});

	it('count code points where they end with them', () => {
		expect(runsOf('😀ab', [0, 1], [1, 3])).toEqual(['😀:1', 'ab:2']);
	});

	it('count code points beside a base of twice the length', () => {
		expect(runsOf('😀关键词', [0, 10], [1, 4])).toEqual(['😀:1', '关键词:2']);
	});

	it('a base of twice the length is the whole text, keywords lie over it', () => {
		expect(runsOf('高亮关键词在这里', [0, 16], [2, 5])).toEqual(['高亮:1', '关键词:2', '在这里:1']);
	});

	it('later styles lie over earlier ones', () => {
		expect(runsOf('abcd', [0, 4], [1, 3], [2, 4])).toEqual(['a:1', 'b:2', 'cd:3']);
	});

	it('characters without a style have the first', () => {
		expect(runsOf('abcd', [1, 2], [3, 4])).toEqual(['abc:1', 'd:2']);
	});

	it('never cut a character in two', () => {
		expect(runsOf('a😀b', [0, 2], [2, 4])).toEqual(['a😀:1', 'b:2']);
	});

	it('beyond the text or turned around paint nothing', () => {
		expect(runsOf('ab', [0, 2], [9, 5], [2, 1])).toEqual(['ab:1']);
	});
});

describe('the words', () => {
	it('keep their line breaks, as one kind', () => {
		expect(blockOf(contentJson('a\r\nb\rc\nd')).runs[0]?.text).toBe('a\nb\nc\nd');
	});

	it('without styles have the flat fields', () => {
		const [run] = blockOf(contentJson('A'), { font_size: 20, text_color: '#FF0000' }).runs;
		expect(run?.style).toMatchObject({ height: 20 * 640 * 0.00575, fill: RED });
	});

	it('that are no JSON are shown as they are, without old markup', () => {
		expect(blockOf('plain <3 words').runs[0]?.text).toBe('plain <3 words');
		expect(blockOf('<size=10><color=(1,1,1)>[old words]</color></size>').runs[0]?.text).toBe(
			'old words',
		);
	});

	it('with styles that cannot be read are shown with the flat fields', () => {
		const content = JSON.stringify({ text: 'A', styles: [{ size: 'large' }] });
		expect(blockOf(content, { font_size: 20 }).runs).toMatchObject([{ text: 'A' }]);
	});

	it('that are none make no clip and no words', () => {
		expect(visualsOf(textTrack(written(contentJson(''))))).toEqual([]);
	});
});

describe('the look of letters', () => {
	it('size is a share of the width of the canvas', () => {
		expect(styleOf({ size: 15 })?.height).toBeCloseTo(55.2);
	});

	it('the fill has its own opacity', () => {
		expect(styleOf({ fill: { alpha: 0.5, ...solid(1, 0, 0) } })?.fill).toEqual({
			...RED,
			alpha: 0.5,
		});
		expect(styleOf({})?.fill).toEqual({ red: 1, green: 1, blue: 1, alpha: 1 });
	});

	it('bold, italic and underline are taken over', () => {
		const plain = { bold: false, italic: false, underline: false };
		expect(styleOf({})).toMatchObject(plain);
		const marked = { bold: true, italic: true, underline: true };
		expect(styleOf(marked)).toMatchObject(marked);
		const flat = { italic_degree: 10, underline: true };
		expect(styleOf({}, flat)).toMatchObject({ ...marked, bold: false });
	});

	const stroke = { strokes: [{ ...solid(1, 0, 0), width: 0.1 }] };

	it('strokes are in em, and drawn when their switch is on or there are no switches', () => {
		const drawn = [{ color: RED, width: 0.1 }];
		expect(styleOf(stroke, { check_flag: 15 })?.strokes).toEqual(drawn);
		expect(styleOf(stroke)?.strokes).toEqual(drawn);
		expect(styleOf(stroke, { check_flag: 7 })?.strokes).toEqual([]);
	});

	it('a flat border counts where the style has none, and not without a color', () => {
		const border = { border_color: '#FF0000', border_width: 0.2 };
		expect(styleOf({}, border)?.strokes).toEqual([{ color: RED, width: 0.2 }]);
		expect(styleOf({ strokes: [] }, border)?.strokes).toEqual([]);
		expect(styleOf({}, { border_color: '', border_width: 0.2 })?.strokes).toEqual([]);
	});

	it('shadows are in em, and drawn when their switch is on', () => {
		const shadows = [{ ...solid(1, 0, 0), alpha: 0.5, distance: 20, angle: -45, diffuse: 0.1 }];
		const drawn = { color: { ...RED, alpha: 0.5 }, distance: 0.2, angle: -45, blur: 0.1 };
		expect(styleOf({ shadows }, { check_flag: 39 })?.shadow).toEqual(drawn);
		expect(styleOf({ shadows }, { check_flag: 7 })).not.toHaveProperty('shadow');
		const flat = {
			has_shadow: true,
			shadow_distance: 20,
			shadow_color: '#FF0000',
			shadow_alpha: 0.5,
		};
		expect(styleOf({}, { ...flat, shadow_smoothing: 0.1 })?.shadow).toEqual(drawn);
		expect(styleOf({})).not.toHaveProperty('shadow');
	});

	it('a font is asked for by its file, its id and its name', () => {
		const font = { font: { id: '701', path: 'D:/fonts/Pretty.ttf' } };
		const one = written(contentJson('A', font), { font_title: '得意黑' });
		const { timeline } = read(draftOf(textTrack(one)));
		expect(timeline.assets).toMatchObject([{ use: 'font', label: 'Pretty.ttf' }]);
		expect(textOf(one).text.runs[0]?.style.font).toEqual({
			asset: timeline.assets[0]?.id,
			resourceId: '701',
			name: '得意黑',
		});
	});

	it.each(['C:', 'D:', ''])('the path “%s” is no font file', (path) => {
		expect(styleOf({ font: { id: '701', path } })?.font).toEqual({ resourceId: '701', name: '' });
	});
});

describe('the layout', () => {
	it.each([
		[0, 'left'],
		[1, 'center'],
		[2, 'right'],
		[9, 'center'],
	])('alignment %i is %s', (alignment, align) => {
		expect(blockOf(contentJson('A'), { alignment }).align).toBe(align);
	});

	it('spacing is taken over', () => {
		const spacing = { letter_spacing: 0.1, line_spacing: 0.52, typesetting: 1 };
		expect(blockOf(contentJson('A'), spacing)).toMatchObject({
			letterSpacing: 0.1,
			lineSpacing: 0.52,
			vertical: true,
		});
	});

	it.each<[Json, number | undefined]>([
		[{ type: 'text' }, undefined],
		[{ type: 'subtitle' }, 0.82 * 640],
		[{ type: 'subtitle', line_max_width: 0.5 }, 320],
		[{ type: 'text', force_apply_line_max_width: true, line_max_width: 0.5 }, 320],
		[{ type: 'text', fixed_width: 200 }, 200],
	])('%j wraps at %s', (fields, width) => {
		expect(blockOf(contentJson('A'), fields).wrapAt).toBe(width);
	});

	const box = { background_style: 1, background_color: '#FF0000', background_alpha: 0.5 };

	it('a background is drawn when its switch is on and it has a style and a color', () => {
		const sizes = { background_round_radius: 0.4, background_width: 0.2, background_height: 0.1 };
		expect(blockOf(contentJson('A'), { ...box, ...sizes, check_flag: 23 }).background).toEqual({
			color: { ...RED, alpha: 0.5 },
			shape: 'block',
			rounding: 0.4,
			padding: { x: 0.1, y: 0.05 },
			offset: { x: 0, y: 0 },
		});
		expect(blockOf(contentJson('A'), { ...box, check_flag: 7 })).not.toHaveProperty('background');
		for (const off of [{ background_style: 0 }, { background_color: '' }])
			expect(blockOf(contentJson('A'), { ...box, ...off })).not.toHaveProperty('background');
		expect(blockOf(contentJson('A'), { ...box, background_style: 2 }).background?.shape).toBe(
			'lines',
		);
	});
});

describe('the opacity of a caption', () => {
	const faint = segmentWith({ clip: { alpha: 0.1 } });

	it('is that of its words, not of its segment', () => {
		const one = captionPiece('A', [0, 1], faint, materialWith({ global_alpha: 0.5 }));
		expect(textOf(one).placement.opacity).toEqual({ kind: 'constant', value: 0.5 });
	});

	it('follows its keyframes, those of the whole text first', () => {
		const alpha = keyframes('KFTypeAlpha', [0, 0.2]);
		const global = keyframes('KFTypeGlobalAlpha', [0, 0.7]);
		const opacity = (...changes: Change[]) =>
			textOf(captionPiece('A', [0, 1], ...changes)).placement.opacity;
		expect(opacity(alpha, global)).toMatchObject({ keys: [{ value: 0.7 }] });
		expect(opacity(alpha)).toMatchObject({ keys: [{ value: 0.2 }] });
	});
});

describe('what is not drawn of captions', () => {
	const codes = (content: string, fields: Json = {}) =>
		codesOf(textTrack(written(content, fields)));

	it('text effects are named once', () => {
		const effect = { effectStyle: { id: '7' } };
		expect(codes(contentJson('A', effect))).toEqual(['TEXT_EFFECT_IGNORED']);
		const both = piece(
			['texts', { content: contentJson('A', effect) }],
			['t', 0, 1],
			[extra('effects', { type: 'text_effect', resource_id: '7' })],
		);
		expect(codesOf(textTrack(both))).toEqual(['TEXT_EFFECT_IGNORED']);
	});

	const gradient = (fields: Json): Json => ({
		content: { render_type: 'gradient', gradient: { color: [[1, 0, 0], '#0000FF'], ...fields } },
	});

	it('letters and outlines are filled with their gradients, which are told as near', () => {
		const fill = gradient({ percent: [0.1, 0.9], alpha: [1, 0.5], angle: 0 });
		const stops = [
			{ at: 0.1, color: RED },
			{ at: 0.9, color: { red: 0, green: 0, blue: 1, alpha: 0.5 } },
		];
		const found = { angle: 0, over: 'words', stops };
		expect(styleOf({ fill })?.gradient).toEqual(found);
		const strokes = [{ ...gradient({ mode: 'letter' }), width: 0.1 }];
		expect(styleOf({ strokes })?.strokes).toMatchObject([
			{ width: 0.1, gradient: { angle: 90, over: 'letter' } },
		]);
		expect(codes(contentJson('A', { fill, strokes }))).toEqual(['TEXT_EFFECT_APPROXIMATED']);
	});

	it('a round gradient in letters is told as near', () => {
		const fill = gradient({ style: 'radial' });
		expect(styleOf({ fill })?.gradient).toMatchObject({ round: true, over: 'words' });
		expect(codes(contentJson('A', { fill }))).toEqual(['TEXT_EFFECT_APPROXIMATED']);
	});

	it.each([
		['a gradient without colors', { content: { render_type: 'gradient' } }],
		['a gradient of an unknown kind', gradient({ style: 'spiral' })],
		['a texture', { content: { render_type: 'texture' } }],
	])('%s in letters is one color, and named', (_, fill) => {
		expect(styleOf({ fill })).not.toHaveProperty('gradient');
		expect(codes(contentJson('A', { fill }))).toEqual(['TEXT_EFFECT_IGNORED']);
	});

	it('curved text stands on the arc of its angle, told as near; an unknown curve is named', () => {
		const curved = { text_curve: { angle: 120 } };
		expect(blockOf(contentJson('A'), curved).arc).toBe(120);
		expect(codes(contentJson('A'), curved)).toEqual(['TEXT_EFFECT_APPROXIMATED']);
		expect(blockOf(contentJson('A'), { text_curve: { angle: -900 } }).arc).toBe(-360);
		for (const fields of [
			{ text_curve: { bend: 3 } },
			{ text_curve: { type: 'wave' } },
			{ text_curve: { type: 'wave', angle: 0, strength: 5 } },
			{ ...curved, typesetting: 1 },
		]) {
			expect(blockOf(contentJson('A'), fields)).not.toHaveProperty('arc');
			expect(codes(contentJson('A'), fields)).toEqual(['TEXT_EFFECT_IGNORED']);
		}
		expect(codes(contentJson('A'), { text_curve: null })).toEqual([]);
		expect(codes(contentJson('A'), { text_curve: { angle: 0 } })).toEqual([]);
	});
});
