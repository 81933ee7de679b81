/** LUTs whose files nobody has: what their names tell of is drawn. */
import { extra, videoTrack } from '../support/drafts';
import { flatColor, framesOfDraft, middleOf, small } from '../support/draftStudio';
import { near } from '../support/studio';
import type { Rgb } from '../support/video';

const RED: Rgb = [255, 0, 0];

const shown = async (fields: object): Promise<Rgb> => {
	const lut = extra('effects', { type: 'lut', ...fields });
	const draft = small(videoTrack(flatColor('#FF0000', [0, 0.04], lut)));
	return middleOf((await framesOfDraft(draft, { facts: new Map() }))[0]);
};

it('the name of the file tells of the look, in a draft of another computer', async () => {
	const [red, green, blue] = await shown({ path: 'D:/looks/Black & White.cube' });
	expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(12);
});

it('the name of the LUT does, as strong as the draft says', async () => {
	const [red, green, blue] = await shown({ path: 'C:/Cache/7041', name: '黑白', value: 0.5 });
	expect(red).toBeGreaterThan(120);
	expect(green).toBeGreaterThan(20);
	expect(green).toBeLessThan(red - 60);
	expect(Math.abs(green - blue)).toBeLessThan(12);
});

it('a name that tells of nothing changes nothing', async () => {
	expect(await shown({ path: 'D:/looks/qx7.cube' })).toEqual(near(RED));
});
