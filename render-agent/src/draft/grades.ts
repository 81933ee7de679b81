/** HSL bands, color curves and color wheels of segments, by the usual laws: nobody has measured the apps' own. */
import type { Counted } from '../kernel/words';
import type { Grade, HueBand, Push, TonePoint } from '../timeline/grades';
import { colorOf } from './colors';
import type { MaterialOf } from './materialSchema';
import { companionOf, type Note, type Use } from './scope';

type Curves = MaterialOf<'color_curves'>;
type Wheels = MaterialOf<'primary_color_wheels'>;

/** The middles of the bands in degrees, in the order in which the apps number them from 1. */
const CENTERS = [0, 30, 60, 120, 180, 240, 280, 320] as const;
const PERCENT = 100;

const within = (value: number, least: number, most: number): number =>
	Math.min(most, Math.max(least, value));

/** The hue of a band's own color in degrees. */
const hueOf = (text: string): number | undefined => {
	const color = colorOf(text);
	if (!color) return undefined;
	const { red, green, blue } = color;
	// The angle on the color wheel: red at 0, green at 120, blue at 240 degrees.
	const along = red - (green + blue) / 2;
	const across = ((green - blue) * Math.sqrt(3)) / 2;
	if (along === 0 && across === 0) return undefined;
	return ((Math.atan2(across, along) * 180) / Math.PI + 360) % 360;
};

const bandOf = (material: MaterialOf<'hsl'>): HueBand | undefined => {
	const { hue, saturation, lightness, hsl_color_type, custom_color } = material;
	const center = CENTERS[hsl_color_type - 1] ?? hueOf(custom_color);
	if (center === undefined || (hue === 0 && saturation === 0 && lightness === 0)) return undefined;
	const share = (value: number): number => within(value / PERCENT, -1, 1);
	return {
		center: hueOf(custom_color) ?? center,
		turn: share(hue),
		saturation: share(saturation),
		lightness: share(lightness),
	};
};

const numberIn = (value: unknown, field: string): number | undefined => {
	if (typeof value !== 'object' || value === null) return undefined;
	const found: unknown = Reflect.get(value, field);
	return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
};

/** The points of a curve: a list of `{ x, y }`, or an object that holds one. Of 0…255, as shares. */
const pointsOf = (value: unknown): readonly TonePoint[] => {
	if (typeof value !== 'object' || value === null) return [];
	const list: unknown = Array.isArray(value)
		? value
		: Object.values(value).find((part) => Array.isArray(part));
	if (!Array.isArray(list)) return [];
	const points = list.flatMap((point: unknown) => {
		const [x, y] = [numberIn(point, 'x'), numberIn(point, 'y')];
		return x === undefined || y === undefined ? [] : [{ x, y }];
	});
	const whole = points.some(({ x, y }) => x > 1.5 || y > 1.5) ? 255 : 1;
	return points
		.map(({ x, y }) => ({ x: within(x / whole, 0, 1), y: within(y / whole, 0, 1) }))
		.sort((a, b) => a.x - b.x)
		.filter(({ x }, i, sorted) => i === 0 || x > (sorted[i - 1]?.x ?? 0));
};

const bends = (points: readonly TonePoint[]): boolean =>
	points.some(({ x, y }) => Math.abs(x - y) > 1e-3);

const curvesOf = ({ luma, red, green, blue }: Curves): Grade | undefined => {
	const [all = [], ...own] = [luma, red, green, blue]
		.map(pointsOf)
		.map((points) => (bends(points) ? points : []));
	const [reds = [], greens = [], blues = []] = own;
	return [all, ...own].some((points) => points.length > 0)
		? { kind: 'curves', all, red: reds, green: greens, blue: blues }
		: undefined;
};

const CHANNELS = [
	['red', 'r'],
	['green', 'g'],
	['blue', 'b'],
] as const;

/** What a wheel pushes towards, where it is written as red, green and blue. */
const pushOf = (value: unknown): Push | undefined => {
	const listed = Array.isArray(value) && value.length >= 3;
	const parts = CHANNELS.map(([long, short], i) =>
		listed
			? numberIn({ v: value[i] as unknown }, 'v')
			: (numberIn(value, long) ?? numberIn(value, short)),
	);
	if (parts.some((part) => part === undefined)) return undefined;
	const [red = 0, green = 0, blue = 0] = parts.map((part) => within(part ?? 0, -1, 1));
	return { red, green, blue };
};

const REST: Push = { red: 0, green: 0, blue: 0 };

const moves = ({ red, green, blue }: Push): boolean => red !== 0 || green !== 0 || blue !== 0;

