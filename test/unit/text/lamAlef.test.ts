/** A lam and its alef are one sign, whatever styles they have. */
import { clustersOf } from '../../../render-agent/src/render/text/clusters';
import { color, styled } from '../../support/captions';

const [LAM, ALEF, SEEN] = ['\u0644', '\u0627', '\u0633'];
const [red, blue] = [styled({ fill: color(1, 0, 0) }), styled({ fill: color(0, 0, 1) })];
const cut = (first: string, second: string) =>
	clustersOf([
		{ text: first, style: red },
		{ text: second, style: blue },
	]).map(({ text, style, offset }) => [text, style === red ? 'red' : 'blue', offset]);

it('stay together in the style of the lam where another begins between them', () => {
	expect(cut(`${SEEN}${LAM}`, `${ALEF}${SEEN}`)).toEqual([
		[`${SEEN}${LAM}${ALEF}`, 'red', 0],
		[SEEN, 'blue', 3],
	]);
});

it('other letters part where their style does', () => {
	expect(cut(`${SEEN}${LAM}`, `${SEEN}${ALEF}`)).toEqual([
		[`${SEEN}${LAM}`, 'red', 0],
		[`${SEEN}${ALEF}`, 'blue', 2],
	]);
});
