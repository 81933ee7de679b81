/** Names of the catalogues whose words were misread before. */
import {
	characterEffectLookOf,
	effectLookOf,
} from '../../../render-agent/src/draft/looks/effectLooks';
import { motionLookOf } from '../../../render-agent/src/draft/looks/motionLooks';
import { textLookOf } from '../../../render-agent/src/draft/looks/textLooks';
import { transitionLookOf } from '../../../render-agent/src/draft/looks/transitionLooks';

const named = (name: string): Parameters<typeof textLookOf>[0] => ({ name, resourceId: '' });

it('of a text effect tells what its material and its kind are like', () => {
	const dark = { red: 0, green: 0, blue: 0 };
	expect(textLookOf(named('像素化游戏花字'))?.look).toMatchObject({
		...{ family: 'outlined', fill: { red: 1, green: 1, blue: 1 }, stroke: dark },
	});
	expect(textLookOf(named('万圣-血滴字'))?.look.fill).toMatchObject({ red: 0.95, green: 0.16 });
	expect(textLookOf(named('复古纸张纹理字'))?.look.fill).toMatchObject({ blue: 0.88 });
	expect(textLookOf(named('渐变花字'))?.look.gradient?.stops).toHaveLength(6);
	expect(textLookOf(named('渐变错位花字'))?.look.family).toBe('raised');
	expect(textLookOf(named('清新粉色立体描边花字'))?.look.fill).toMatchObject({ red: 1, green: 1 });
});

describe('of a text effect', () => {
	const look = (name: string) => textLookOf(named(name))?.look;
	const hue = (name: string) => look(name)?.gradient?.stops.map(({ color }) => color);

	it('with a gradient of one color has shades of it, light above dark, and a dark line', () => {
		for (const name of ['蓝色渐变描边花字', '蓝色渐变立体描边花字', '蓝色渐变描边简约风格花字']) {
			const shades = hue(name) ?? [];
			expect(shades).toHaveLength(3);
			for (const { red, green, blue } of shades)
				expect([red < green, green < blue]).toEqual([true, true]);
			expect(shades[0]?.red).toBeGreaterThan((shades[2]?.red ?? 1) + 0.4);
			expect(look(name)?.stroke).toMatchObject({ red: 0, green: 0, blue: 0 });
		}
		expect(hue('渐变黄色立体描边花字')?.[1]).toMatchObject({ red: 1, blue: 0.2 });
		expect(hue('大雪渐变')).toHaveLength(3);
		expect(hue('彩色渐变描边')).toHaveLength(6);
	});

	it('with a line of its own color beside a gradient keeps that line', () => {
		expect(look('蓝色渐变白色描边花字')).toMatchObject({ fill: { blue: 1 }, stroke: { red: 1 } });
		expect(look('黄色渐变蓝色描边立体花字')?.stroke).toMatchObject({ blue: 1, red: 0.25 });
	});

	it('has letters that can be told from their line', () => {
		const dark = { red: 0.1, green: 0.1, blue: 0.1 };
		expect(look('白色描边字')).toMatchObject({ fill: dark, stroke: { red: 1, green: 1 } });
		const green = { red: 0.3, green: 0.82 };
		expect(look('抹茶绿多层描边立体花字')).toMatchObject({
			fill: { red: 1, blue: 1 },
			stroke: green,
		});
		expect(look('绿字描边绿草茵茵经典风格花字')).toMatchObject({
			fill: green,
			stroke: { green: 0 },
		});
		expect(look('米色橘色描边立体花字')?.fill).toMatchObject({ red: 0.98, blue: 0.88 });
	});

	it('of a thing that is called after a shorter one has its own color', () => {
		const purple = { red: 0.64, green: 0.38, blue: 0.95 };
		expect(look('薰衣草')?.fill).toMatchObject(purple);
		expect(look('草')?.fill).toMatchObject({ green: 0.82 });
		expect(look('草莓')?.fill).toMatchObject({ red: 1, blue: 0.74 });
		expect(look('中秋桂花花字')?.fill).toMatchObject({ red: 1, green: 0.88 });
		expect(look('国风水墨')?.fill).toMatchObject({ red: 0, green: 0 });
	});
});

it('of an animation that burns has flames, of a drop has drops', () => {
	const familyOf = (name: string): unknown => motionLookOf({ id: '', name }, 'in')?.look;
	expect(familyOf('灼烧出现')).toMatchObject({
		look: { looks: [{ family: 'flames' }, { kind: 'ember' }] },
	});
	expect(familyOf('水滴遮罩')).toMatchObject({ look: { family: 'glass', style: 'drops' } });
});

it('of an animation that is cut aslant or trembles while it zooms has both', () => {
	const lookOf = (name: string): unknown => motionLookOf({ id: '', name }, 'in')?.look;
	expect(lookOf('斜切')).toMatchObject({ family: 'through', look: { family: 'slice' } });
	expect(lookOf('抖动变焦')).toMatchObject({
		look: { looks: [{ family: 'shake' }, { family: 'zoomBlur' }] },
	});
});

