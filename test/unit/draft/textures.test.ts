/** Pictures in letters: what a draft says of them. */
import { normalise } from '../../../render-agent/src/draft/normalise';
import { parseDraft } from '../../../render-agent/src/draft/parse';
import { keyOf } from '../../../render-agent/src/timeline/library';
import {
	draftOf,
	type Json,
	read,
	textTrack,
	contentJson,
	piece,
	textOf,
} from '../../support/drafts';

const filledWith = (texture: Json): Json => ({ content: { render_type: 'texture', texture } });
const SPLASH = filledWith({ path: 'C:\\fx\\splash.png', angle: 20, scale: 0.5 });
const ASSET = 'texture:C:\\fx\\splash.png';

const written = (style: Json) =>
	piece(['texts', { content: contentJson('A', style) }], ['t', 0, 1]);
const styleOf = (style: Json) => textOf(written(style)).text.runs[0]?.style;
const diagnosticsOf = (style: Json) => read(draftOf(textTrack(written(style)))).diagnostics;
const codes = (style: Json) => diagnosticsOf(style).map(({ code }) => code);

it('a picture fills letters and outlines, and is told as near, once', () => {
	const style = { fill: SPLASH, strokes: [{ ...SPLASH, width: 0.1 }] };
	const texture = { asset: ASSET, angle: 20, scale: 0.5 };
	expect(styleOf(style)).toMatchObject({ texture, strokes: [{ texture }] });
	expect(codes(style)).toEqual(['TEXT_EFFECT_APPROXIMATED']);
});

it('its file is one of the draft, which the library may have under its name or that of its effect', () => {
	const style = { fill: SPLASH, effectStyle: { id: '7034' } };
	expect(read(draftOf(textTrack(written(style)))).timeline.assets).toMatchObject([
		{ id: ASSET, use: 'texture', called: { name: 'splash', resourceId: '7034' } },
	]);
	const own = { key: 'sticker:7034', use: 'sticker', blend: 'normal' } as const;
	const library = new Map([[keyOf('sticker', '7034'), own]]);
	const { timeline } = normalise(parseDraft(draftOf(textTrack(written(style)))), library);
	expect(timeline.assets).toMatchObject([{ place: { kind: 'library', key: 'sticker:7034' } }]);
});

it.each([
	['a folder of the app', { path: 'C:/fx/7034/' }, ['7034']],
	['nothing', {}, ['7034']],
])('where the path names %s, the key that the library needs is told', (_, texture, library) => {
	const style = { fill: filledWith(texture), effectStyle: { id: '7034' } };
	expect(diagnosticsOf(style)).toContainEqual(
		expect.objectContaining({
			code: 'TEXT_EFFECT_IGNORED',
			subject: { name: '', what: 'text', library },
		}),
	);
	expect(styleOf(style)).not.toHaveProperty('texture');
});

it('where only what is exact is drawn, letters have one color', () => {
	const draft = parseDraft(draftOf(textTrack(written({ fill: SPLASH }))));
	const { timeline } = normalise(draft, undefined, 'leave out');
	expect(JSON.stringify(timeline.visuals)).not.toContain('texture');
});
