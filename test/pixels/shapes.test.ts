/** Shapes that the apps draw themselves: their outline, size, fill, line and shadow. */
import {
	codesOf,
	draftOf,
	type Json,
	keyframes,
	piece,
	track,
	videoTrack,
} from '../support/drafts';
import type { Change, Piece } from '../support/drafts';
import { flatColor, framesOfDraft } from '../support/draftStudio';
import { near } from '../support/studio';
import { pixelOf, type Rgb } from '../support/video';

const GRAY: Rgb = [128, 128, 128];
const RED: Rgb = [255, 0, 0];
const WHITE: Rgb = [255, 255, 255];

const filled = (color: string): Json => ({ color: { solid: { color } } });
const shape = (fields: Json, ...changes: Change[]): Piece =>
	piece(
		['shapes', { shape_fill_render_style: filled('#FF0000'), ...fields }],
		['s', 0, 0.04],
		changes,
	);

/** A shape over gray on 360 × 180, where its sizes count half. */
const seenOf = async (
	fields: Json,
	...changes: Change[]
): Promise<(x: number, y: number) => Rgb> => {
	const draft = draftOf(
		videoTrack(flatColor('#808080', [0, 0.04])),
		track({ type: 'sticker' }, shape(fields, ...changes)),
	);
	const canvas = { canvas_config: { width: 360, height: 180 } };
	const [frame] = await framesOfDraft({ ...draft, ...canvas }, { facts: new Map() });
	return (x, y) => (frame ? pixelOf(frame, 180 + x, 90 + y) : [NaN, NaN, NaN]);
};

const rectangle: Json = { name: '矩形', shape_param: { shape_size: [200, 100] } };

it('a rectangle is as large as its size says, on a canvas 720 wide', async () => {
	const seen = await seenOf(rectangle);
	expect([seen(0, 0), seen(-48, 0), seen(47, 23)]).toEqual([near(RED), near(RED), near(RED)]);
	expect([seen(-52, 0), seen(0, 27)]).toEqual([near(GRAY), near(GRAY)]);
});

it('round corners leave their corners out, an ellipse too', async () => {
	const rounded = await seenOf({
		...rectangle,
		shape_param: { shape_size: [200, 100], roundness: [1] },
	});
	expect([rounded(-48, -23), rounded(-48, 0)]).toEqual([near(GRAY), near(RED)]);
	const ellipse = await seenOf({ shape_param: { shape_type: 'ellipse', shape_size: [200, 100] } });
	expect([ellipse(-45, -20), ellipse(-45, 0), ellipse(0, 22)]).toEqual([
		near(GRAY),
		near(RED),
		near(RED),
	]);
});

it('triangles, arrows and shapes of points are drawn, and told as near', async () => {
	const size = { shape_size: [200, 100] };
	const triangle = await seenOf({ name: '三角形', shape_param: size });
	expect([triangle(0, -18), triangle(-30, -18), triangle(-40, 22)]).toEqual([
		...[near(RED), near(GRAY), near(RED)],
	]);
	const arrow = await seenOf({ shape_param: { ...size, shape_type: 'arrow' } });
	expect([arrow(-45, 0), arrow(-45, 15), arrow(12, 20), arrow(45, 0)]).toEqual([
		...[near(RED), near(GRAY), near(RED), near(RED)],
	]);
	// As large as the size of the shape, whatever the points count in.
	const corner = [0, 0, 300, 0, 0, 200];
	const custom_points = [0, 2, 4].map((at) => ({ x: corner[at], y: corner[at + 1] }));
	const own = await seenOf({ shape_param: { ...size, custom_points } });
	expect([own(-46, -22), own(-46, 20), own(46, -12), own(40, 20)]).toEqual([
		...[near(RED), near(RED), near(GRAY), near(GRAY)],
	]);
});

it('a line around points follows them, and changes nothing of their size', async () => {
	const rhomb = { name: '菱形', shape_param: { shape_size: [200, 100] } };
	const lined = { ...rhomb, border_width: 0.2, border_color: '#FFFFFF' };
	expect(codesOf(track({ type: 'sticker' }, shape(lined)))).toEqual(['SEGMENT_APPROXIMATED']);
	const [plain, seen] = [await seenOf(rhomb), await seenOf(lined)];
	// The edge from (0, −25) to (50, 0); ten pixels of line, half of them on each side.
	const [out, step] = [[25 / 55.9, -50 / 55.9] as const, 3.5];
	const along = (away: number): readonly [number, number] => [
		Math.round(25 + out[0] * away),
		Math.round(-12.5 + out[1] * away),
	];
	expect([plain(...along(-step)), plain(...along(step))]).toEqual([near(RED), near(GRAY)]);
	expect([seen(...along(-step)), seen(...along(step))]).toEqual([near(WHITE), near(WHITE)]);
	expect([seen(...along(-9)), seen(...along(9))]).toEqual([near(RED), near(GRAY)]);
	expect(seen(0, 0)).toEqual(near(RED));
});

