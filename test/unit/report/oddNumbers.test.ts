/** Numbers of a draft that mean nothing as they stand: drawn by the nearest that does, and told, in both languages. */
import {
	captionPiece,
	type Change,
	contentJson,
	draftOf,
	extra,
	type Json,
	materialWith,
	photo,
	piece,
	reportOf,
	segmentWith,
	textOf,
	textTrack,
	track,
	type TrackPieces,
	videoTrack,
} from '../../support/drafts';

const BEYOND = {
	en: 'numbers beyond their range are brought to its end: ',
	zh: '数值超出范围，按范围的尽头处理：',
};
const TURNED = {
	en: 'shadows whose distance is below 0 fall the other way (write it above 0, and the angle 180° further): ',
	zh: '小于 0 的阴影距离按相反方向绘制（请改为正数并把角度加 180°）：',
};
const UNKNOWN = {
	en: 'fields of the draft that are not known here are left out: ',
	zh: '草稿中的未知字段已忽略：',
};

const fieldsOf = (draft: Json) =>
	reportOf(draft).items.flatMap(({ what, why }) => (what === 'field' ? [why] : []));
const saidOf = (one: TrackPieces) => fieldsOf(draftOf(one));
const both = ({ en, zh }: typeof BEYOND, what: string) => ({ en: en + what, zh: zh + what });

const styled = (style: Json, fields: Json = {}) => {
	const content = contentJson('A', { range: [0, 1], size: 10, ...style });
	return captionPiece('A', [0, 1], materialWith({ content, ...fields }));
};
const onPhoto = (...changes: Change[]) => videoTrack(photo('a', [0, 1], ...changes));
const SOLID = { content: { solid: { alpha: 1, color: [1, 0, 0] } } };

describe('measures of captions that mean nothing', () => {
	it.each<readonly [string, Json, Json]>([
		[
			'content.styles[].strokes[].width -0.2 (≥ 0)',
			{ strokes: [{ ...SOLID, width: -0.2 }] },
			{ strokes: [{ ...SOLID, width: 0.2 }] },
		],
		[
			'content.styles[].shadows[].diffuse -1 (≥ 0)',
			{ shadows: [{ ...SOLID, diffuse: -1 }] },
			{ shadows: [{ ...SOLID, diffuse: 1 }] },
		],
		[
			'content.styles[].fill.content.solid.color 255 (0…1)',
			{ fill: { content: { solid: { alpha: 1, color: [255, 0, 0] } } } },
			{ fill: SOLID },
		],
	])('%s is told, within its range it is not', (what, strange, plain) => {
		expect(saidOf(textTrack(styled(strange)))).toEqual([both(BEYOND, `materials.texts[].${what}`)]);
		expect(saidOf(textTrack(styled(plain)))).toEqual([]);
	});

	it.each<readonly [string, Json, Json]>([
		['border_width -0.1 (≥ 0)', { border_width: -0.1 }, { border_width: 0.1 }],
		['shadow_smoothing -2 (≥ 0)', { shadow_smoothing: -2 }, { shadow_smoothing: 2 }],
		['background_width -1 (≥ 0)', { background_width: -1 }, { background_width: 1 }],
		['bold_width -0.1 (0…0.5)', { bold_width: -0.1 }, { bold_width: 0.1 }],
		['italic_degree 80 (0…60)', { italic_degree: 80 }, { italic_degree: 10 }],
		['letter_spacing -2 (≥ -1)', { letter_spacing: -2 }, { letter_spacing: -0.2 }],
		['line_spacing -3 (≥ -1)', { line_spacing: -3 }, { line_spacing: -0.5 }],
		// The style has a size of its own: of the flat one nobody would hear otherwise.
		['font_size -5 (≥ 0)', { font_size: -5 }, { font_size: 5 }],
		['fixed_width -7 (≥ -1)', { fixed_width: -7 }, { fixed_width: -1 }],
	])('%s is told, within its range it is not', (what, strange, plain) => {
		expect(saidOf(textTrack(styled({}, strange)))).toEqual([
			both(BEYOND, `materials.texts[].${what}`),
		]);
		expect(saidOf(textTrack(styled({}, plain)))).toEqual([]);
	});

	it('are drawn by the nearest that does', () => {
		const { text } = textOf(
			styled({ shadows: [{ ...SOLID, diffuse: -1 }] }, { letter_spacing: -2, line_spacing: -3 }),
		);
		expect(text).toMatchObject({ letterSpacing: -1, lineSpacing: -1 });
		expect(text.runs[0]?.style.shadow).toMatchObject({ blur: 0 });
	});
});

