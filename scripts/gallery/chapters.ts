/** The chapters of the gallery: every look that the engine has, by the face that it is told apart by, and how its picture is drawn. */
import type { Canvas } from '@napi-rs/canvas';
import { frames, microseconds, SECOND } from '../../render-agent/src/kernel/units';
import { constant } from '../../render-agent/src/timeline/curve';
import type { Matte, MotionLook, TransitionLook } from '../../render-agent/src/timeline/looks';
import type { Layer } from '../../render-agent/src/timeline/scene';
import { UNMOVED } from '../../render-agent/src/timeline/timeline';
import { ffmpegPath } from '../../test/support/ffmpegPath';
import { assetId } from '../../test/support/timelines';
import { EFFECT_PICTURES } from './effectPictures';
import { CAPTIONS, LETTERS, STICKER, writtenBy } from './captionPictures';
import { ELEMENTS } from './elementPictures';
import { faceOf } from './faces';
import { BLENDS, FILTERS, MASKS, MOTIONS, TRANSITIONS } from './movingPictures';
import { at, captioned, ground, LAST, layer, mask, photo, SECONDS } from './scenes';
import { SOUND_PICTURES, spectrumOf } from './soundPictures';
import { SOURCES, type Studio } from './studio';
import { TEXT_EFFECT_PICTURES } from './textEffectPictures';

/** A picture of the gallery, or several side by side. */
export interface Entry {
	/** What `faceOf` gives for the looks that it stands for; one look may have several pictures. */
	readonly face: string;
	/** What people read beneath it; no two of a chapter are equal. */
	readonly name: string;
	readonly pictures: (studio: Studio) => readonly Canvas[] | Promise<readonly Canvas[]>;
}

/** Pictures of one kind of looks. */
export interface Chapter {
	readonly file: string;
	readonly title: string;
	readonly words: string;
	readonly columns: number;
	readonly entries: readonly Entry[];
}

const smaller = { ...UNMOVED, scaleX: constant(0.6), scaleY: constant(0.6) };

/** A picture whose face is its name. */
const named = (name: string, pictures: Entry['pictures']): Entry => ({
	...{ face: name, name, pictures },
});

/** A picture of layers that stand still. */
const still = (name: string, layersOf: (studio: Studio) => readonly Layer[]): Entry =>
	named(name, (studio) => [studio.moment(layersOf(studio))]);

const crossed = ([face, look]: readonly [face: string, look: TransitionLook]): Entry =>
	named(face, (studio) => {
		const crossings = [{ look, from: frames(0), to: LAST, left: 0, right: 1 }];
		const layers = [ground('city', { crossings }), ground('sea', { crossings })];
		return [0.2, 0.45, 0.7].map((share) => studio.moment(layers, at(SECONDS * share)));
	});

/** A clip on its way in at three moments; of what blinks, at two that differ and at the end. */
const animated = (look: MotionLook): Entry =>
	named(faceOf(look), (studio) => {
		if (look.family === 'typewriter') return captioned(studio, writtenBy(look));
		const window = { start: microseconds(0), duration: microseconds(SECONDS * SECOND) };
		const layers = [
			ground('mountains'),
			photo('sea', { placement: smaller, animations: [{ phase: 'in', look, window }] }),
		];
		return [0.12, 0.3, 0.6].map((share) => studio.moment(layers, at(SECONDS * share)));
	});

const WAVE: readonly (readonly [number, number])[] = [
	[-1, 1],
	[-0.6, -0.6],
	[-0.1, 0.1],
	[0.3, -1],
	[1, 1],
];

/** The asset of a mask's picture; the studio draws from its source. */
const LANTERNS = assetId('lanterns');

/** What a mask is made of where it is no plain shape, and the source that this is drawn from. */
const MATTES: Readonly<
	Record<Matte['kind'], (studio: Studio) => readonly [matte: Matte, source?: number]>
> = {
	text: (studio) => [{ kind: 'text', block: LETTERS }, studio.caption(LETTERS)],
	path: () => [{ kind: 'path', points: WAVE }],
	picture: () => [{ kind: 'picture', asset: LANTERNS }, SOURCES.lanterns],
};

