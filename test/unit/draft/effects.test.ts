import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import { effectLookOf } from '../../../render-agent/src/draft/looks/effectLooks';
import { effectName } from '../../../render-agent/src/draft/looks/effectNames';
import {
	clip,
	codesOf,
	draftOf,
	extra,
	type Json,
	piece,
	pictureOf,
	read,
	track,
	videoTrack,
	visualsOf,
} from '../../support/drafts';

const onTrack = (fields: Json) =>
	track({ type: 'effect' }, piece(['video_effects', fields], ['fx', 1, 2]));
const slider = (name: string, value: number, usual = 0.5): Json => ({
	name: `effects_adjust_${name}`,
	value,
	default_value: usual,
});
const effectIn = (fields: Json): object => {
	const [effect] = visualsOf(onTrack(fields));
	if (effect?.kind !== 'effect') throw new RangeError('no effect');
	return effect;
};

describe('effects on a track of their own', () => {
	it('change what lies beneath for their time', () => {
		const { timeline } = read(draftOf(videoTrack(clip('a', [0, 4])), onTrack({ name: '模糊' })));
		expect(timeline.visuals).toMatchObject([
			{ kind: 'picture', layer: 0 },
			{
				kind: 'effect',
				id: 'fx@1',
				track: 1,
				layer: 1,
				target: { start: 1_000_000, duration: 2_000_000 },
				look: { family: 'blur' },
				amount: 1,
				speed: 1,
			},
		]);
	});

	it('are reported as near, naming both the effect and what is drawn', () => {
		const { diagnostics } = read(draftOf(onTrack({ name: '模糊' })));
		expect(diagnostics).toMatchObject([
			{ code: 'EFFECT_APPROXIMATED', segment: 'fx@1', start: 1_000_000, end: 3_000_000 },
		]);
		expect(JSON.stringify(diagnostics[0]?.text)).toContain('effect “模糊” is drawn as a blur');
	});

	it('on people are said to lie over the whole picture', () => {
		const { diagnostics } = read(draftOf(onTrack({ name: '火焰环绕', type: 'face_effect' })));
		const told = JSON.stringify(diagnostics[0]?.text);
		expect(told).toContain('is drawn over the whole picture, not on the person, as flames');
		expect(told).toContain('在整个画面（而非人物）上绘制');
	});

	it('that nobody can guess are left out and named', () => {
		const { timeline, diagnostics } = read(draftOf(onTrack({ name: 'Qzxv' })));
		expect(timeline.visuals).toEqual([]);
		expect(diagnostics).toMatchObject([{ code: 'EFFECT_UNSUPPORTED', segment: 'fx@1' }]);
		expect(JSON.stringify(diagnostics)).toContain('Qzxv');
	});

	it.each([
		[0.25, 0.5],
		[0, 0],
		[1, 1],
	])('at an intensity of %p out of the usual 0.5 have an amount of %p', (value, amount) => {
		const adjust_params = [slider('intensity', value)];
		expect(effectIn({ name: '胶片', adjust_params })).toMatchObject({ amount });
	});

	it('run as fast as their slider says, within limits', () => {
		const at = (value: number) =>
			effectIn({ name: '胶片', adjust_params: [slider('speed', value)] });
		expect(at(1)).toMatchObject({ speed: 2 });
		expect(at(0)).toMatchObject({ speed: 0.1 });
	});

	it('blur twice as far when their slider says so', () => {
		const sigmaAt = (value: number): number => {
			const found = effectIn({ name: '模糊', adjust_params: [slider('blur', value)] });
			const { look } = found as { readonly look: { readonly sigma: number } };
			return look.sigma;
		};
		expect(sigmaAt(1)).toBeCloseTo(2 * sigmaAt(0.5), 6);
	});
});

describe('effects on a clip', () => {
	it('belong to that clip alone', () => {
		const picture = pictureOf(
			clip('a', [0, 1], extra('video_effects', { name: '马赛克', value: 0.5 })),
		);
		expect(picture.effects).toMatchObject([{ look: { family: 'pixelate' }, amount: 0.5 }]);
	});

	it('are absent where the draft has none', () => {
		expect(pictureOf(clip('a', [0, 1])).effects).toBeUndefined();
		expect(codesOf(videoTrack(clip('a', [0, 1])))).toEqual([]);
	});
});

const lookCalled = (name: string) => effectLookOf({ name, resourceId: '', effectId: '' })?.look;

it('the look of fire is flames with embers, of lightning a bolt', () => {
	const fire = lookCalled('火焰');
	expect(fire && effectName(fire)).toEqual({ zh: '火焰、火星', en: 'flames and embers' });
	expect(fire).toMatchObject({
		looks: [{ family: 'flames' }, { kind: 'ember' }],
	});
	for (const name of ['闪电', '童趣闪电', 'Lightning'])
		expect(lookCalled(name)?.family).toBe('lightning');
});

it.each([
	['水波负片', ['ripple', 'negative']],
	['紫色负片', ['negative', 'duotone']],
	['模糊星光', ['blur', 'particles']],
	['彩色火焰', ['flames', 'flames', 'flames', 'particles']],
	['彩虹射线', ['rays', 'rays', 'rays', 'rays', 'rays', 'rays']],
	['爱心射线', ['rays', 'particles']],
	['微震闪黑', ['shake', 'flash']],
	['泡泡冲屏', ['zoomPulse', 'particles']],
	['光谱扫描', ['spectrum', 'sweep']],
])('the look of %s is all that its name says: %j', (name, families) => {
	const look = lookCalled(name);
	expect(look?.family === 'stack' && look.looks.map(({ family }) => family)).toEqual(families);
});

it.each([
	['闪电', 'lightning'],
	['放大镜', 'loupe'],
	['局部色彩', 'selective'],
	['热成像', 'ramp'],
	['白色描边', 'outline'],
	['彩虹光', 'spectrum'],
	['视频播放', 'player'],
	['变清晰', 'passing'],
])('the look of %s is %s', (name, family) => {
	expect(lookCalled(name)?.family).toBe(family);
});

it('the name of several looks together names each of them once, and all of them', () => {
	const look = lookCalled('录制框');
	const name = look && effectName(look);
	expect(look?.family).toBe('stack');
	expect(name?.en).toContain('a viewfinder');
	expect(name?.zh).toContain('取景框');
	const twice = { family: 'stack', looks: look ? [look, look] : [] } as const;
	expect(effectName(twice)).toEqual(name);
});

it('an effect with a time range is told and counts in that only', () => {
	const ranged = extra('video_effects', {
		name: 'Qzxv',
		time_range: { start: 5e5, duration: 5e5 },
	});
	const { elements, diagnostics } = read(draftOf(videoTrack(clip('a', [1, 2], ranged))));
	expect(diagnostics).toMatchObject([{ code: 'EFFECT_UNSUPPORTED', start: 1.5e6, end: 2e6 }]);
	const { items, score } = fidelityOf(elements, diagnostics);
	expect(items[0]?.places).toMatchObject([{ start: 1.5, end: 2 }]);
	// Two seconds of video, half a second of the effect.
	expect(score).toBe(80);
});