it('of a border that is nostalgic has both, of many screens has them', () => {
	const effect = (name: string): unknown =>
		effectLookOf({ name, resourceId: '', effectId: '' })?.look;
	const nostalgic = { family: 'stack', looks: [{ family: 'film' }, { family: 'frame' }] };
	expect([effect('怀旧边框'), effect('怀旧边框 II')]).toMatchObject([nostalgic, nostalgic]);
	expect(effect('撕纸边框')).toMatchObject({ family: 'frame' });
	for (const phase of ['in', 'out'] as const)
		expect(motionLookOf({ id: '', name: '多屏分割I' }, phase)?.look).toMatchObject({
			look: { family: 'split', rows: 2, columns: 2 },
		});
});

it.each([
	['爱心暗角', [{ family: 'vignette' }, { kind: 'heart', color: { red: 0.95, green: 0.16 } }]],
	['橘色负片', [{ family: 'negative' }, { family: 'duotone', light: { red: 1, green: 0.55 } }]],
	['震动屏闪', [{ family: 'shake' }, { family: 'flash' }]],
	['红包来了', [{ kind: 'confetti', color: { red: 0.95 } }, { kind: 'coin' }]],
	['胶片滚动', [{ family: 'stack' }, { family: 'scroll', direction: 'up' }]],
	['泛光闪动', [{ family: 'glow' }, { family: 'flash', color: { red: 1, green: 1, blue: 1 } }]],
])('the effect %s is none of what single words of it say', (name, looks) => {
	expect(effectLookOf(named(name))?.look).toMatchObject({ family: 'stack', looks });
});

it.each([
	['满屏问号', 'question'],
	['飞速计算', 'sum'],
	['暗夜蝙蝠', 'bat'],
	['赞赞赞', 'thumb'],
	['梦蝶', 'butterfly'],
])('of the effect %s fly things of the kind %s', (name, kind) => {
	expect(JSON.stringify(effectLookOf(named(name))?.look)).toContain(`"kind":"${kind}"`);
});

it.each([
	['炸弹', { family: 'through', look: { looks: [{ family: 'fog' }, { family: 'lightLeak' }] } }],
	['竖向模糊', { family: 'through', look: { family: 'motionBlur', angle: 90 } }],
	[
		'黑色烟雾',
		{ family: 'through', look: { family: 'fog', color: { red: 0, green: 0, blue: 0 } } },
	],
	['新篇章', { family: 'pageTurn' }],
	['Blurred Highlight', { family: 'through', look: { looks: [{ family: 'blur' }, {}] } }],
	['卡片弹出', { family: 'push', direction: 'up' }],
	['矩形分割', { family: 'iris', shape: 'rectangle' }],
	['云朵', { family: 'through', look: { family: 'fog', density: 3 } }],
	['Blink', undefined],
])('the transition %s is %j', (name, look) => {
	const found = transitionLookOf('', name)?.look;
	if (look) expect(found).toMatchObject(look);
	else expect(JSON.stringify(found)).not.toContain('paint');
});

it('of an animation that shrinks has no ink in it', () => {
	expect(motionLookOf({ id: '', name: 'Shrink and bounce' }, 'group')?.look).toEqual({
		...{ family: 'zoom', from: 1 / 1.2 },
	});
});

it.each([
	['心动信号', 'particles'],
	['焰火', 'particles'],
	['点赞', 'particles'],
	['脸部故障', 'glitch'],
	['大眼睛', undefined],
])('the effect on people %s is %s', (name, family) => {
	expect(characterEffectLookOf(named(name))?.look.family).toBe(family);
});

it('of an animation that opens, lights letters or colors them does so', () => {
	const motion = (name: string, phase: 'in' | 'out' | 'loop' | 'group') =>
		motionLookOf({ id: '', name }, phase)?.look;
	expect(motion('开幕', 'in')).toEqual({ family: 'doors', axis: 'horizontal' });
	expect(motion('闭幕', 'out')).toEqual({ family: 'doors', axis: 'horizontal' });
	expect(motion('圆形扫描', 'in')).toEqual({ family: 'clock' });
	expect(motion('卡拉OK', 'in')).toEqual({ family: 'karaoke' });
	expect(motion('百叶窗', 'group')).toEqual({ family: 'blinds', axis: 'horizontal' });
	const colors = { family: 'through', look: { looks: [{ family: 'duotone' }, {}] } };
	for (const name of ['彩虹', '彩色切换', '彩色火焰', '扫光', '流光', '文字泛光', '竖向渐变'])
		expect(motion(name, 'loop')).toMatchObject(colors);
});

it('of an effect tells bats, tails of stars, field glasses and lines of light', () => {
	const effect = (name: string): unknown =>
		effectLookOf({ name, resourceId: '', effectId: '' })?.look;
	expect(JSON.stringify(effect('蝙蝠Kira'))).toMatch(/"bat".*"sparkle"/u);
	expect(JSON.stringify(effect('流星雨'))).toContain('"rain"');
	expect(effect('望远镜')).toMatchObject({ family: 'vignette', twin: true });
	for (const name of ['电光描边', '流光描边'])
		expect(effect(name)).toMatchObject({
			looks: [{ family: 'outline' }, { family: 'outline' }, {}],
		});
});
