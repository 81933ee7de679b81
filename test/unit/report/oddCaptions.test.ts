/** Styles of captions that cannot be followed as they stand: what becomes of them is told, in both languages. */
import {
	captionPiece,
	contentJson,
	draftOf,
	extra,
	type Json,
	materialWith,
	photo,
	reportOf,
	textOf,
	textTrack,
	videoTrack,
} from '../../support/drafts';

type Range = readonly number[] | null;

const caption = (content: string, fields: Json = {}) =>
	captionPiece('A', [0, 1], materialWith({ content, ...fields }));
const ranged = (text: string, ...ranges: readonly Range[]) =>
	caption(contentJson(text, ...ranges.map((range, i) => ({ range, size: i + 1 }))));
const saidOf = (...given: Parameters<typeof caption>) => fieldsOf(caption(...given));
const fieldsOf = (one: ReturnType<typeof caption>) =>
	reportOf(draftOf(textTrack(one))).items.flatMap(({ what, how, why }) =>
		what === 'field' ? [{ how, ...why }] : [],
	);
const place = (range: string): string => `materials.texts[].content.styles[].range ${range}`;

const OUTSIDE = {
	how: 'approximated',
	en: 'ranges of styles that reach beyond their words are cut to them: ',
	zh: '文字样式的范围超出文字，已截到文字之内：',
};
const BACKWARD = {
	how: 'skipped',
	en: 'ranges of styles that are not a begin and an end behind it reach no words: ',
	zh: '文字样式的范围不是先起后止的两个数，不作用于任何文字：',
};
const OVERLAPPING = {
	how: 'approximated',
	en: 'ranges of styles overlap, and where they do the later style counts: ',
	zh: '文字样式的范围互相重叠，重叠处以后一个样式为准：',
};
const UNREAD = {
	how: 'skipped',
	en: 'fields of a wrong type or beyond all bounds are taken as left out (with one in a style, all styles of the caption: its flat fields count): ',
	zh: '字段类型不对或超出界限，无法读取，按未填写处理（文字的样式整体改用素材自己的字段）：',
};
const told = ({ how, en, zh }: typeof OUTSIDE, what: string) => [
	{ how, en: en + what, zh: zh + what },
];

describe('ranges of styles', () => {
	it.each<readonly [string, Range[], readonly [typeof OUTSIDE, string]]>([
		['end behind the words', [[0, 9]], [OUTSIDE, '[0, 9] (0…4)']],
		['begin before them', [[-2, 4]], [OUTSIDE, '[-2, 4] (0…4)']],
		[
			'lie behind them',
			[
				[0, 4],
				[6, 8],
			],
			[OUTSIDE, '[6, 8] (0…4)'],
		],
		[
			'are turned around',
			[
				[0, 4],
				[3, 1],
			],
			[BACKWARD, '[3, 1]'],
		],
		[
			'are empty',
			[
				[0, 4],
				[2, 2],
			],
			[BACKWARD, '[2, 2]'],
		],
		['have no end', [[0, 4], [1]], [BACKWARD, '[1]']],
		[
			'overlap',
			[
				[0, 3],
				[2, 4],
			],
			[OVERLAPPING, '[0, 3] + [2, 4]'],
		],
		[
			'overlap on a base',
			[
				[0, 4],
				[0, 3],
				[3, 4],
				[1, 2],
			],
			[OVERLAPPING, '[0, 3] + [1, 2]'],
		],
	])('that %s are told', (_what, ranges, [head, what]) => {
		expect(fieldsOf(ranged('abcd', ...ranges))).toEqual(told(head, place(what)));
	});

	it.each<readonly [string, string, Range[]]>([
		[
			'stand beside each other',
			'abcd',
			[
				[0, 2],
				[2, 4],
			],
		],
		[
			'lie on a base of all words',
			'abcd',
			[
				[0, 4],
				[1, 3],
			],
		],
		[
			'lie on a base of twice the length, as scripts write it',
			'abcd',
			[
				[0, 8],
				[1, 3],
			],
		],
		[
			'count characters instead of units',
			'😀ab',
			[
				[0, 1],
				[1, 3],
			],
		],
		['are none', 'abcd', [null]],
		[
			'are of no words',
			'',
			[
				[0, 4],
				[3, 1],
			],
		],
	])('that %s are not', (_what, text, ranges) => {
		expect(fieldsOf(ranged(text, ...ranges))).toEqual([]);
	});
});

describe('styles and words of a wrong type', () => {
	it('are told, and the flat fields count', () => {
		const content = JSON.stringify({ text: 'A', styles: [{ size: 'large' }] });
		expect(saidOf(content)).toEqual(told(UNREAD, 'materials.texts[].content.styles[].size'));
		expect(textOf(caption(content, { font_size: 20 })).text.runs).toMatchObject([
			{ text: 'A', style: { height: 20 * 640 * 0.00575 } },
		]);
	});

	it('are told of the words, which are none then and not the JSON itself', () => {
		const number = JSON.stringify({ text: 5, styles: [] });
		expect(saidOf(number)).toEqual(told(UNREAD, 'materials.texts[].content.text'));
		expect(textOf(caption(number)).text.runs).toMatchObject([{ text: '5' }]);
		expect(saidOf(JSON.stringify({ styles: [] }))).toEqual(
			told(UNREAD, 'materials.texts[].content.text'),
		);
		expect(saidOf('plain words')).toEqual([]);
	});

	it('are told of parts that a clip may do without', () => {
		expect(saidOf(contentJson('A'), { text_curve: 'wave' })).toEqual(
			told(UNREAD, 'materials.texts[].text_curve'),
		);
		const effect = extra('video_effects', { name: '模糊', time_range: { start: 0, duration: -9 } });
		const [said] = reportOf(draftOf(videoTrack(photo('a', [0, 1], effect)))).items.filter(
			({ what }) => what === 'field',
		);
		expect(said?.why).toEqual({
			en: `${UNREAD.en}materials.video_effects[].time_range`,
			zh: `${UNREAD.zh}materials.video_effects[].time_range`,
		});
	});
});
