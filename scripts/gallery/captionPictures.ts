/** The captions of the gallery: words, their styles, how they come and light up. */
import { microseconds, SECOND } from '../../render-agent/src/kernel/units';
import type { Spoken, TextBlock, TextStyle } from '../../render-agent/src/timeline/text';
import type { Animation } from '../../render-agent/src/timeline/timeline';
import { captionWith } from './textEffectPictures';

const black = { red: 0, green: 0, blue: 0, alpha: 1 };
const white = { red: 1, green: 1, blue: 1, alpha: 1 };

/** A caption, how it moves, and the seconds at which it is shown. */
export interface CaptionPicture {
	readonly name: string;
	readonly block: TextBlock;
	readonly animations?: readonly Animation[];
	readonly spoken?: Spoken;
	readonly at: readonly number[];
}

const styled = (changes: Partial<TextStyle> = {}): TextStyle => ({
	font: { resourceId: '', name: '' },
	...{ height: 56, bold: false, italic: false, underline: false },
	...{ fill: white, strokes: [{ color: black, width: 0.08 }], ...changes },
});

const block = (runs: TextBlock['runs'], changes: Partial<TextBlock> = {}): TextBlock => ({
	runs,
	...{ align: 'center', vertical: false, letterSpacing: 0, lineSpacing: 0.02, ...changes },
});

const PLAIN = block([{ text: '今天的海 Sea today', style: styled() }]);

const moving = (look: Animation['look'], by?: 'character'): readonly Animation[] => [
	{
		phase: 'in',
		look,
		window: { start: microseconds(0), duration: microseconds(2 * SECOND) },
		...(by && { by }),
	},
];

const spokenAt = (seconds: number, start: number, end: number): Spoken['words'][number] => ({
	from: microseconds(seconds * SECOND),
	to: microseconds((seconds + 1) * SECOND),
	...{ start, end },
});
const WORDS = [spokenAt(0, 0, 4), spokenAt(1, 5, 8), spokenAt(2, 9, 14)];
const EVENING = {
	angle: 0,
	stops: [
		{ at: 0, color: { red: 1, green: 0.3, blue: 0.3, alpha: 1 } },
		{ at: 0.5, color: { red: 1, green: 0.9, blue: 0.3, alpha: 1 } },
		{ at: 1, color: { red: 0.3, green: 0.7, blue: 1, alpha: 1 } },
	],
};
const gold = { red: 1, green: 0.87, blue: 0, alpha: 1 };

/** Captions. */
export const CAPTIONS: readonly CaptionPicture[] = [
	{
		name: 'runs of style, strokes and a shadow',
		at: [0],
		block: block([
			{ text: '早安 ', style: styled({ bold: true }) },
			{ text: 'Sea', style: styled({ italic: true, underline: true, fill: gold }) },
			{
				text: ' 🌊',
				style: styled({
					shadow: { color: { ...black, alpha: 0.8 }, distance: 0.08, angle: -45, blur: 0.06 },
				}),
			},
		]),
	},
	{
		name: 'a box behind the words',
		at: [0],
		block: block([{ text: '早安\n大海 Sea', style: styled({ strokes: [] }) }], {
			background: {
				color: { ...black, alpha: 0.6 },
				shape: 'lines',
				rounding: 0.4,
				padding: { x: 0.2, y: 0.05 },
				offset: { x: 0, y: 0 },
			},
		}),
	},
	{
		name: 'columns from right to left',
		at: [0],
		block: block([{ text: '海上生明月\n天涯共此时', style: styled() }], { vertical: true }),
	},
	{
		name: 'a gradient over the words',
		at: [0],
		block: block([
			{ text: '渐变文字 Sea', style: styled({ gradient: { ...EVENING, over: 'words' } }) },
		]),
	},
	{
		name: 'on an arc',
		at: [0],
		block: block([{ text: '海上生明月 Moonrise', style: styled() }], { arc: 120 }),
	},
	{
		name: 'character by character',
		at: [0.4, 1, 1.6],
		block: PLAIN,
		animations: moving({ family: 'bounce', direction: 'up' }, 'character'),
	},
	{
		name: 'words that light up',
		at: [0.5, 1.5, 2.5],
		block: block([{ text: '今天的海 Sea today', style: styled() }]),
		spoken: { way: 'light', color: gold, words: WORDS },
	},
	{
		name: 'words that appear as they are spoken',
		at: [0.5, 1.5, 2.5],
		block: PLAIN,
		spoken: { way: 'appear', words: WORDS },
	},
	{ name: 'a speech bubble', at: [0], block: captionWith('text_shape', '气泡') },
];

/** A caption that an animation writes. */
export const writtenBy = (look: Animation['look']): CaptionPicture => ({
	name: look.family,
	at: [0.4, 1, 1.6],
	block: PLAIN,
	animations: moving(look),
});

/** A picture with transparency of its own: what a sticker is. */
export const STICKER = block([{ text: '🎈', style: styled({ height: 180, strokes: [] }) }]);

/** Letters that a clip is seen through. */
export const LETTERS = block([
	{ text: '海 SEA', style: styled({ height: 200, bold: true, strokes: [] }) },
]);
