/** Names of text effects that speak of something behind the words. */
import { inLanguage } from '../../../render-agent/src/kernel/words';
import { textLookOf } from '../../../render-agent/src/draft/looks/textLooks';
import {
	contentJson,
	draftOf,
	extra,
	type Json,
	piece,
	read,
	textTrack,
} from '../../support/drafts';

const look = (name: string) => textLookOf({ name, resourceId: '' })?.look;
const RED = { red: 0.95, green: 0.16 };
const YELLOW = { red: 1, green: 0.88 };
const WHITE = { red: 1, green: 1, blue: 1 };
const DARK = { red: 0.1, green: 0.1, blue: 0.1 };

describe('the box that a name tells', () => {
	it.each([
		['黄底字', { shape: 'lines', color: YELLOW }, DARK],
		['投影红底白色花字', { shape: 'lines', color: RED }, WHITE],
		['蓝字黄背景字', { shape: 'lines', color: YELLOW }, { red: 0.25, green: 0.52 }],
		['金色红底春节喜庆花字', { shape: 'lines', color: RED }, { green: 0.8, blue: 0.32 }],
		['复古圆底花字', { shape: 'letters', rounding: 1 }, DARK],
		[
			'黑字黄绿拼贴花字',
			{ shape: 'letters', color: YELLOW, others: [{ green: 0.82 }] },
			{ red: 0 },
		],
		['日综蓝白方框字', { shape: 'letters', line: { color: WHITE } }, WHITE],
		['红黄渐变背景花字', { gradient: { stops: [{ color: RED }, { color: YELLOW }] } }, WHITE],
		['划重点花字', { shape: 'lines', color: YELLOW, padding: { y: -0.34 } }, DARK],
		['yellow label', { shape: 'lines', color: YELLOW }, DARK],
	])('%s', (name, box, fill) => {
		expect(look(name)).toMatchObject({ family: 'boxed', box, fill });
	});

	it.each(['橙色底纹花字', '米白厚底立体花字', '绿色花字底发光', '黑字底红光'])(
		'%s is none',
		(name) => {
			expect(look(name)).not.toHaveProperty('box');
		},
	);

	it('set by hand is read like another name', () => {
		expect(look('黑底荧光绿描边 发光 花字')).toEqual(look('黑字绿描边绿光'));
		expect(look('拼贴绿')).toMatchObject({ box: { shape: 'letters', color: { green: 0.82 } } });
	});
});

it.each([
	['简约白色镂空花字', { fill: { alpha: 0 }, stroke: WHITE }],
	['黑白花字', { fill: WHITE, stroke: { red: 0 } }],
	['黑色综艺花字', { fill: { red: 0 }, stroke: WHITE }],
	['白色石材质感立体蓝阴影花字', { fill: WHITE, depth: { red: 0.25 } }],
	['黄蓝立体', { fill: YELLOW, depth: { red: 0.25 } }],
	['黑金色立体花字', { fill: { green: 0.8 }, stroke: { red: 0 } }],
	['简约透明白色花字', { fill: { red: 1, alpha: 0.55 } }],
	['粉笔字', { fill: WHITE }],
	['蓝字白边蓝光花字', { fill: { red: 0.25 }, stroke: WHITE, glow: { red: 0.25 } }],
])('%s has its colors where they belong', (name, parts) => {
	expect(look(name)).toMatchObject(parts);
});

describe('in a caption', () => {
	const captioned = (content: string, fields: Json = {}) =>
		read(
			draftOf(
				textTrack(
					piece(
						['texts', { content, ...fields }],
						['t', 0, 1],
						[extra('effects', { type: 'text_effect', name: '黄底字', resource_id: 'zz' })],
					),
				),
			),
		);
	const OWN = { background_color: '#00ff00', background_alpha: 1, background_style: 1 };

	it('the box lies behind the words, and the report says so', () => {
		const { timeline, diagnostics } = captioned(contentJson('A'));
		expect(timeline.visuals[0]).toMatchObject({ text: { background: { color: YELLOW } } });
		expect(diagnostics.map(({ text }) => inLanguage(text, 'en'))).toEqual([
			expect.stringContaining('the nearest colors, outline and box'),
		]);
	});

	it('columns have its room turned with them', () => {
		const { timeline } = captioned(contentJson('A'), { typesetting: 1 });
		expect(timeline.visuals[0]).toMatchObject({
			text: { background: { padding: { x: 0.02, y: 0.22 } } },
		});
	});

	const WORN = [
		{ name: '黄底字', resource_id: 'yellow' },
		{ name: '蓝底字', resource_id: 'blue' },
		{ name: '黄底白字', resource_id: 'white' },
	];
	const wornBy = (first: string, second: string) =>
		read(
			draftOf(
				textTrack(
					piece(
						[
							'texts',
							{
								content: contentJson(
									'AB',
									{ range: [0, 1], effectStyle: { id: first } },
									{ range: [1, 2], effectStyle: { id: second } },
								),
							},
						],
						['t', 0, 1],
						WORN.filter(({ resource_id: id }) => [first, second].includes(id)).map((one) =>
							extra('effects', { type: 'text_effect', ...one }),
						),
					),
				),
			),
		);

	it('of two different boxes none lies behind all words, and the report says so of both', () => {
		const { timeline, diagnostics } = wornBy('yellow', 'blue');
		expect(timeline.visuals[0]).not.toHaveProperty('text.background');
		expect(diagnostics.map(({ text }) => inLanguage(text, 'en'))).toEqual([
			expect.stringMatching(/黄底字.*without its box/u),
			expect.stringMatching(/蓝底字.*without its box/u),
		]);
	});

	it('two effects with the same box have it behind all words', () => {
		const { timeline, diagnostics } = wornBy('yellow', 'white');
		expect(timeline.visuals[0]).toMatchObject({ text: { background: { color: YELLOW } } });
		expect(diagnostics.map(({ text }) => inLanguage(text, 'en'))).toEqual([
			expect.stringMatching(/黄底字.*outline and box/u),
			expect.stringMatching(/黄底白字.*outline and box/u),
		]);
	});

	it('a box of the caption itself counts more, and the report says so', () => {
		const { timeline, diagnostics } = captioned(contentJson('A'), OWN);
		expect(timeline.visuals[0]).toMatchObject({ text: { background: { color: { green: 1 } } } });
		expect(diagnostics.map(({ text }) => inLanguage(text, 'en'))).toEqual([
			expect.stringContaining('without its box'),
		]);
	});
});
