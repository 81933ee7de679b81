import {
	isRight,
	isRightEnd,
	type Joint,
} from '../../../render-agent/src/render/quality/joinedVideo';

const cells = (luma: number): Uint8Array => new Uint8Array(64).fill(luma);
const joint = (frame: number, luma: number): Joint => ({
	frame,
	print: Buffer.from(cells(luma)).toString('base64'),
});

describe('what is decoded at a joint', () => {
	const [own, next, other] = [joint(149, 100), joint(150, 110), joint(299, 60)];
	const all = [own, next, other];

	it('is as near to what was drawn as a key frame is', () => {
		expect(isRight(cells(104), own, all)).toBe(true);
		expect(isRight(cells(92), own, all)).toBe(false);
	});

	it('may stay behind where nothing follows from it, as the last step of a fade does', () => {
		expect(isRightEnd(cells(92), own, all)).toBe(true);
		expect(isRightEnd(cells(80), own, all)).toBe(false);
	});

	it('is never another place of the video', () => {
		expect(isRightEnd(cells(109), own, all)).toBe(false);
		expect(isRightEnd(cells(110), next, all)).toBe(true);
		expect(isRight(cells(60), own, all)).toBe(false);
	});
});
