/** A timeline as lines that people can read and compare: one a thing, times in seconds. */
import type { Diagnostic } from '../../render-agent/src/kernel/diagnostic';
import type { Curve } from '../../render-agent/src/timeline/curve';
import type { TimeRange } from '../../render-agent/src/timeline/range';
import type { Tempo } from '../../render-agent/src/timeline/tempo';
import type { Color, TextBlock, TextStyle } from '../../render-agent/src/timeline/text';
import type {
	Animation,
	EffectClip,
	FilterClip,
	PictureClip,
	Placement,
	ShownClip,
	SoundClip,
	Timeline,
	VisualClip,
} from '../../render-agent/src/timeline/timeline';

const number = (value: number): string => String(Number(value.toFixed(4)));
const seconds = (time: number): string => `${String(time / 1_000_000)}s`;
const range = ({ start, duration }: TimeRange): string =>
	`${seconds(start)}..${seconds(start + duration)}`;

const curve = (value: Curve): string =>
	value.kind === 'constant'
		? number(value.value)
		: value.keys
				.map(({ at, value: there, leaving }) => {
					const eased = leaving ? '~' : '';
					return `${number(there)}@${seconds(at)}${eased}`;
				})
				.join(' ');

const color = ({ red, green, blue, alpha }: Color): string =>
	`rgba(${[red, green, blue, alpha].map(number).join(' ')})`;

const rest: Readonly<Record<string, string>> = {
	...{ x: '0', y: '0', scaleX: '1', scaleY: '1', rotation: '0', opacity: '1' },
};

const placement = ({ flipX, flipY, ...curves }: Placement): string =>
	[
		...Object.entries(curves)
			.map(([name, value]): [string, string] => [name, curve(value)])
			.filter(([name, value]) => rest[name] !== value)
			.map(([name, value]) => `${name}=${value}`),
		...(flipX ? ['flipX'] : []),
		...(flipY ? ['flipY'] : []),
	].join(' ');

const tempo = (value: Tempo): string =>
	value.kind === 'constant'
		? ''
		: ` curve ${value.points.map(({ x, speed }) => `${number(speed)}@${number(x)}`).join(' ')}`;

const animation = ({ phase, look, window }: Animation): string =>
	`    ${phase} ${Object.values(look).map(String).join(' ')} ${range(window)}`;

const style = ({ height, fill, strokes, shadow, ...flags }: TextStyle): string =>
	[
		`height ${number(height)}px fill ${color(fill)}`,
		...strokes.map((stroke) => `stroke ${number(stroke.width)}em ${color(stroke.color)}`),
		...(shadow ? [`shadow ${number(shadow.distance)}em ${number(shadow.angle)}°`] : []),
		...(['bold', 'italic', 'underline'] as const).filter((flag) => flags[flag]),
	].join(', ');

const block = (text: TextBlock): readonly string[] => [
	`    ${text.align}${text.vertical ? ' vertical' : ''}` +
		` letters +${number(text.letterSpacing)}em lines +${number(text.lineSpacing)}` +
		(text.wrapAt === undefined ? '' : ` wrap at ${number(text.wrapAt)}px`),
	...(text.background ? [`    box ${JSON.stringify(text.background)}`] : []),
	...text.runs.map((run) => `    ${JSON.stringify(run.text)} ${style(run.style)}`),
];

const picture = ({ asset, source, tempo: pace, reversed, crop, backdrop }: PictureClip): string => {
	const parts = Object.values(crop).map(number).join(' ');
	return (
		`    ${asset}\n    source ${range(source)}${tempo(pace)}${reversed ? ' reversed' : ''}` +
		(parts === '0 0 1 1' ? '' : `\n    crop ${parts}`) +
		(backdrop ? `\n    backdrop ${JSON.stringify(backdrop)}` : '')
	);
};

const content = (clip: VisualClip): readonly string[] => {
	switch (clip.kind) {
		case 'picture':
			return [picture(clip)];
		case 'text':
			return block(clip.text);
		case 'color':
			return [`    ${color(clip.color)}`];
		case 'nested':
			return [timelineText(clip.timeline).replace(/^/gm, '    ')];
		case 'effect':
		case 'filter':
			return [`    ${JSON.stringify(changeOf(clip))}`];
	}
};

const PLACE = new Set(['id', 'track', 'layer', 'target', 'kind']);

/** What an effect or a filter does, without its place. */
const changeOf = (clip: EffectClip | FilterClip): object =>
	Object.fromEntries(Object.entries(clip).filter(([name]) => !PLACE.has(name)));

const isShown = (clip: VisualClip): clip is ShownClip =>
	clip.kind !== 'effect' && clip.kind !== 'filter';

const mask = ({ mask: value }: ShownClip): readonly string[] => {
	if (!value) return [];
	const { shape, matte, inverted, stroke, shadow, ...curves } = value;
	const numbers = Object.entries(curves).map(([name, one]) => `${name}=${curve(one)}`);
	const around = stroke || shadow ? [`    around it ${JSON.stringify({ stroke, shadow })}`] : [];
	const made = matte ? [`    made of ${JSON.stringify(matte)}`] : [];
	const what = `    mask ${shape}${inverted ? ' inverted' : ''} ${numbers.join(' ')}`;
	return [what, ...made, ...around];
};

/** Where a clip stands, its mask and its animations. */
const standing = (clip: ShownClip): readonly string[] => [
	...[placement(clip.placement)].filter((text) => text !== '').map((text) => `    ${text}`),
	...mask(clip),
	...clip.animations.map(animation),
];

const visual = (clip: VisualClip): readonly string[] => {
	const { kind, layer, track, target } = clip;
	return [
		`${kind} layer ${String(layer)} track ${String(track)} ${range(target)}`,
		...content(clip),
		...(isShown(clip) ? standing(clip) : []),
	];
};

const sound = (clip: SoundClip): string =>
	`sound track ${String(clip.track)} ${range(clip.target)} ${clip.asset}\n` +
	`    source ${range(clip.source)}${tempo(clip.tempo)}${clip.reversed ? ' reversed' : ''}` +
	` gain ${curve(clip.gain)} fades ${seconds(clip.fadeIn)} ${seconds(clip.fadeOut)} pitch ${clip.pitch}`;

/** The lines of a timeline. */
export const timelineText = (timeline: Timeline): string => {
	const { width, height, rate } = timeline.canvas;
	return [
		`canvas ${String(width)}x${String(height)} at ${String(rate.num)}/${String(rate.den)}, ${String(timeline.frames)} frames`,
		...timeline.visuals.flatMap(visual),
		...timeline.transitions.map(
			({ cut, duration, look }) =>
				`transition at ${seconds(cut)} for ${seconds(duration)} ${Object.values(look).map(String).join(' ')}`,
		),
		...timeline.sounds.map(sound),
	].join('\n');
};

/** The lines of what differs from the draft, in English. */
export const diagnosticsText = (diagnostics: readonly Diagnostic[]): string =>
	diagnostics
		.map(({ code, track, start, end, text }) => {
			const place =
				track === undefined
					? ''
					: ` track ${String(track)} ${seconds(start ?? 0)}..${seconds(end ?? 0)}`;
			return `${code}${place}: ${typeof text === 'string' ? text : text.en}`;
		})
		.join('\n');
