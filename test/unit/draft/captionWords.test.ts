/** Captions whose words are spoken one after another, and text templates. */
import { inLanguage } from '../../../render-agent/src/kernel/words';
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import {
	animated,
	captionPiece,
	type Change,
	codesOf,
	contentJson,
	draftOf,
	extra,
	type Json,
	materialWith,
	piece,
	read,
	segmentWith,
	textOf,
	textTrack,
	visualsOf,
} from '../../support/drafts';

describe('a caption word by word', () => {
	const words = materialWith({
		words: {
			text: ['你好', ' ', 'big', 'world'],
			start_time: [0, 400, 500, 1200],
			end_time: [400, 500, 1000, 1800],
		},
	});
	const spokenOf = (name: string, ...changes: Change[]) =>
		textOf(captionPiece('你好 big world', [1, 2], animated(['caption', name, 0, 2]), ...changes))
			.spoken;

	it('has each word at its time and place', () => {
		expect(spokenOf('逐词出现', words)).toEqual({
			way: 'appear',
			words: [
				{ from: 0, to: 400_000, start: 0, end: 2 },
				{ from: 500_000, to: 1_000_000, start: 3, end: 6 },
				{ from: 1_200_000, to: 1_800_000, start: 7, end: 12 },
			],
		});
	});

	it('lights words up when its name says so, in the color of the draft or gold', () => {
		expect(spokenOf('Karaoke', words)).toMatchObject({ way: 'light', color: { red: 1, blue: 0 } });
		const green = materialWith({ ktv_color: '#00FF00' });
		expect(spokenOf('逐词', words, green)).toMatchObject({ way: 'light', color: { green: 1 } });
	});

	it('without times spreads its words over the clip by their letters', () => {
		const [first, , last] = spokenOf('逐词出现')?.words ?? [];
		expect(first).toMatchObject({ from: 0, start: 0, end: 2 });
		expect(last).toMatchObject({ to: 2_000_000, end: 12 });
	});

	it.each<readonly [string, number[], number[], readonly (readonly [number, number])[]]>([
		[
			'ends',
			[0, 500, 1200],
			[400, 1000],
			[
				[0, 400],
				[500, 1000],
				[1200, 2000],
			],
		],
		[
			'begins',
			[0, 500],
			[400, 1000, 1800],
			[
				[0, 400],
				[500, 1000],
				[1000, 1800],
			],
		],
		[
			'both for the last',
			[0],
			[500],
			[
				[0, 500],
				[500, 1250],
				[1250, 2000],
			],
		],
		[
			'all but the first begin',
			[800],
			[],
			[
				[800, 1200],
				[1200, 1600],
				[1600, 2000],
			],
		],
		[
			'a word',
			[0, 500, 1200, 1900],
			[400, 1000, 1800, 2000],
			[
				[0, 400],
				[500, 1000],
				[1200, 1800],
			],
		],
	])(
		'loses no word where its lists lack %s, which is told',
		(...[, start_time, end_time, times]) => {
			const text = ['你好', 'big', 'world'];
			const one = captionPiece(
				...(['你好 big world', [1, 2]] as const),
				animated(['caption', '逐词出现', 0, 2]),
				materialWith({ words: { text, start_time, end_time } }),
			);
			expect(textOf(one).spoken?.words.map(({ from, to }) => [from / 1000, to / 1000])).toEqual(
				times,
			);
			const lengths = `text 3, start_time ${String(start_time.length)}, end_time ${String(end_time.length)}`;
			expect(
				read(draftOf(textTrack(one))).diagnostics.find(({ code }) => code === 'FIELD_UNKNOWN'),
			).toMatchObject({
				...{ segment: '你好 big world@1', start: 1e6, end: 3e6, how: 'approximated' },
				text: {
					en: `the lists in materials.texts[].words differ in length (${lengths}): words without a time have that between their neighbors, or what is left; times without a word are not used`,
					zh: `materials.texts[].words 的各列表长度不同（${lengths}）：没有时间的词取相邻词之间或剩余的时间，多出的时间不使用`,
				},
			});
		},
	);

	it('whose words have no times at all is told as near and nothing else', () => {
		const bare = materialWith({ words: { text: ['A', 'b'], start_time: [], end_time: [] } });
		const one = captionPiece('A b', [0, 2], animated(['caption', 'x', 0, 2]), bare);
		expect(textOf(one).spoken?.words).toMatchObject([{ from: 0 }, { to: 2_000_000 }]);
		expect(codesOf(textTrack(one))).toEqual(['ANIMATION_APPROXIMATED']);
	});

	it('is named once as near; without the animation its words are there all the time', () => {
		const one = captionPiece('A b', [0, 2], animated(['caption', 'x', 0, 2]), words);
		expect(codesOf(textTrack(one))).toEqual(['ANIMATION_APPROXIMATED']);
		expect(textOf(captionPiece('A b', [0, 2], words)).spoken).toBeUndefined();
	});
});

