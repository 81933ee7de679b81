import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import {
	animated,
	type AnimationEntry,
	captionPiece,
	clip,
	codesOf,
	draftOf,
	photo,
	pictureOf,
	read,
	textOf,
	textTrack,
	us,
	videoTrack,
} from '../../support/drafts';

type Written = AnimationEntry;

const animationsOf = (length: number, ...list: Written[]) =>
	textOf(captionPiece('A', [0, length], animated(...list))).animations;
const windowsOf = (length: number, ...list: Written[]): readonly string[] =>
	animationsOf(length, ...list).map(({ phase, window }) => {
		const end = window.start + window.duration;
		return `${phase} ${String(window.start / 1e6)}..${String(end / 1e6)}`;
	});
const lookOf = (type: string, name: string) => animationsOf(4, [type, name, 0, 1])[0]?.look;
const codesFor = (type: string, name: string) =>
	codesOf(textTrack(captionPiece('A', [0, 4], animated([type, name, 0, 1]))));

describe('the window of an animation', () => {
	it('in is at the start, out at the end, wherever the draft puts it', () => {
		expect(windowsOf(4, ['in', '渐显', 0, 1], ['out', '渐隐', 3, 1])).toEqual([
			'in 0..1',
			'out 3..4',
		]);
		expect(windowsOf(4, ['out', '渐隐', 0, 1])).toEqual(['out 3..4']);
	});

	it('both are shortened alike where they do not fit', () => {
		expect(windowsOf(2, ['in', '渐显', 0, 3], ['out', '渐隐', 0, 1])).toEqual([
			'in 0..1.333333',
			'out 1.333334..2',
		]);
	});

	it('that is shorter than written is named with both lengths', () => {
		const changes = [animated(['in', '渐显', 0, 3], ['out', '渐隐', 0, 1])];
		const { diagnostics } = read(draftOf(videoTrack(photo('a', [0, 2], ...changes))));
		expect(diagnostics).toMatchObject([
			{
				code: 'ANIMATION_APPROXIMATED',
				subject: { name: '渐显' },
				text: {
					zh: '片段容不下动画“渐显”，时长由 3 秒缩短为 1.33 秒',
					en: 'animation “渐显” does not fit into its clip: it lasts 1.33 s instead of 3 s',
				},
			},
			{ code: 'ANIMATION_APPROXIMATED', subject: { name: '渐隐' } },
		]);
	});

	it('a loop begins when the way in is over', () => {
		expect(windowsOf(4, ['in', '渐显', 0, 1], ['loop', '闪烁', 0, 0.5])).toEqual([
			'in 0..1',
			'loop 1..1.5',
		]);
	});

	it('a loop that is written once for the rest of its clip comes again as often as in the catalogue', () => {
		expect(
			windowsOf(4, ['in', '渐显', 0, 0.5], ['loop', '闪烁', 0, 4], ['out', '渐隐', 3.5, 0.5]),
		).toEqual(['in 0..0.5', 'loop 0.5..1', 'out 3.5..4']);
		// Scripts write it from the end of the way in up to the way out.
		expect(windowsOf(4, ['loop', '闪烁', 0, 3.5], ['out', '渐隐', 3.5, 0.5])).toEqual([
			'loop 0..0.5',
			'out 3.5..4',
		]);
		expect(windowsOf(4, ['loop', '闪烁', 0, 3.4], ['out', '渐隐', 3.5, 0.5])).toEqual([
			'loop 0..3.4',
			'out 3.5..4',
		]);
		// Up to a frame before the end; not one that ends before it, and not one that nobody knows.
		expect(windowsOf(4, ['loop', '闪烁', 1, 2.97])).toEqual(['loop 1..1.5']);
		expect(windowsOf(4, ['loop', '闪烁', 1, 2.9])).toEqual(['loop 1..3.9']);
		expect(windowsOf(4, ['loop', '我的闪烁', 0, 4])).toEqual(['loop 0..4']);
		const caption = captionPiece('A', [0, 4], animated(['loop', '闪烁', 0, 4]));
		expect(read(draftOf(textTrack(caption))).diagnostics).toMatchObject([
			{ text: { en: expect.stringContaining('comes again every 0.5 s') as string } },
		]);
	});

	it('is told as it is drawn: a loop up to the end of its clip', () => {
		const entries = animated(['in', '弹入', 0, 0.5], ['loop', '闪烁', 0.5, 0.5]);
		const { elements, diagnostics } = read(draftOf(textTrack(captionPiece('A', [1, 4], entries))));
		const times = { start: 1.5e6, end: 5e6 };
		const told = elements.filter(({ what }) => what === 'animation');
		expect(told).toMatchObject([
			{ name: '弹入', start: 1e6, end: 1.5e6 },
			{ name: '闪烁', ...times },
		]);
		expect(diagnostics).toMatchObject([
			{ subject: { name: '弹入' }, start: 1e6, end: 1.5e6 },
			{ subject: { name: '闪烁' }, ...times },
		]);
		// A caption, its font and a way in of half a second are near or whole, and so is the loop of 3.5 s.
		const { items, score } = fidelityOf(elements, diagnostics);
		expect(items.find(({ name }) => name === '闪烁')?.places).toMatchObject([
			{ start: 1.5, end: 5 },
		]);
		expect(score).toBe(Math.floor(((4 + 0.5 * (0.5 + 3.5)) / (4 + 0.5 + 3.5)) * 100));
	});

	it('a group keeps its place and ends with the clip', () => {
		expect(windowsOf(4, ['group', '缩放', 1, 9])).toEqual(['group 1..4']);
	});

	it('without length is none', () => {
		expect(windowsOf(4, ['in', '渐显', 0, 0])).toEqual([]);
	});
});