const matted = ([kind, matteOf]: readonly [string, (typeof MATTES)[Matte['kind']]]): Entry =>
	still(kind, (studio) => {
		const [matte, source] = matteOf(studio);
		return [
			ground('mountains'),
			photo('sea', {
				mask: mask('rectangle', matte),
				...(source !== undefined && { matte: source }),
			}),
		];
	});

/** All chapters, in the order of the page. */
export const CHAPTERS: readonly Chapter[] = [
	{
		...{ file: 'element', title: 'Elements', columns: 3 },
		words: 'What a clip can be given: its place, a background, an outline, color.',
		entries: [
			...ELEMENTS.map(({ name, over, more }) =>
				still(name, () => [
					...(over ? [ground(over)] : []),
					photo('sea', { ...more, ...(!over && { bottom: true }) }),
				]),
			),
			still('a sticker', (studio) => [
				ground('sea'),
				layer({ kind: 'source', source: studio.caption(STICKER) }),
			]),
		],
	},
	{
		...{ file: 'caption', title: 'Captions', columns: 1 },
		words: 'Words, their styles, and how they come and light up.',
		entries: CAPTIONS.map((picture) => named(picture.name, (studio) => captioned(studio, picture))),
	},
	{
		...{ file: 'texteffect', title: 'Text effects', columns: 3 },
		words:
			'What the names of text effects tell of: the color of letters, a line around them, light, depth, a box behind them.',
		entries: TEXT_EFFECT_PICTURES.map(([face, block]) =>
			named(face, (studio) => captioned(studio, { name: face, at: [0], block: block() })),
		),
	},
	{
		...{ file: 'effect', title: 'Effects', columns: 3 },
		words:
			'Scene effects change everything beneath them, or one clip. What moves is shown at several moments.',
		entries: EFFECT_PICTURES.map(({ face, name, look, over, at: moments }) => ({
			...{ face, name },
			pictures: (studio) => {
				const effect = layer({ kind: 'effect', effect: { look, amount: 1, speed: 1 } });
				return moments.map((seconds) => studio.moment([ground(over), effect], at(seconds)));
			},
		})),
	},
	{
		...{ file: 'filter', title: 'Filters', columns: 3 },
		words: 'Color looks at full strength, one of each family.',
		entries: FILTERS.map((look) => {
			const grading = { luts: [], adjustments: {}, filters: [{ look, strength: 1 }] };
			return still(look.family, () => [ground('sea', { grading })]);
		}),
	},
	{
		...{ file: 'transition', title: 'Transitions', columns: 1 },
		words:
			'From the city to the sea: early, near the middle and late. One of them leads through an effect, as many do.',
		entries: TRANSITIONS.map(crossed),
	},
	{
		...{ file: 'animation', title: 'Animations', columns: 1 },
		words: 'A clip on its way in, at three moments. Typewriters write captions.',
		entries: MOTIONS.map(animated),
	},
	{
		...{ file: 'mask', title: 'Masks', columns: 3 },
		words: 'What each shape keeps of a clip; letters, a drawn line and a picture can be masks too.',
		entries: [
			...MASKS.map((shape) =>
				still(shape, () => [ground('mountains'), photo('sea', { mask: mask(shape) })]),
			),
			...Object.entries(MATTES).map(matted),
		],
	},
	{
		...{ file: 'blend', title: 'Blend modes', columns: 3 },
		words: 'Lanterns mixed with the mountains beneath.',
		entries: BLENDS.map((blend) =>
			still(blend, () => [ground('mountains'), photo('lanterns', { blend })]),
		),
	},
	{
		...{ file: 'sound', title: 'Voices and places', columns: 3 },
		words:
			'What a made-up voice that calls three times becomes: low tones below, high ones above, the left side over the right.',
		entries: SOUND_PICTURES.map(([face, look]) =>
			named(face, async () => [await spectrumOf(look, ffmpegPath())]),
		),
	},
];
