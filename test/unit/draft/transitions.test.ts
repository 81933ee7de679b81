import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import type { EffectLook } from '../../../render-agent/src/timeline/effectLooks';
import {
	clip,
	codesOf,
	draftOf,
	extra,
	type Json,
	photo,
	read,
	segmentWith,
	type TrackPieces,
	us,
	videoTrack,
} from '../../support/drafts';

const into = (name: string, seconds: number, fields: Json = {}) =>
	extra('transitions', { name, duration: us(seconds), ...fields });
const dissolve = into('叠化', 1);
const transitionsOf = (...tracks: TrackPieces[]) => read(draftOf(...tracks)).timeline.transitions;
const lookOf = (name: string, resource_id = '') =>
	transitionsOf(
		videoTrack(photo('a', [0, 2], into(name, 1, { resource_id })), photo('b', [2, 2])),
	)[0]?.look;
const codesFor = (name: string) =>
	codesOf(videoTrack(photo('a', [0, 2], into(name, 1)), photo('b', [2, 2])));

describe('a transition', () => {
	it('lies between two clips that touch, around their cut', () => {
		const tracks = videoTrack(photo('a', [0, 2], dissolve), photo('b', [2, 2]));
		expect(transitionsOf(tracks)).toEqual([
			{
				left: 'a@0',
				right: 'b@2',
				cut: 2_000_000,
				duration: 1_000_000,
				look: { family: 'dissolve' },
			},
		]);
		expect(codesOf(tracks)).toEqual([]);
	});

	it('whose clips do not overlap in the draft keeps them apart, and says so', () => {
		const apart = into('叠化', 1, { is_overlap: false });
		const tracks = videoTrack(photo('a', [0, 2], apart), photo('b', [2, 2]));
		expect(transitionsOf(tracks)).toMatchObject([{ apart: true }]);
		expect(codesOf(tracks)).toEqual(['TRANSITION_APPROXIMATED']);
	});

	it('is told on both sides of its cut, for as long as it is drawn', () => {
		const near = into('小恶魔', 1);
		const tracks = videoTrack(photo('a', [0, 2], near), photo('b', [2, 0.6]));
		const { diagnostics, elements } = read(draftOf(tracks));
		expect(diagnostics).toMatchObject([{ start: us(1.7), end: us(2.3) }]);
		const { items } = fidelityOf(elements, diagnostics);
		expect(items[0]).toMatchObject({
			...{ what: 'transition', how: 'approximated' },
			places: [{ start: 1.7, end: 2.3 }],
		});
	});

	it('bears a gap of a rounding', () => {
		const early = segmentWith({ target_timerange: { start: 0, duration: 1_999_999 } });
		expect(
			transitionsOf(videoTrack(photo('a', [0, 2], dissolve, early), photo('b', [2, 2]))),
		).toHaveLength(1);
	});

	it.each([
		['before a gap', videoTrack(photo('a', [0, 2], dissolve), photo('b', [2.1, 2]))],
		['after the last clip', videoTrack(photo('a', [0, 2], dissolve))],
		[
			'before a clip that is hidden',
			videoTrack(photo('a', [0, 2], dissolve), photo('b', [2, 2], segmentWith({ visible: false }))),
		],
	])('%s is left out, and named', (_where, track) => {
		expect(transitionsOf(track)).toEqual([]);
		expect(codesOf(track)).toEqual(['TRANSITION_IGNORED']);
	});

	it('never goes to a clip of another track', () => {
		const tracks = [videoTrack(photo('a', [0, 2], dissolve)), videoTrack(photo('b', [2, 2]))];
		expect(transitionsOf(...tracks)).toEqual([]);
	});

	it('is no longer than the shorter clip', () => {
		const [one] = transitionsOf(
			videoTrack(photo('a', [0, 2], into('叠化', 9)), photo('b', [2, 1])),
		);
		expect(one?.duration).toBe(1_000_000);
	});

	it('that is made shorter is named, with both lengths and its look where that is near only', () => {
		const saidOf = (name: string) =>
			read(draftOf(videoTrack(photo('a', [0, 2], into(name, 2)), photo('b', [2, 0.4]))))
				.diagnostics;
		expect(saidOf('叠化')).toMatchObject([
			{
				code: 'TRANSITION_APPROXIMATED',
				subject: { name: '叠化' },
				text: {
					zh: '转场“叠化”比相邻片段长，时长由 2 秒缩短为 0.4 秒',
					en: 'transition “叠化” is longer than one of its clips: it lasts 0.4 s instead of 2 s',
				},
			},
		]);
		expect(saidOf('向左')).toMatchObject([
			{ text: { en: expect.stringMatching(/only near to it; .*instead of 2 s$/) as string } },
		]);
		const rounded = videoTrack(photo('a', [0, 2], into('叠化', 2.01)), photo('b', [2, 2]));
		expect(codesOf(rounded)).toEqual([]);
	});

	it('that no frame shows is left out, and told whether a clip or itself is too short', () => {
		const frame = 1 / 30;
		const besides = (length: number, into: number) =>
			read(
				draftOf(
					videoTrack(
						photo('a', [0, length], extra('transitions', { name: '叠化', duration: us(into) })),
						photo('b', [length, 2]),
					),
				),
			);
		const why = (length: number, into: number) => {
			const { timeline, diagnostics } = besides(length, into);
			expect(timeline.transitions).toHaveLength(
				diagnostics[0]?.code === 'TRANSITION_IGNORED' ? 0 : 1,
			);
			return diagnostics.map(({ text }) => (typeof text === 'string' ? text : text.en));
		};
		expect(why(frame, 1)).toEqual([
			'transition “叠化” is left out: one of its clips is so short that no frame shows it, less than two frames',
		]);
		expect(why(2, frame)).toEqual([
			'transition “叠化” is left out: it is too short for any frame to show it, less than two frames',
		]);
		expect(why(2 * frame, 1)).toEqual([expect.stringMatching(/it lasts 0\.07 s/)]);
		expect(why(2, 2 * frame)).toEqual([]);
	});

	it('has the clips of its sound too', () => {
		const { timeline } = read(draftOf(videoTrack(clip('a', [0, 2], dissolve), clip('b', [2, 2]))));
		expect(timeline.sounds.map(({ id }) => id)).toEqual([
			timeline.transitions[0]?.left,
			timeline.transitions[0]?.right,
		]);
	});
});