it('a sticker has its own picture, else its shape, and says which', () => {
	const shaped = { name: '方块', shape_param: { shape_type: 'rectangle', shape_size: [200, 100] } };
	const codes = (fields: Json) =>
		codesOf(track({ type: 'sticker' }, piece(['stickers', fields], ['s', 0, 1])));
	expect(codes(shaped)).toEqual(['SEGMENT_APPROXIMATED']);
	expect(codes({ ...shaped, path: 'a.png' })).toEqual(['STAGE_UNSUPPORTED']);
	const neutral = { shape_type: '', shape_size: [], roundness: [], custom_points: [] };
	expect(codes({ path: 'a.png', shape_param: neutral })).toEqual([]);
	expect(codes({ name: '方块', shape_param: neutral })).toEqual(['STICKER_UNAVAILABLE']);
});

it('its line lies around it, its shadow beneath', async () => {
	const line = await seenOf({ ...rectangle, border_width: 0.1, border_color: '#FFFFFF' });
	expect([line(-49, 0), line(0, 26), line(0, 0)]).toEqual([near(WHITE), near(WHITE), near(RED)]);
	expect(line(-60, 0)).toEqual(near(GRAY));
	const shadow = { has_shadow: true, shadow_color: '#000000', shadow_alpha: 1 };
	const shaded = await seenOf({
		...{ ...rectangle, ...shadow },
		...{ shadow_angle: -90, shadow_distance: 1 },
	});
	expect([shaded(0, 30), shaded(0, -30), shaded(0, 0)]).toEqual([
		near([0, 0, 0]),
		near(GRAY),
		near(RED),
	]);
});

it('its fill is a gradient or a color, as clear as both opacities say', async () => {
	const half = await seenOf({
		...rectangle,
		...{ global_alpha: 0.5, shape_fill_render_style: filled('#FF0000') },
	});
	expect(half(0, 0)).toEqual(near([192, 64, 64]));
	const gradient = { color: ['#FF0000', '#0000FF'], angle: 0 };
	const style = { alpha: 1, color: { render_type: 'gradient', gradient } };
	const colored = await seenOf({ ...rectangle, shape_fill_render_style: style });
	expect([colored(-47, 0), colored(0, 0), colored(46, 0)]).toEqual([
		near([249, 0, 6], 10),
		near([128, 0, 128], 10),
		near([6, 0, 249], 10),
	]);
});

it('keyframes move and scale it', async () => {
	const changes = [keyframes('KFTypePositionX', [0, 0.5]), keyframes('KFTypeScaleX', [0, 0.5])];
	const seen = await seenOf(rectangle, ...changes);
	expect([seen(90, 0), seen(112, 0), seen(118, 0), seen(0, 0)]).toEqual([
		near(RED),
		near(RED),
		near(GRAY),
		near(GRAY),
	]);
});

it.each<readonly [string, Json, readonly string[]]>([
	['that is known is told as near', rectangle, ['SEGMENT_APPROXIMATED']],
	['without a size is named', { name: '矩形' }, ['SEGMENT_UNSUPPORTED']],
	[
		'of an unknown outline is named',
		{ shape_param: { shape_size: [9, 9] } },
		['SEGMENT_UNSUPPORTED'],
	],
	[
		'drawn by points is named',
		{ ...rectangle, shape_param: { shape_size: [9, 9], custom_points: [{ x: 1 }] } },
		['SEGMENT_UNSUPPORTED'],
	],
	[
		'with a texture is one color, and that is named',
		{ ...rectangle, shape_fill_render_style: { color: { render_type: 'texture' } } },
		['SEGMENT_APPROXIMATED', 'STAGE_UNSUPPORTED'],
	],
])('a shape %s', (_, fields, codes) => {
	expect(codesOf(track({ type: 'sticker' }, shape(fields)))).toEqual(codes);
});