describe('the look of an animation', () => {
	it.each([
		['in', '渐显'],
		['out', '渐隐'],
		['in', 'Fade In'],
		['out', 'Fade Out'],
	])('%s %s is an exact fade', (type, name) => {
		expect(lookOf(type, name)).toEqual({ family: 'fade' });
		expect(codesFor(type, name)).toEqual([]);
	});

	it.each([
		['in', '向左滑动', { family: 'slide', direction: 'left' }],
		['in', '放大', { family: 'zoom', from: 0 }],
		['out', '放大', { family: 'zoom', from: 1.5 }],
		['in', '缩小', { family: 'zoom', from: 1.5 }],
		['out', '缩小', { family: 'zoom', from: 0 }],
		['loop', '逐字放大', { family: 'zoom', from: 1.2 }],
		['loop', '逐字出现', { family: 'typewriter' }],
		['group', '缩放 II', { family: 'zoom', from: 1.2 }],
		['in', '旋转', { family: 'spin', degrees: 360 }],
		['in', '向上擦除', { family: 'wipe', direction: 'up' }],
		['in', '弹入', { family: 'bounce', direction: 'up' }],
		['in', '左右抖动', { family: 'shake', axis: 'x' }],
		['loop', '钟摆', { family: 'shake', axis: 'rotation' }],
		['loop', '心跳', { family: 'pulse' }],
		['loop', '超强波浪', { family: 'bounce', direction: 'up', reach: 2.5 }],
		['group', '小火车 III', { family: 'train', direction: 'left' }],
		['in', '小火车', { family: 'slide', direction: 'left' }],
		['group', '闪光放大', { family: 'flashZoom' }],
		['loop', '闪烁', { family: 'blink' }],
		['loop', '翻转', { family: 'flip', axis: 'horizontal' }],
		['in', '打字机 II', { family: 'typewriter' }],
		['group', '坠落', { family: 'drop' }],
		['in', '马赛克', { family: 'through', look: { family: 'pixelate', size: 0.09 } }],
		['in', '溶解', { family: 'fade' }],
		['loop', '弹幕', { family: 'train', direction: 'left' }],
		['in', '圆形开幕', { family: 'iris', shape: 'circle' }],
		['out', '心形缩小', { family: 'iris', shape: 'heart' }],
		['in', '轻微放大', { family: 'zoom', from: 0.85 }],
		['out', '轻微放大', { family: 'zoom', from: 1.15 }],
		['loop', '超强晃动', { family: 'shake', axis: 'x', reach: 2.5 }],
		['group', '海盗船', { family: 'swing', degrees: 30 }],
		['in', 'Vibrating Panels', { family: 'shake', axis: 'x' }],
		['group', 'Trisect 1', { family: 'pieces', columns: 3, rows: 1, way: 'sides' }],
		['group', '左右分割', { family: 'pieces', columns: 2, rows: 1, way: 'meet' }],
		['group', '立方体', { family: 'cube', direction: 'left', turns: 2 }],
		['group', '旋转缩小', { family: 'spin', degrees: 360, from: 2 }],
		['group', '右拉镜', { family: 'pan', direction: 'right' }],
		['in', '向下溶解', { family: 'fade' }],
		['in', 'Fly In From Left', { family: 'slide', direction: 'left' }],
	])('%s %s is the nearest one that is drawn, and named', (type, name, look) => {
		expect(lookOf(type, name)).toEqual(look);
		expect(codesFor(type, name)).toEqual(['ANIMATION_APPROXIMATED']);
	});

	it.each([
		['in', '波浪弹入', 'character'],
		['in', '逐字翻转', 'character'],
		['out', '逐字旋转', 'character'],
		['loop', '逐字放大', 'character'],
		['loop', '波浪', 'character'],
		['in', '向上滑动', undefined],
		['in', '打字机 II', undefined],
	])('%s %s moves all at once, or one character after another', (type, name, by) => {
		expect(animationsOf(4, [type, name, 0, 1])[0]?.by).toBe(by);
		const whole = pictureOf(clip('a', [0, 4], animated([type, name, 0, 1])));
		expect(whole.animations[0]?.by).toBeUndefined();
	});

	it.each([
		['in', 'PASSION'],
		['in', '2025'],
	])('%s %s is left out, and named', (type, name) => {
		expect(lookOf(type, name)).toBeUndefined();
		expect(codesFor(type, name)).toEqual(['ANIMATION_UNSUPPORTED']);
	});

	it('a note says what is drawn instead, in both languages', () => {
		const one = captionPiece('A', [0, 4], animated(['in', '打字机 II', 0, 1]));
		expect(read(draftOf(textTrack(one))).diagnostics[0]).toMatchObject({
			end: us(1),
			text: {
				zh: '动画“打字机 II”以近似的“打字机”绘制',
				en: 'animation “打字机 II” is drawn as a typewriter, which is only near to it',
			},
		});
	});
});
