import { inLanguage } from '../../../render-agent/src/kernel/words';
import {
	animated,
	captionPiece,
	codesOf,
	draftOf,
	type Json,
	materialWith,
	read,
	textOf,
	textTrack,
} from '../../support/drafts';

describe('letter spacing of letters that join', () => {
	const spaced = (text: string, letter_spacing = 0.2) =>
		captionPiece(text, [0, 4], materialWith({ letter_spacing }));

	it.each(['سلام', 'abc سلام', 'ܫܠܡܐ'])('%s is told to be spaced between words only', (text) => {
		expect(codesOf(textTrack(spaced(text)))).toEqual(['TEXT_EFFECT_APPROXIMATED']);
		expect(textOf(spaced(text)).text.letterSpacing).toBe(0.2);
	});

	it.each([
		['שלום', 0.2],
		['abc', 0.2],
		['و', 0.2],
		['۱۲۳', 0.2],
		['سلام', 0],
	])('nothing is told of %s spaced by %f', (text, by) => {
		expect(codesOf(textTrack(spaced(text, by)))).toEqual([]);
	});
});

describe('animations of letters that join', () => {
	const told = (text: string, name: string, fields: Json = {}) =>
		read(
			draftOf(
				textTrack(captionPiece(text, [0, 4], animated(['in', name, 0, 1]), materialWith(fields))),
			),
		)
			.diagnostics.filter(({ code }) => code === 'ANIMATION_APPROXIMATED')
			.map((one) => inLanguage(one.text, 'en'))
			.join();

	it.each(['打字机 I', '逐字弹跳'])('by %s are told to cut them where they meet', (name) => {
		expect(told('سلام', name)).toContain('come one by one in the shapes');
		expect(told('سلام', name, { typesetting: 1 })).toContain('comes at once');
		expect(told('שלום', name)).not.toContain('join');
	});

	it('as a whole are not told of', () => {
		expect(told('سلام', '渐显')).toBe('');
	});
});
