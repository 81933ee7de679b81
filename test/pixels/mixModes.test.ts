/** The ten mix modes by the names that drafts have: each color as the mode's formula gives it. */
import { inLanguage } from '../../render-agent/src/kernel/words';
import { extra, read, videoTrack } from '../support/drafts';
import { flatColor, framesOfDraft, middleOf, small } from '../support/draftStudio';
import { hex, near } from '../support/studio';
import type { Frame, Rgb } from '../support/video';

const BELOW: Rgb = [180, 100, 60];
const ABOVE: Rgb = [90, 160, 200];
const share = (value: number): number => value / 255;
const hard = (b: number, s: number): number => (s <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s));
const soft = (b: number, s: number): number => {
	if (s <= 0.5) return b - (1 - 2 * s) * b * (1 - b);
	const d = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b);
	return b + (2 * s - 1) * (d - b);
};
const MODES: Readonly<Record<string, (b: number, s: number) => number>> = {
	变暗: Math.min,
	变亮: Math.max,
	正片叠底: (b, s) => b * s,
	滤色: (b, s) => b + s - b * s,
	叠加: (b, s) => hard(s, b),
	强光: hard,
	柔光: soft,
	线性加深: (b, s) => Math.max(0, b + s - 1),
	颜色加深: (b, s) => 1 - Math.min(1, (1 - b) / s),
	颜色减淡: (b, s) => Math.min(1, b / (1 - s)),
};
const names = Object.keys(MODES);
const text = (color: Rgb): string => hex(color).replace('0x', '#');
let frames: readonly Frame[] = [];
beforeAll(async () => {
	const modes = names.map((name, i) =>
		flatColor(text(ABOVE), [i / 10, 0.1], extra('effects', { type: 'mix_mode', name, value: 1 })),
	);
	frames = await framesOfDraft(
		small(videoTrack(flatColor(text(BELOW), [0, 1])), videoTrack(...modes)),
		{ facts: new Map() },
	);
});

it.each(names.map((name, i) => [name, i] as const))('%s', (name, i) => {
	const wanted = BELOW.map((below, channel) => {
		const mixedChannel = MODES[name]?.(share(below), share(ABOVE[channel] ?? 0)) ?? NaN;
		return Math.round(mixedChannel * 255);
	});
	expect(middleOf(frames[i * 3 + 1])).toEqual(near(wanted as unknown as Rgb, 8));
});

describe('a transition of a second between clips of different modes', () => {
	const SCREENED: Rgb = [206, 197, 213];
	const MULTIPLIED: Rgb = [64, 63, 47];
	const mode = (name: string) => extra('effects', { type: 'mix_mode', name, value: 1 });
	const crossing = (apart: boolean, second: string) =>
		small(
			videoTrack(flatColor(text(BELOW), [0, 2])),
			videoTrack(
				flatColor(
					text(ABOVE),
					[0, 1],
					mode('滤色'),
					extra('transitions', { name: '向左擦除', duration: 1e6, is_overlap: !apart }),
				),
				flatColor(text(ABOVE), [1, 1], mode(second)),
			),
		);
	const shown = async (apart: boolean, second: string) => {
		const all = await framesOfDraft(crossing(apart, second), { facts: new Map() });
		return [10, 16, 30, 43, 50].map((i) => middleOf(all[i]));
	};

	it('goes from one mode to the other by and by, and says so', async () => {
		const [before, first = BELOW, middle = BELOW, last = BELOW, after] = await shown(
			false,
			'正片叠底',
		);
		expect([before, after]).toEqual([near(SCREENED, 4), near(MULTIPLIED, 4)]);
		expect(first).toEqual(near(SCREENED, 12));
		expect(last).toEqual(near(MULTIPLIED, 20));
		expect(middle[0]).toBeGreaterThan(MULTIPLIED[0] + 30);
		expect(middle[0]).toBeLessThan(SCREENED[0] - 30);
		const told = (second: string) =>
			read(crossing(false, second)).diagnostics.map((one) => inLanguage(one.text, 'en'));
		expect(told('正片叠底')).toEqual([expect.stringContaining('different blend modes') as unknown]);
		expect(told('滤色')).toEqual([expect.not.stringContaining('different blend modes') as unknown]);
	});

	it('lets nothing of what lies beneath shine through two clips that hide it', async () => {
		const json = small(
			videoTrack(flatColor('#000000', [0, 2])),
			videoTrack(
				flatColor('#FFFFFF', [0, 1], extra('transitions', { name: '叠化', duration: 1e6 })),
				flatColor('#FFFFFF', [1, 1], mode('滤色')),
			),
		);
		const all = await framesOfDraft(json, { facts: new Map() });
		for (const at of [16, 22, 30, 37, 43])
			expect(middleOf(all[at])).toEqual(near([255, 255, 255], 3));
	});

	it('has each its own where they do not overlap', async () => {
		const [before, first, , last, after] = await shown(true, '正片叠底');
		expect([before, first]).toEqual([near(SCREENED, 4), near(SCREENED, 4)]);
		expect([last, after]).toEqual([near(MULTIPLIED, 4), near(MULTIPLIED, 4)]);
	});
});
