/** Names of the catalogues whose words were misread before. */
import { effectLookOf } from '../../../render-agent/src/draft/looks/effectLooks';
import { motionLookOf } from '../../../render-agent/src/draft/looks/motionLooks';
import { textLookOf } from '../../../render-agent/src/draft/looks/textLooks';

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

it('of an animation that burns has flames, of a drop has drops', () => {
	const familyOf = (name: string): unknown => motionLookOf({ id: '', name }, 'in')?.look;
	expect(familyOf('灼烧出现')).toMatchObject({
		look: { looks: [{ family: 'flames' }, { kind: 'ember' }] },
	});
	expect(familyOf('水滴遮罩')).toMatchObject({ look: { family: 'glass', style: 'drops' } });
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