describe('the look of a transition', () => {
	it.each([
		['三屏闪切', ['split', 'flash']],
		['霓虹闪光 II', ['lightLeak', 'lightLeak', 'flash']],
		['火焰湍流', ['flames', 'particles']],
		['故障模糊', ['glitch', 'blur']],
	])('%s goes through all that its name says: %j', (name, families) => {
		const look = lookOf(name);
		const through = look?.family === 'through' && look.look;
		const flat = (one: EffectLook): readonly EffectLook['family'][] =>
			one.family === 'stack' ? one.looks.flatMap(flat) : [one.family];
		expect(through && flat(through)).toEqual(families);
	});

	it.each([
		['叠化', { family: 'dissolve' }],
		['Mix', { family: 'dissolve' }],
	])('%s is exact', (name, look) => {
		expect(lookOf(name)).toEqual(look);
		expect(codesFor(name)).toEqual([]);
	});

	it.each([
		['闪黑', { family: 'fadeThrough', color: { red: 0, green: 0, blue: 0, alpha: 1 } }],
		['闪白 II', { family: 'fadeThrough', color: { red: 1, green: 1, blue: 1, alpha: 1 } }],
		['向左', { family: 'push', direction: 'left' }],
		['向上擦除', { family: 'wipe', direction: 'up' }],
		['圆形遮罩 II', { family: 'iris', opening: false, shape: 'circle' }],
		['爱心', { family: 'iris', opening: true, shape: 'heart' }],
		['百叶窗', { family: 'blinds', axis: 'horizontal' }],
		[
			'万花筒',
			{
				family: 'through',
				look: { family: 'kaleidoscope', slices: 8, rate: 0.05 },
				blend: 'cut',
			},
		],
		['竖向分割', { family: 'doors', axis: 'horizontal', opening: true }],
		['向右下', { family: 'diagonal', corner: 'topLeft' }],
		['圆形扫描', { family: 'clock' }],
		['推近', { family: 'zoom', inward: true }],
		['拉远', { family: 'zoom', inward: false }],
		['逆时针旋转', { family: 'spin', clockwise: false }],
		['模糊', { family: 'blur' }],
		['空间旋转 IV', { family: 'spin', clockwise: true }],
		['Slide Right', { family: 'push', direction: 'right' }],
		['竖移模糊', { family: 'whip', direction: 'up' }],
		['故障', { family: 'glitch' }],
		['燃烧 II', { family: 'burn' }],
		['抖动', { family: 'shake' }],
		['翻页', { family: 'pageTurn', direction: 'left' }],
		['上下翻页', { family: 'pageTurn', direction: 'up' }],
		['立方体', { family: 'cube', direction: 'left' }],
		['撕纸掉落', { family: 'tear' }],
		['心形叠化', { family: 'iris', opening: true, shape: 'heart', soft: true }],
		['Brand New Wipe Down', { family: 'wipe', direction: 'down' }],
	])('%s is the nearest one that is drawn, and named', (name, look) => {
		expect(lookOf(name)).toEqual(look);
		expect(codesFor(name)).toEqual(['TRANSITION_APPROXIMATED']);
	});

	it('an id of the catalogue counts more than the name', () => {
		expect(lookOf('renamed', '6724845717472416269')).toEqual({ family: 'dissolve' });
		expect(lookOf('叠', '6724849998857959950')).toEqual({ family: 'dissolve' });
		expect(lookOf('叠', '6724849898857959950')).toEqual({ family: 'wipe', direction: 'right' });
	});

	it('one that nobody knows is a dissolve, and named with both names', () => {
		expect(lookOf('小恶魔')).toEqual({ family: 'dissolve' });
		const tracks = videoTrack(photo('a', [0, 2], into('小恶魔', 1)), photo('b', [2, 2]));
		expect(read(draftOf(tracks)).diagnostics[0]).toMatchObject({
			code: 'TRANSITION_APPROXIMATED',
			segment: 'a@0',
			text: { en: 'transition “小恶魔” is drawn as a dissolve, which is only near to it' },
		});
	});
});
