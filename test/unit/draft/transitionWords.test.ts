/** What the names of the apps' transitions say of shape and direction, against what they are drawn as. */
import {
	transitionLookOf,
	TRANSITIONS,
} from '../../../render-agent/src/draft/looks/transitionLooks';

const ENTRIES = TRANSITIONS.catalogs.flatMap(({ entries }) => entries);

/** The look of each entry whose name has a word, as JSON. */
const looksOf = (
	word: RegExp,
	without: RegExp,
): readonly (readonly [name: string, look: string])[] =>
	ENTRIES.flatMap(({ ids, zh, en }): (readonly [string, string])[] => {
		const name = zh === '' ? en : zh;
		const both = `${zh} ${en}`.trim();
		if (!word.test(both) || without.test(both)) return [];
		return [[both, JSON.stringify(transitionLookOf(ids[0] ?? '', name)?.look ?? {})]];
	});

const OBLIQUE = /[上下左右].*[上下左右]|up-|down-|bottom|top/iu;

/** Each: names with a word, but for those that mean something else by it, have a look in which something stands. */
const SAID: readonly (readonly [what: string, word: RegExp, fits: RegExp, without?: RegExp])[] = [
	['left', /左|\bleft\b/iu, /"direction":"left"/u, OBLIQUE],
	['right', /右|\bright\b/iu, /"direction":"right"/u, OBLIQUE],
	// Hearts that rise and presents that fall do so themselves.
	['up', /[向往]上|上[移滑]|\bup\b/iu, /"direction":"up"/u, OBLIQUE],
	['down', /[向往]下|下[移滑]|落下|\bdown\b/iu, /"direction":"down"/u, OBLIQUE],
	['up and right', /右上|up-right/iu, /"corner":"bottomLeft"/u],
	['down and right', /右下|down-right/iu, /"corner":"topLeft"/u],
	['up and left', /左上|up-left/iu, /"corner":"bottomRight"/u],
	['down and left', /左下(?!角)|down-left/iu, /"corner":"topRight"/u],
	['from the lower left', /左下角|bottom.left/iu, /"corner":"bottomLeft"/u],
	[
		'clockwise',
		/(?<!逆|逆时针.*)顺时针|\bcw\b/iu,
		/"clockwise":true|"family":"clock"/u,
		/anti|ccw/iu,
	],
	['counterclockwise', /逆时针|\bccw\b|anti-cw/iu, /"clockwise":false/u],
	// Through three screens and a magnifying glass, whatever grows there.
	['nearer', /推近|放大|zoom in/iu, /"inward"/u, /三屏|放大镜/u],
	['nearer, and not further', /推近|放大|pull in/iu, /^(?!.*"inward":false)/u],
	['further', /拉远|推远|缩小|pull out/iu, /"inward":false|"outward"/u],
	['horizontal blur', /横向模糊|horizontal blur/iu, /"angle":0\b/u],
	['vertical blur', /竖向模糊|vertical blur/iu, /"angle":90\b/u],
	['slanted blur', /[倾斜]向?模糊/u, /"angle":45\b/u],
	['slanted split', /斜向分割|倾斜拉开|diagonal s/iu, /"axis":"diagonal"/u],
	['horizontal lines', /横线|horizontal lines/iu, /"axis":"horizontal"/u],
	['vertical lines', /竖线|vertical lines/iu, /"axis":"vertical"/u],
	['shaken to the sides', /横向震动/u, /"axis":"horizontal"/u],
	// Balloons are what is seen of heart balloons.
	['heart', /爱心|心形|\bhearts?\b/iu, /"shape":"heart"|"kind":"heart"/u, /气球/u],
	['star', /星星|\bstars\b/iu, /"shape":"star"/u],
	['rectangle', /矩形|rectangle/iu, /"shape":"rectangle"/u],
	['square', /方形/u, /"shape":"square"/u],
	['hexagon', /六边形/u, /"shape":"hexagon"/u],
	['circle', /圆形|环形|\bcircular\b/iu, /"shape":"circle"|"family":"clock"/u],
];

const NONE = /(?!)/u;

it.each(SAID.map(([what, ...rest]) => [what, rest] as const))(
	'%s',
	(_, [word, fits, without = NONE]) => {
		const looks = looksOf(word, without);
		expect(looks.length).toBeGreaterThan(0);
		expect(looks.filter(([, look]) => !fits.test(look))).toEqual([]);
	},
);

it.each([
	['菱形遮罩', 'diamond', true],
	['三角形分割', 'triangle', true],
	['Diamond wipe', 'diamond', true],
	['Square zoom', 'square', true],
	['矩形收缩', 'rectangle', false],
	['中心分割 圆形遮罩', 'circle', true],
])('%s of no catalogue is a %s', (name, shape, opening) => {
	expect(transitionLookOf('', name)?.look).toMatchObject({ family: 'iris', shape, opening });
});