describe('a text template', () => {
	const slot = (id: string, text: string, more: Json = {}): Change => {
		const content = contentJson(text, { range: [0, text.length], size: 8 });
		return (one) => {
			const [[bucket, template] = ['', {}], ...rest] = one.materials;
			const slots = (template['text_info_resources'] ?? []) as readonly Json[];
			const all = [...slots, { text_material_id: id, ...more }];
			return {
				segment: one.segment,
				materials: [
					[bucket, { ...template, text_info_resources: all }],
					...rest,
					['texts', { id, content }],
				],
			};
		};
	};
	const template = (...changes: Change[]) =>
		piece(['text_templates', { name: '片头' }], ['t', 1, 2], changes);

	it('with one slot is a caption in the place of its segment', () => {
		const one = template(
			slot('s1', 'Hello'),
			segmentWith({ clip: { transform: { x: 0.5, y: 0 } } }),
			extra('material_animations', { animations: [{ type: 'in', name: '渐显', duration: 5e5 }] }),
		);
		expect(textOf(one)).toMatchObject({
			id: 't@1',
			text: { runs: [{ text: 'Hello' }] },
			placement: { x: { value: 160 } },
			animations: [{ phase: 'in' }],
		});
		expect(codesOf(textTrack(one))).toEqual(['SEGMENT_APPROXIMATED']);
	});

	it('with several slots stands and moves as one, its words where their slots are or below each other', () => {
		const placedSlot = { attach_info: { clip: { transform: { x: -0.5, y: 0.5 } } } };
		const many = template(
			slot('s1', 'Top', placedSlot),
			slot('s2', 'Middle'),
			slot('s3', 'Low'),
			segmentWith({ clip: { rotation: 30 } }),
		);
		const [nested] = visualsOf(textTrack(many));
		expect(nested).toMatchObject({
			...{ kind: 'nested', id: 't@1', placement: { rotation: { value: 30 } } },
			timeline: {
				frames: 60,
				visuals: [
					{
						text: { runs: [{ text: 'Top' }] },
						placement: { x: { value: -160 }, y: { value: -90 } },
					},
					{ text: { runs: [{ text: 'Middle' }] }, placement: { y: { value: 0 } } },
					{ text: { runs: [{ text: 'Low' }] }, placement: { rotation: { value: 0 } } },
				],
			},
		});
	});

	it('of which a slot is missing is told to lack that slot, and no other', () => {
		const missing: Change = (one) => {
			const [[bucket, all] = ['', {}], ...rest] = one.materials;
			const slots = all['text_info_resources'] as readonly Json[];
			const more = [...slots, { text_material_id: 'gone' }];
			return {
				segment: one.segment,
				materials: [[bucket, { ...all, text_info_resources: more }], ...rest],
			};
		};
		const { diagnostics, elements } = read(draftOf(textTrack(template(slot('s1', 'A'), missing))));
		expect(diagnostics.map(({ code, text }) => [code, inLanguage(text, 'en')])).toMatchObject([
			[
				'MATERIAL_REF_DANGLING',
				'of text template “片头” only the words of slot 2 (gone) are not drawn: they are not in the draft',
			],
			['SEGMENT_APPROXIMATED', expect.stringContaining('its words are drawn')],
		]);
		const { items } = fidelityOf(elements, diagnostics);
		const [lost, whole] = [items[0], items.find(({ code }) => code === 'SEGMENT_APPROXIMATED')];
		expect([lost?.what, lost?.how, whole?.what, whole?.how]).toEqual([
			...['text', 'skipped', 'segment', 'approximated'],
		]);
	});

	it('without words is named', () => {
		const { diagnostics } = read(draftOf(textTrack(template())));
		expect(diagnostics).toMatchObject([{ code: 'SEGMENT_UNSUPPORTED', segment: 't@1' }]);
	});
});
