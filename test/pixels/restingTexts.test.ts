/** Captions that animations bring and take away, where they rest between. */
import { animated, type Change, captionPiece, textTrack, videoTrack } from '../support/drafts';
import { flatColor, framesOfDraft, small } from '../support/draftStudio';
import type { Frame } from '../support/video';

const FILES = { facts: new Map() };

const framesOf = (...changes: Change[]): Promise<readonly Frame[]> =>
	framesOfDraft(
		small(
			videoTrack(flatColor('#204060', [0, 1])),
			textTrack(captionPiece('AB字C', [0, 1], ...changes)),
		),
		FILES,
	);

/** By how much neighbors in a row differ, squared and summed up: much of sharp letters, little of soft ones. */
const contrastOf = (frame: Frame | undefined): number => {
	if (!frame) return NaN;
	const { rgb, width } = frame;
	let sum = 0;
	for (let at = 3; at < rgb.length; at += 3)
		if ((at / 3) % width !== 0) sum += ((rgb[at + 1] ?? 0) - (rgb[at - 2] ?? 0)) ** 2;
	return sum;
};

it.each([
	['in', '渐显', 20],
	['in', '向上滑动', 20],
	['in', '放大', 20],
	['in', '缤纷冲屏', 20],
	['out', '向上滑动', 10],
	['out', '缤纷冲屏', 10],
] as const)(
	'one with an animation (%s, %s) rests where one without does',
	async (type, name, at) => {
		const window = type === 'in' ? ([0, 0.5] as const) : ([0.5, 0.5] as const);
		const [plain, moved] = await Promise.all([
			framesOf(),
			framesOf(animated([type, name, ...window])),
		]);
		expect(moved[at]).toEqual(plain[at]);
		const during = type === 'in' ? 3 : 26;
		expect(moved[during]).not.toEqual(plain[during]);
	},
);

it('one with a fade stands on the same pixels while it comes', async () => {
	const [plain, fading] = await Promise.all([
		framesOf(),
		framesOf(animated(['in', '渐显', 0, 0.5])),
	]);
	const [whole, part] = [plain[7], fading[7]];
	if (!whole || !part) throw new RangeError('there are no such frames');
	expect(contrastOf(part)).toBeLessThan(contrastOf(whole) * 0.5);
	// Half as far from the ground, wherever letters are.
	expect(contrastOf(part) / contrastOf(whole)).toBeCloseTo((7 / 15) ** 2, 1);
});

it('one that rushes in grows sharp by and by, and no frame of it is sharper than it is at rest', async () => {
	const frames = await framesOf(animated(['in', '缤纷冲屏', 0, 0.8]));
	const contrasts = frames.map((frame) => contrastOf(frame) / contrastOf(frames[25]));
	const steps = contrasts.slice(1, 25).map((contrast, at) => contrast - (contrasts[at] ?? 0));
	expect(Math.max(...contrasts)).toBeLessThan(1.05);
	expect(Math.max(...steps)).toBeLessThan(0.25);
	expect(Math.abs(steps[23] ?? NaN)).toBeLessThan(0.15);
});
