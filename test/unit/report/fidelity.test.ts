import type { Diagnostic } from '../../../render-agent/src/kernel/diagnostic';
import { microseconds } from '../../../render-agent/src/kernel/units';
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import { fidelityShape } from '../../../render-agent/src/report/shape';
import { fidelityLines } from '../../../render-agent/src/report/words';
import type { Element } from '../../../render-agent/src/timeline/element';

const time = (seconds: number) => microseconds(seconds * 1_000_000);

const element = (
	what: Element['what'],
	name: string,
	[start, end, segment = 's1']: readonly [number, number, segment?: string],
): Element => ({ what, name, segment, track: 0, start: time(start), end: time(end) });

const said = (
	code: Diagnostic['code'],
	subject: Diagnostic['subject'],
	[start, end, segment = 's1']: readonly [number, number, segment?: string],
): Diagnostic => ({
	code,
	...(subject && { subject }),
	...{ segment, track: 0, start: time(start), end: time(end) },
	text: { zh: '中', en: `${code} of ${subject?.name ?? ''}` },
});

const CLIP = element('video', 'a.mp4', [0, 4]);

describe('the fidelity report', () => {
	it('of a draft without differences says that all of it is exact', () => {
		const report = fidelityOf([CLIP, element('filter', '胶片', [0, 4])], []);
		expect(report).toMatchObject({ score: 100, exact: 2, approximated: 0, skipped: 0 });
		expect(report.summary).toEqual({
			zh: '还原度 100/100：2 项精确，0 项近似，0 项略过',
			en: 'Fidelity 100/100: 2 exact, 0 approximated, 0 skipped',
		});
		expect(fidelityLines(report, 'en')).toEqual([report.summary.en]);
	});

	it('takes no longer for each of many differences of one segment', () => {
		const many = Array.from({ length: 60_000 }, (_, i) => String(i));
		const effects = many.map((name) => element('effect', name, [0, 4]));
		const differences = many
			.map((name) => said('EFFECT_UNSUPPORTED', { what: 'effect', name }, [0, 4]))
			.reverse();
		expect(fidelityOf([CLIP, ...effects], differences)).toMatchObject({
			exact: 1,
			skipped: 60_000,
		});
	});

	it('takes a name that is that of a segment inside a compound clip for the name', () => {
		const inner = { ...element('effect', 'x', [0, 4]), within: 'S' };
		const own = element('effect', 'S', [0, 4]);
		const differences = [said('EFFECT_UNSUPPORTED', { what: 'effect', name: 'S' }, [0, 4])];
		const { items } = fidelityOf([CLIP, inner, own], differences);
		expect(items.map(({ name, how }) => [name, how])).toEqual([
			['S', 'skipped'],
			['a.mp4', 'exact'],
			['x', 'exact'],
		]);
	});

	it('tells where in its clip a difference lies, which counts for the whole clip', () => {
		const { items, score } = fidelityOf(
			[CLIP],
			[said('MEDIA_SHORT', { what: 'video', name: 'a.mp4' }, [3.5, 4])],
		);
		expect(items[0]?.places).toMatchObject([{ start: 3.5, end: 4 }]);
		expect(score).toBe(50);
	});

	it('counts what a difference says is wholly left out as that', () => {
		const lost = said('MEDIA_SHORT', { what: 'video', name: 'a.mp4' }, [0, 4]);
		const report = fidelityOf([CLIP], [{ ...lost, how: 'skipped' }]);
		expect(report).toMatchObject({ score: 0, approximated: 0, skipped: 1 });
	});

	it('has what the draft hides as one exact item that says so and has no time', () => {
		const unseen = { zh: '已隐藏', en: 'hidden' };
		const hidden = [0, 1].map((at) => ({ ...element('segment', '', [at, at + 1]), unseen }));
		const near = said('MEDIA_SHORT', { what: 'video', name: 'a.mp4' }, [0, 4]);
		const report = fidelityOf([CLIP, ...hidden], [near]);
		expect(report).toMatchObject({ score: 50, exact: 2, approximated: 1 });
		expect(report.items[1]).toMatchObject({
			...{ what: 'segment', how: 'exact', code: null, why: unseen, times: 2 },
		});
	});

	it('leaves out what lies on a segment with it, for the reason of the segment', () => {
		const sticker = element('sticker', '熊猫', [0, 4]);
		const moving = element('animation', '弹入', [0, 1]);
		const masked = element('mask', '爱心', [0, 4]);
		const elements = [sticker, moving, masked, element('animation', '弹入', [5, 6, 's2'])];
		const report = fidelityOf(elements, [
			said('STICKER_UNAVAILABLE', { name: '熊猫', library: ['熊猫'] }, [0, 4]),
			said('STAGE_APPROXIMATED', { what: 'mask', name: '爱心' }, [0, 4]),
		]);
		expect(report).toMatchObject({ exact: 1, approximated: 0, skipped: 3, score: 10 });
		const why = { en: 'STICKER_UNAVAILABLE of 熊猫' };
		expect(report.items).toMatchObject([
			{ what: 'sticker', how: 'skipped', library: ['熊猫'] },
			{ what: 'animation', how: 'skipped', code: 'STICKER_UNAVAILABLE', why, library: [] },
			{ what: 'mask', how: 'skipped', why },
			{ what: 'animation', how: 'exact' },
		]);
	});

	it('has a caption as near, whatever of its look is not drawn, and what lies on it as it is', () => {
		const elements = [
			element('text', '', [0, 4]),
			element('animation', '渐显', [0, 1]),
			element('keyframes', '', [0, 4]),
		];
		const remark = said('TEXT_EFFECT_IGNORED', { what: 'text', name: '' }, [0, 4]);
		const report = fidelityOf(elements, [remark]);
		expect(report.items.map(({ what, how, code }) => [what, how, code])).toEqual([
			['text', 'approximated', 'TEXT_EFFECT_IGNORED'],
			['animation', 'exact', null],
			['keyframes', 'exact', null],
		]);
		expect(fidelityOf(elements, [remark, remark])).toMatchObject({ approximated: 2, skipped: 0 });
	});

	it('has a transition as left out with either of its clips', () => {
		const crossing = { ...element('transition', '闪白', [3.5, 4.5]), into: 's2' };
		const elements = [CLIP, crossing, element('video', 'b.mp4', [4, 8, 's2'])];
		const near = said('TRANSITION_APPROXIMATED', { name: '闪白' }, [3.5, 4.5]);
		const verdictWith = (...lost: Diagnostic[]) =>
			fidelityOf(elements, [near, ...lost]).items.find(({ what }) => what === 'transition');
		const first = said('MEDIA_MISSING', { what: 'video', name: 'a.mp4' }, [0, 4]);
		const second = said('MEDIA_MISSING', { what: 'video', name: 'b.mp4' }, [4, 8, 's2']);
		expect(verdictWith()).toMatchObject({ how: 'approximated' });
		expect(verdictWith(first)).toMatchObject({ how: 'skipped', code: 'MEDIA_MISSING' });
		expect(verdictWith(second)).toMatchObject({
			...{ how: 'skipped', why: { en: 'MEDIA_MISSING of b.mp4' } },
		});
	});

	it('keeps what is of the sound of a clip of which only the picture is left out', () => {
		const elements = [
			CLIP,
			element('filter', '胶片', [0, 4]),
			element('audio_effect', '回音', [0, 4]),
		];
		const lost = said('MEDIA_DAMAGED', { what: 'video', name: 'a.mp4' }, [0, 4]);
		const verdicts = (more: Partial<Diagnostic>) =>
			Object.fromEntries(
				fidelityOf(elements, [{ ...lost, how: 'skipped', ...more }]).items.map(({ what, how }) => [
					what,
					how,
				]),
			);
		const all = { video: 'skipped', filter: 'skipped', audio_effect: 'skipped' };
		expect(verdicts({})).toEqual(all);
		expect(verdicts({ isHeard: true })).toEqual({ ...all, audio_effect: 'exact' });
	});

	it('keeps what lies on a segment of which only a part is left out', () => {
		const short = said('MEDIA_SHORT', { what: 'video', name: 'a.mp4' }, [3, 4]);
		const report = fidelityOf(
			[CLIP, element('filter', '胶片', [0, 4])],
			[{ ...short, how: 'skipped' }],
		);
		expect(report.items).toMatchObject([{ what: 'video', how: 'skipped' }, { how: 'exact' }]);
	});

	it('of an empty draft is no division by nothing', () => {
		expect(fidelityOf([], [])).toMatchObject({ score: 100, items: [] });
	});

	it('weighs by time: near counts half, left out nothing, and only all exact is 100', () => {
		const film = element('filter', '胶片', [0, 4]);
		const near = said('FILTER_APPROXIMATED', { name: '胶片' }, [0, 4]);
		expect(fidelityOf([CLIP, film], [near]).score).toBe(75);
		expect(fidelityOf([CLIP, film], [{ ...near, code: 'FILTER_UNSUPPORTED' }]).score).toBe(50);
		const long = element('video', 'b.mp4', [0, 3600, 's2']);
		expect(fidelityOf([long, film], [near]).score).toBe(99);
	});

	it('puts a difference on the element that it is about, and names the file that would help', () => {
		const elements = [
			CLIP,
			element('animation', '弹入', [0, 1]),
			element('animation', '弹出', [3, 4]),
			element('filter', '胶片', [0, 4]),
		];
		const { items } = fidelityOf(elements, [
			said('FILTER_APPROXIMATED', { name: '胶片', library: ['胶片', '77'] }, [0, 4]),
			said('ANIMATION_UNSUPPORTED', { name: '弹出' }, [0, 4]),
		]);
		expect(items.map(({ what, name, how }) => [what, name, how])).toEqual([
			['animation', '弹出', 'skipped'],
			['filter', '胶片', 'approximated'],
			['video', 'a.mp4', 'exact'],
			['animation', '弹入', 'exact'],
		]);
		expect(items[0]).toMatchObject({
			code: 'ANIMATION_UNSUPPORTED',
			why: { en: 'ANIMATION_UNSUPPORTED of 弹出' },
			places: [{ segment: 's1', track: 0, start: 3, end: 4 }],
		});
		expect(items[1]).toMatchObject({ library: ['胶片', '77'] });
	});

	it('tells of characters that no font has beside the font that the caption is set in', () => {
		const stands = { code: 'FONT_SUBSTITUTED', text: { zh: '代替', en: 'stands for it' } } as const;
		const font: Element = { ...element('font', '', [0, 4]), near: stands };
		const caption = element('text', '字', [0, 4]);
		const { items } = fidelityOf(
			[caption, font],
			[said('CHARACTERS_MISSING', { name: '' }, [0, 4])],
		);
		expect(items.map(({ what, how, code }) => [what, how, code])).toEqual([
			['font', 'skipped', 'CHARACTERS_MISSING'],
			['font', 'approximated', 'FONT_SUBSTITUTED'],
			['text', 'exact', null],
		]);
	});

	it('drops no difference, whether an element is there for it or not', () => {
		const report = fidelityOf(
			[CLIP],
			[
				said('STAGE_UNSUPPORTED', { name: '' }, [0, 4]),
				said('STAGE_UNSUPPORTED', { name: '' }, [0, 4]),
				said('MEDIA_MISSING', { what: 'video', name: 'a.mp4' }, [0, 4]),
				{ code: 'FIELD_UNKNOWN', text: 'glow' },
				said('FONT_SUBSTITUTED', { name: '宋体' }, [1, 2, 'gone']),
			],
		);
		expect(report).toMatchObject({ exact: 0, approximated: 1, skipped: 4 });
		expect(report.items.map(({ what, how, times }) => [what, how, times])).toEqual([
			['video', 'skipped', 1],
			['processing', 'skipped', 2],
			['field', 'skipped', 1],
			['font', 'approximated', 1],
		]);
		expect(report.items[2]?.places).toEqual([
			{ segment: null, track: null, start: null, end: null },
		]);
	});

	it('tells in one item of what can only be near, which takes no more than the last point', () => {
		const text = { zh: '代替', en: 'stands for it' };
		const near = { code: 'FONT_SUBSTITUTED', text, library: ['System'] } as const;
		const fonts = [0, 1].map((at) => ({ ...element('font', '', [at, at + 1]), near }));
		const { score, items, approximated } = fidelityOf([CLIP, ...fonts], []);
		expect([score, approximated]).toEqual([99, 2]);
		expect(items[0]).toMatchObject({
			...{ what: 'font', how: 'approximated', times: 2 },
			...{ code: 'FONT_SUBSTITUTED', why: { en: 'stands for it' }, library: ['System'] },
		});
	});

	it('takes what is alike together and shows the first 20 places', () => {
		const captions = Array.from({ length: 50 }, (_, i) =>
			element('text', '', [i, i + 1, `t${String(i)}`]),
		);
		const { items, exact } = fidelityOf(captions, []);
		expect(exact).toBe(50);
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({ what: 'text', times: 50 });
		expect(items[0]?.places.map(({ start }) => start)).toEqual(
			Array.from({ length: 20 }, (_, i) => i),
		);
	});

	it('is read by people in a line for each thing that differs', () => {
		const film = element('filter', '胶片', [1.5, 63]);
		const report = fidelityOf(
			[CLIP, film],
			[said('FILTER_APPROXIMATED', { name: '胶片' }, [0, 70])],
		);
		expect(fidelityLines(report, 'en')[1]).toBe(
			'approximated [0:01.5–1:03.0] FILTER_APPROXIMATED of 胶片',
		);
		expect(fidelityLines(report, 'zh')[1]).toBe('近似 [0:01.5–1:03.0] 滤镜“胶片”：中');
	});

	it('says times to the nearest tenth', () => {
		const short = said('MEDIA_SHORT', { what: 'video', name: 'a.mp4' }, [1.75, 2.25]);
		expect(fidelityLines(fidelityOf([CLIP], [short]), 'en')[1]).toMatch(/\[0:01\.8–0:02\.3\]/);
	});

	it('has the documented shape', () => {
		const report = fidelityOf([CLIP], [said('MASK_UNSUPPORTED', { name: 'x' }, [0, 1])]);
		expect(fidelityShape.strict().parse(report)).toEqual(report);
	});
});
