/** What a draft only names and the user's library has. */
import { normalise } from '../../../render-agent/src/draft/normalise';
import { parseDraft } from '../../../render-agent/src/draft/parse';
import type { Normalised } from '../../../render-agent/src/draft/scope';
import { elementsWith } from '../../../render-agent/src/timeline/element';
import {
	keyOf,
	type LibraryIndex,
	type LibraryUse,
} from '../../../render-agent/src/timeline/library';
import {
	captionPiece,
	draftOf,
	materialWith,
	piece,
	track,
	type TrackPieces,
} from '../../support/drafts';

const having = (...files: (readonly [LibraryUse, string])[]): LibraryIndex =>
	new Map(
		files.map(([use, name]) => {
			const key = keyOf(use, name);
			return [key, { key, use, blend: 'screen' }];
		}),
	);

const read = (library: LibraryIndex, ...tracks: TrackPieces[]): Normalised =>
	normalise(parseDraft(draftOf(...tracks)), library);

const sticker = track(
	{ type: 'sticker' },
	piece(['stickers', { name: '熊猫', resource_id: '702' }], ['s', 0, 1]),
);
const effect = track(
	{ type: 'effect' },
	piece(['video_effects', { name: '没人知道的特效', resource_id: '88', value: 0.5 }], ['e', 1, 2]),
);
const filter = track(
	{ type: 'filter' },
	piece(
		['effects', { type: 'filter', name: '没人知道的滤镜', resource_id: '99', value: 0.4 }],
		['f', 0, 1],
	),
);

describe('with a file in the library', () => {
	it('a sticker is drawn at its own pixels, as on a canvas 1080 wide', () => {
		const { timeline, diagnostics } = read(having(['sticker', '702']), sticker);
		expect(diagnostics).toEqual([]);
		expect(timeline.visuals).toMatchObject([
			{ kind: 'picture', fit: { kind: 'natural', factor: 640 / 1080 } },
		]);
		expect(timeline.assets).toMatchObject([
			{ use: 'sticker', place: { kind: 'library', key: 'sticker:702' }, label: '熊猫' },
		]);
	});

	it('an effect is its overlay, repeated over the whole canvas', () => {
		const { timeline, diagnostics } = read(having(['overlay', '没人知道的特效']), effect);
		expect(diagnostics).toEqual([]);
		expect(timeline.visuals).toMatchObject([
			{
				...{ kind: 'picture', fit: { kind: 'cover' }, repeats: true, blend: 'screen' },
				target: { start: 1_000_000, duration: 2_000_000 },
				placement: { opacity: { kind: 'constant', value: 0.5 } },
			},
		]);
	});

	it('a filter is its LUT, as strong as the filter', () => {
		const { timeline, diagnostics } = read(having(['lut', '99']), filter);
		expect(diagnostics).toEqual([]);
		expect(timeline.visuals).toMatchObject([{ kind: 'filter', luts: [{ strength: 0.4 }] }]);
		expect(timeline.assets).toMatchObject([
			{ use: 'lut', place: { kind: 'library', key: 'lut:99' } },
		]);
	});

	it('a font is that file', () => {
		const caption = captionPiece('你好', [0, 1], materialWith({ font_title: '某字体' }));
		const { timeline } = read(having(['font', '某字体']), track({ type: 'text' }, caption));
		expect(timeline.assets).toMatchObject([
			{ use: 'font', place: { kind: 'library', key: 'font:某字体' } },
		]);
	});
});

describe('with fonts to spare in the library', () => {
	const spare = having(['font', 'Thai'], ['font', 'Arabic'], ['font', 'fallback']);
	const sparesIn = (text: string, library = spare) => {
		const { timeline } = read(library, track({ type: 'text' }, captionPiece(text, [0, 1])));
		const [clip] = timeline.visuals;
		const spares = clip?.kind === 'text' ? clip.text.runs[0]?.style.font.spares : undefined;
		return { spares: spares?.map(({ asset }) => asset), used: timeline.assets.map(({ id }) => id) };
	};

	it('a caption has those of its scripts, then the one for all others', () => {
		const wanted = ['font:library:font:thai', 'font:library:font:fallback'];
		expect(sparesIn('Hi สวัสดี')).toEqual({ spares: wanted, used: wanted });
		expect(sparesIn('Hi')).toEqual({ spares: wanted.slice(1), used: wanted.slice(1) });
		expect(sparesIn('สวัสดี', having())).toEqual({ spares: undefined, used: [] });
	});
});

describe('without one', () => {
	it.each([
		['sticker', sticker, '702'],
		['effect', effect, '88'],
		['filter', filter, '99'],
	] as const)('the word about a %s tells the keys', (_, tracks, id) => {
		const [said] = read(having(), tracks).diagnostics;
		expect(JSON.stringify(said?.text)).toMatch(/; a file named .+ in your library makes it exact/);
		expect(JSON.stringify(said?.text)).toContain(` or ${id}`);
	});
});

describe('the own font of the app', () => {
	/** What is said of the font of a caption, by which files are there. */
	const nearOf = (library: LibraryIndex, font: object, areThere: boolean) => {
		const content = JSON.stringify({ text: '字', styles: [{ range: [0, 1], font }] });
		const one = captionPiece('字', [0, 1], materialWith({ content }));
		const { timeline, elements } = read(library, track({ type: 'text' }, one));
		const files = new Map(timeline.assets.map(({ id }) => [id, areThere]));
		const there = elementsWith(elements, areThere ? files : new Map());
		return there.find(({ what }) => what === 'font')?.near;
	};
	const NAMED = { path: 'C:/App/Resources/Font/SystemFont/zh-hans.ttf' };

	it.each([
		[{}, ['系统', 'System'], 'captions without a font of their own'],
		[NAMED, ['zh-hans'], 'zh-hans is the own font'],
		[{ path: 'en.TTF' }, ['en'], 'en is the own font'],
	])('asked for by %j is near, and told with its key', (font, library, words) => {
		const near = nearOf(having(), font, false);
		expect(near).toMatchObject({ code: 'FONT_SUBSTITUTED', library });
		expect(JSON.stringify(near?.text)).toContain(words);
	});

	it('is exact where the file is there, of the draft or the library', () => {
		expect(nearOf(having(), NAMED, true)).toBeUndefined();
		for (const key of ['系统', 'System', 'zh-hans'])
			expect(nearOf(having(['font', key]), NAMED, true)).toBeUndefined();
		expect(nearOf(having(['font', 'System']), {}, true)).toBeUndefined();
		expect(nearOf(having(['font', 'zh-hans']), {}, true)).toBeDefined();
	});

	it('is no other font without a word', () => {
		expect(nearOf(having(), { id: '6740435494053614093' }, false)).toBeUndefined();
	});
});
