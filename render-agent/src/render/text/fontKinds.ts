/** What the name of a font tells of its look, so that one of the same kind may stand for it. */
import { isOwnFont, plainName } from '../../timeline/fontNames';

/** `own` is the app's own font or one with the same glyphs; `sans` is what everything unknown is taken for. */
export type FontKind = 'own' | 'sans' | 'serif' | 'kai' | 'fangsong' | 'round';

/** Common families of each kind, the likeliest first. None for the two kinds that Noto Sans SC stands for. */
export const SUBSTITUTES: Readonly<Record<FontKind, readonly string[]>> = {
	own: [],
	sans: [],
	serif: [
		'Source Han Serif SC',
		'Noto Serif SC',
		'Noto Serif CJK SC',
		'STSong',
		'Songti SC',
		'SimSun',
	],
	kai: ['KaiTi', 'STKaiti', 'Kaiti SC', 'LXGW WenKai', 'AR PL UKai CN'],
	fangsong: ['FangSong', 'STFangsong'],
	round: ['YouYuan', 'Yuanti SC'],
};

/** Fonts with the same glyphs as Noto Sans SC. */
const SAME = new Set(
	['思源黑体', '思源黑体 CN', 'Source Han Sans CN', 'Source Han Sans SC']
		.concat(['Noto Sans SC', 'Noto Sans CJK SC'])
		.map(plainName),
);
const HEAVY = /粗|超黑|标题黑|bold|heavy|black/iu;
const WEIGHT = /(extra|semi|demi)?(bold|heavy|black|medium|light)$|(特|超|加)?粗体?$/iu;
const KINDS = [
	['fangsong', /仿宋|fangsong/iu],
	['serif', /宋|明朝|明体|明體|명조|聚珍|清刻|古印|song|serif|mincho|slab/iu],
	[
		'serif',
		/garamond|playfair|lora|cardo|cinzel|prata|oldstandard|caladea|crimson|fraunces|arvo/iu,
	],
	['kai', /楷|隶|隸|魏碑|行[书書草]|毛[笔体]|[手书][写书法]|手書|書道|文楷|kai/iu],
	['kai', /启功|柳公权|刘炳森|沈尹默|王铎|鲁迅|爨宝子|추사|궁서|教科書/iu],
	['round', /圆|圓|丸|둥근|气泡|泡泡|糯米|团子|甜甜圈|yuan|round/iu],
] as const;

/** The kind of a font and whether its plain weight is a heavy one. */
export const kindOf = (name: string): { readonly kind: FontKind; readonly heavy: boolean } => {
	const plain = plainName(name);
	const heavy = HEAVY.test(plain);
	const isOwn = isOwnFont({ name: plain.replace(WEIGHT, ''), resourceId: '' });
	if (isOwn || SAME.has(plain) || SAME.has(plain.replace(WEIGHT, '')))
		return { kind: 'own', heavy };
	if (/sans/u.test(plain)) return { kind: 'sans', heavy };
	return { kind: KINDS.find(([, words]) => words.test(plain))?.[0] ?? 'sans', heavy };
};
