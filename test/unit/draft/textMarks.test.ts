/** Bold, italic and underline of captions, in the measures that a draft gives them; what else of a caption is told. */
import {
	contentJson,
	draftOf,
	type Json,
	piece,
	read,
	textOf,
	textTrack,
} from '../../support/drafts';

const captionOf = (style: Json, fields: Json) => {
	const content = contentJson('A', { range: [0, 1], ...style });
	return piece(['texts', { content, ...fields }], ['t', 0, 1]);
};
const styleOf = (style: Json, fields: Json = {}) =>
	textOf(captionOf(style, fields)).text.runs[0]?.style;

const ALL = { bold: true, italic: true, underline: true };

it('without measures they are as usual', () => {
	expect(styleOf(ALL)).toMatchObject({ ...ALL, line: { offset: 0.22, thickness: 0.05 } });
	expect(styleOf(ALL)).not.toHaveProperty('thickening');
	expect(styleOf(ALL)).not.toHaveProperty('lean');
});

it('bold is as thick, italic leans and the line lies as the draft says', () => {
	const own = { underline_width: 0.3, underline_offset: 0.5, bold_width: 0.2, italic_degree: 40 };
	expect(styleOf(ALL, own)).toMatchObject({
		...{ bold: false, thickening: 0.2, italic: true, lean: 40 },
		line: { offset: 0.5, thickness: 0.3 },
	});
});

it('measures that no letter bears are limited', () => {
	const wild = { bold_width: 9, italic_degree: 89, underline: true, underline_width: 9 };
	expect(styleOf({}, wild)).toMatchObject({
		...{ thickening: 0.5, lean: 60 },
		line: { thickness: 0.5 },
	});
});

it.each<readonly [string, Json, Json]>([
	['subtitle_keywords', {}, { subtitle_keywords: { keywords: ['A'], color: '#ff0000' } }],
	['shadow_thickness_distance', {}, { shadow_thickness_distance: 3 }],
])('%s, which the app draws and we do not, is told', (field, style, fields) => {
	expect(read(draftOf(textTrack(captionOf(style, fields)))).diagnostics).toMatchObject([
		{ code: 'FIELD_UNKNOWN', text: { en: expect.stringContaining(field) as string } },
	]);
});