const wheelsOf = ({ lift, gamma, gain, offset, intensity }: Wheels): Grade | undefined => {
	const [low = REST, middle = REST, high = REST, all = REST] = [lift, gamma, gain, offset]
		.map((wheel) => pushOf(wheel) ?? REST)
		.map(({ red, green, blue }) => {
			const share = within(intensity ?? 1, 0, 1);
			return { red: red * share, green: green * share, blue: blue * share };
		});
	return [low, middle, high, all].some(moves)
		? { kind: 'wheels', lift: low, gamma: middle, gain: high, offset: all }
		: undefined;
};

/** Whether a material says anything at all: a neutral one is written for every clip. */
const isWritten = (parts: readonly unknown[]): boolean =>
	parts.some((part) => JSON.stringify(part ?? null).match(/[1-9]/) !== null);

interface Stage {
	readonly bucket: 'hsl' | 'color_curves' | 'primary_color_wheels' | 'log_color_wheels';
	readonly words: Counted;
	readonly grade: Grade | undefined;
	/** It is there, whether it could be read or not. */
	readonly asked: boolean;
	/** The draft has not switched it off. */
	readonly isOn: boolean;
}

const bandsStage = ({ companions, segment }: Use): Stage => {
	const found = companions.flatMap((filed) => (filed.bucket === 'hsl' ? [filed.material] : []));
	const bands = found.flatMap((material) => bandOf(material) ?? []);
	const isAsked = found.some(({ hue, saturation, lightness }) =>
		[hue, saturation, lightness].some((value) => value !== 0),
	);
	return {
		bucket: 'hsl',
		words: { zh: 'HSL 调色', en: 'HSL grading' },
		grade: bands.length > 0 ? { kind: 'bands', bands } : undefined,
		// Changes of a color that nobody can tell count as well.
		asked: isAsked,
		isOn: segment.enable_hsl,
	};
};

const curvesStage = (use: Use): Stage => {
	const material = companionOf(use, 'color_curves');
	const grade = material && curvesOf(material);
	const { luma, red, green, blue } = material ?? {};
	const known = [luma, red, green, blue].some((points) => pointsOf(points).length > 0);
	return {
		bucket: 'color_curves',
		words: { zh: '颜色曲线', en: 'color curves', is: 'are' },
		grade,
		asked: grade !== undefined || (!known && isWritten([luma, red, green, blue])),
		isOn: use.segment.enable_color_curves,
	};
};

const wheelsStage = (
	use: Use,
	bucket: 'primary_color_wheels' | 'log_color_wheels',
	words: Stage['words'],
): Stage => {
	const material = companionOf(use, bucket);
	const grade = material && wheelsOf(material);
	const wheels = [material?.lift, material?.gamma, material?.gain, material?.offset];
	const known = wheels.some((wheel) => pushOf(wheel) !== undefined);
	return {
		...{ bucket, words, grade },
		asked: grade !== undefined || (!known && isWritten(wheels)),
		isOn: use.segment.enable_color_wheels,
	};
};

/** Everything that is written of a segment's grading beyond its sliders. */
const stagesOf = (use: Use): readonly Stage[] =>
	[
		wheelsStage(use, 'primary_color_wheels', {
			zh: '一级色轮',
			en: 'primary color wheels',
			is: 'are',
		}),
		wheelsStage(use, 'log_color_wheels', { zh: 'Log 色轮', en: 'log color wheels', is: 'are' }),
		curvesStage(use),
		bandsStage(use),
	].filter(({ asked }) => asked);

/** The buckets of a segment's grading that ask for something and are not switched off. */
export const gradesOnIn = (use: Use): readonly Stage['bucket'][] =>
	stagesOf(use).flatMap(({ isOn, bucket }) => (isOn ? [bucket] : []));

/** What of a segment's grading the draft has switched off. */
export const gradesOffIn = (use: Use): readonly Stage['words'][] =>
	stagesOf(use).flatMap(({ isOn, words }) => (isOn ? [] : [words]));

/** The grades of a segment that are drawn, each named as near; what is written in a way that nobody knows is named as left out. */
export const gradesOf = (use: Use, note: Note): readonly Grade[] =>
	stagesOf(use).flatMap(({ words, grade, isOn }) => {
		if (!isOn) return [];
		const isDrawn = grade
			? note(use, 'COLOR_STAGE_APPROXIMATED', {
					zh: `${words.zh}以相近的方式绘制`,
					en: `${words.en}: drawn as near as is known`,
				})
			: note(use, 'COLOR_STAGE_IGNORED', {
					zh: `${words.zh}的写法无法识别，未绘制`,
					en: `${words.en}: written in an unknown way and not drawn`,
				});
		return grade && isDrawn ? grade : [];
	});