describe('a shadow of letters whose distance is below 0', () => {
	const shadow = { ...SOLID, distance: -8, angle: -45 };

	it('falls the other way, and is told', () => {
		expect(textOf(styled({ shadows: [shadow] })).text.runs[0]?.style.shadow).toMatchObject({
			distance: -0.08,
			angle: -45,
		});
		expect(saidOf(textTrack(styled({ shadows: [shadow] })))).toEqual([
			both(TURNED, 'materials.texts[].content.styles[].shadows[].distance -8'),
		]);
		const flat = styled({}, { has_shadow: true, shadow_distance: -3 });
		expect(saidOf(textTrack(flat))).toEqual([both(TURNED, 'materials.texts[].shadow_distance -3')]);
		expect(saidOf(textTrack(styled({ shadows: [{ ...shadow, distance: 8 }] })))).toEqual([]);
	});
});

describe('measures of pictures that mean nothing', () => {
	it.each<readonly [string, Json, Json]>([
		['video_shadows[].ambiguity -1 (0…100)', { ambiguity: -1 }, { ambiguity: 0.5 }],
		['canvases[].blur -0.5 (≥ 0)', { blur: -0.5 }, { blur: 0.5 }],
		['chromas[].spill_value 7 (0…1)', { spill_value: 7 }, { spill_value: 0.7 }],
		[
			'primary_color_wheels[].gain 3 (-1…1)',
			{ gain: { red: 0, green: 3, blue: 0 } },
			{ gain: { red: 0, green: 0.3, blue: 0 } },
		],
		['color_curves[].red -1 (0…255)', { red: [{ x: 0, y: -1 }] }, { red: [{ x: 0, y: 1 }] }],
		[
			'speeds[].curve_speed.speed_points[].x 4 (0…1)',
			{ curve_speed: { speed_points: [{ x: 4, y: 1 }] } },
			{ curve_speed: { speed_points: [{ x: 1, y: 1 }] } },
		],
	])('%s is told, within its range it is not', (what, strange, plain) => {
		const [bucket = ''] = what.split('[]');
		expect(saidOf(onPhoto(extra(bucket, strange)))).toEqual([both(BEYOND, `materials.${what}`)]);
		expect(saidOf(onPhoto(extra(bucket, plain)))).toEqual([]);
	});
});

it.each<readonly [string, string, (color: string) => Json]>([
	['border_color', 'border_color', (border_color) => ({ border_color })],
	[
		'a fill',
		'shape_fill_render_style.color.solid.color',
		(color) => ({ shape_fill_render_style: { color: { solid: { color } } } }),
	],
])('a color of a shape that cannot be read is told: %s', (...[, place, shape]) => {
	const drawn = (color: string) => {
		const size = { shape_param: { shape_type: 'rectangle', shape_size: [9, 9] } };
		return saidOf(
			track({ type: 'sticker' }, piece(['shapes', { ...size, ...shape(color) }], ['s', 0, 1])),
		);
	};
	expect(drawn('reddish')).toEqual([both(UNKNOWN, `materials.shapes[].${place} “reddish”`)]);
	expect(drawn('#ff0000')).toEqual([]);
});

describe('bookkeeping with a word that nobody knows', () => {
	it.each<readonly [string, Json]>([
		['uniform_scale', { on: true, value: 1 }],
		['hdr_settings', { intensity: 1, mode: 1, nits: 1000 }],
		['render_timerange', { start: 0, duration: 0 }],
		['responsive_layout', { enable: false, target_follow: '' }],
	])('is told in %s, the words of the apps are not', (field, known) => {
		const place = `tracks[].segments[].${field}.glow`;
		expect(saidOf(onPhoto(segmentWith({ [field]: known })))).toEqual([]);
		expect(saidOf(onPhoto(segmentWith({ [field]: { ...known, glow: 3 } })))).toEqual([
			both(UNKNOWN, place),
		]);
	});

	it('is told of the settings of a draft, and not of the machine that wrote it', () => {
		const draft = draftOf(onPhoto());
		expect(fieldsOf({ ...draft, config: { glow: 3 } })).toEqual([both(UNKNOWN, 'config.glow')]);
		for (const machine of ['platform', 'last_modified_platform'])
			expect(fieldsOf({ ...draft, [machine]: { os: 'mac', chip: 'm9' } })).toEqual([]);
	});
});
