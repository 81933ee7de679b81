/** Text effects of captions: which of those that a draft names is drawn, and what the report says of each. */
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import {
	codesOf,
	contentJson,
	draftOf,
	extra,
	type Json,
	piece,
	read,
	textTrack,
} from '../../support/drafts';

const codes = (content: string, fields: Json) =>
	codesOf(textTrack(piece(['texts', { content, ...fields }], ['t', 0, 1])));

describe('what is not drawn as the app does', () => {
	it('letters that glow are told, whatever else is written of them', () => {
		expect(codes(contentJson('A'), { check_flag: 71 })).toEqual(['TEXT_EFFECT_IGNORED']);
		expect(codes(contentJson('A'), { check_flag: 63 })).toEqual([]);
	});

	const dressedIn = (style: string, ...filed: Json[]) =>
		read(
			draftOf(
				textTrack(
					piece(
						['texts', { content: contentJson('A', { effectStyle: { id: style } }) }],
						['t', 0, 1],
						filed.map((one) => extra('effects', { type: 'text_effect', ...one })),
					),
				),
			),
		);
	const verdicts = ({ elements, diagnostics }: ReturnType<typeof read>) =>
		fidelityOf(elements, diagnostics)
			.items.filter(({ what }) => what === 'text_effect')
			.map(({ name, how }) => [name, how]);
	const RED_GLOW = { name: '红色发光', resource_id: 'zz' };

	it('where the style names one that nobody knows, the one that is filed is drawn', () => {
		const found = dressedIn('yy', RED_GLOW);
		expect(verdicts(found)).toEqual([['红色发光', 'approximated']]);
		expect(found.timeline.visuals[0]).toMatchObject({
			text: { runs: [{ style: { shadow: { distance: 0, color: { red: 0.95 } } } }] },
		});
	});

	it('where the style names one that is filed and nobody knows, another that is filed and known is drawn', () => {
		const found = dressedIn('yy', { name: 'qqqq', resource_id: 'yy' }, RED_GLOW);
		expect(verdicts(found)).toEqual([
			['qqqq', 'skipped'],
			['红色发光', 'approximated'],
		]);
		expect(found.timeline.visuals[0]).toMatchObject({
			text: { runs: [{ style: { shadow: { color: { red: 0.95 } } } }] },
		});
	});

	it('of two that are filed, of which no style says which, the second is told as not worn', () => {
		const { diagnostics } = dressedIn('', RED_GLOW, { name: '蓝色', resource_id: 'bb' });
		expect(diagnostics.map(({ text }) => text)).toContainEqual({
			zh: '花字“蓝色”未绘制：字幕的文字用了另一种花字',
			en: 'text effect “蓝色” is not drawn: the words of its caption have another one',
		});
	});

	it('one that is filed is never told as exact, whatever the styles and the catalogue call it', () => {
		const known = { name: '', resource_id: '7539407429763796249' };
		expect(verdicts(dressedIn('yy', { name: 'qqqq', resource_id: 'zz' }))).toEqual([
			['qqqq', 'skipped'],
			['yy', 'skipped'],
		]);
		expect(verdicts(dressedIn('7539407429763796249', RED_GLOW))).toEqual([
			['红色发光', 'skipped'],
			['红黄火焰综艺花字', 'approximated'],
		]);
		for (const name of ['', 'as the user calls it'])
			expect(verdicts(dressedIn('', { ...known, name }))).toEqual([
				[name === '' ? known.resource_id : name, 'approximated'],
			]);
	});

	const RED = { fill: { content: { solid: { color: [1, 0, 0] } } } };
	const GREEN = { name: '绿色白边', resource_id: 'gg' };
	const styled = (style: Json, fields: Json) =>
		read(
			draftOf(
				textTrack(
					piece(
						['texts', { content: contentJson('A', style), ...fields }],
						['t', 0, 1],
						'effectStyle' in style ? [extra('effects', { type: 'text_effect', ...GREEN })] : [],
					),
				),
			),
		);

	it.each([
		[{ use_effect_default_color: false }, { red: 1, green: 0, blue: 0 }, /keep the color/],
		[{ use_effect_default_color: true }, { red: 0.3 }, /colors and outline$/],
		[{}, { red: 0.3 }, /colors and outline$/],
	])('a green effect on red letters with %j', (fields, fill, told) => {
		const { timeline, diagnostics } = styled({ ...RED, effectStyle: { id: 'gg' } }, fields);
		expect(timeline.visuals[0]).toMatchObject({
			text: { runs: [{ style: { fill, strokes: [{ color: { red: 1, green: 1, blue: 1 } }] } }] },
		});
		expect(diagnostics.map(({ text }) => text)).toContainEqual(
			expect.objectContaining({ en: expect.stringMatching(told) as string }),
		);
	});

	it('an outline of another mode is drawn, and the mode is told', () => {
		const line = { width: 0.08, content: { solid: { color: [0, 0, 0] } } };
		const { timeline, diagnostics } = styled({ strokes: [{ ...line, mode: 1 }] }, {});
		expect(timeline.visuals[0]).toMatchObject({
			text: { runs: [{ style: { strokes: [{ width: 0.08 }] } }] },
		});
		expect(diagnostics.map(({ text }) => text)).toContainEqual(
			expect.objectContaining({
				en: expect.stringMatching(/^what mode 1 of an outline/) as string,
			}),
		);
		for (const mode of [undefined, 0])
			expect(codes(contentJson('A', { strokes: [{ ...line, mode }] }), {})).toEqual([]);
	});
});
