/** A project of GStreamer Editing Services in the making: clips on layers, what changes their pictures, and values over time. */
import { pathToFileURL } from 'node:url';
import { escapedXml } from '../../../render-agent/src/kernel/xml';
import type { Timeline } from '../timelines';

const NANOSECONDS = 1e9;

/** A frame's beginning in nanoseconds, as GStreamer rounds it: down. */
export const nanoseconds = (frame: number, fps: number): number =>
	Math.floor((frame * NANOSECONDS) / fps + 1e-6);

/** Moments in nanoseconds with their values; straight lines between them. */
export type Points = readonly (readonly [at: number, value: number])[];

/** Values over time by the names of properties. */
export type Motion = Readonly<Record<string, Points>>;

/** What is done to the pictures of a clip before they are laid: elements as `gst-launch` writes them. */
export interface Effect {
	readonly elements: string;
	readonly motion?: Motion;
}

/** A file on a layer, with its pictures or its sound. */
export interface Clip {
	readonly file: string;
	/** From above; 0 is the highest. */
	readonly layer: number;
	/** Nanoseconds. */
	readonly start: number;
	readonly duration: number;
	readonly from: number;
	readonly only: 'video' | 'audio';
	/** By element and name, with their types. */
	readonly values?: Readonly<Record<string, string>>;
	/** By the moments of the file. */
	readonly motion?: Motion;
	/** The first is the last to be done. */
	readonly effects?: readonly Effect[];
}

/** As it stands in single quotes. */
const quoted = (text: string): string => `'${escapedXml(text).replaceAll("'", '&apos;')}'`;

const attributes = (values: Readonly<Record<string, string | number>>): string =>
	Object.entries(values)
		.map(([name, value]) => ` ${name}=${quoted(String(value))}`)
		.join('');

const element = (
	tag: string,
	has: Readonly<Record<string, string | number>>,
	within: readonly string[] = [],
): string => `<${tag}${attributes(has)}>${within.join('')}</${tag}>`;

/** `-1` names the element in which the binding stands. */
const bindings = (motion: Motion, track: number): readonly string[] =>
	Object.entries(motion).map(([property, points]) =>
		element('binding', {
			...{ type: 'direct-absolute', source_type: 'interpolation', property, mode: 1 },
			...{
				track_id: track,
				values: points.map(([at, value]) => `${String(at)}:${String(value)}`).join(' '),
			},
		}),
	);

const TRACKS = {
	audio: { id: 0, type: 2 },
	video: { id: 1, type: 4 },
} as const;

const structure = (name: string, values: Readonly<Record<string, string>>): string =>
	`${[name, ...Object.entries(values).map(([key, value]) => `${key}=${value}`)].join(', ')};`;

const clipElement = (
	{ file, layer, start, duration, from, only, values = {}, motion = {}, effects = [] }: Clip,
	id: number,
): string => {
	const track = TRACKS[only];
	const has = { 'track-type': track.type, 'track-id': track.id, 'clip-id': id };
	return element(
		'clip',
		{
			...{ id, 'asset-id': pathToFileURL(file).href, 'type-name': 'GESUriClip' },
			...{ 'layer-priority': layer, 'track-types': track.type, start, duration, inpoint: from },
			...{ rate: 0, properties: structure('properties', { name: `(string)clip${String(id)}` }) },
		},
		[
			...effects.map((effect) =>
				element(
					'effect',
					{ 'asset-id': effect.elements, 'type-name': 'GESEffect', ...has },
					bindings(effect.motion ?? {}, -1),
				),
			),
			element(
				'source',
				{ 'track-id': track.id, 'children-properties': structure('properties', values) },
				bindings(motion, track.id),
			),
		],
	);
};

const trackElement = (kind: keyof typeof TRACKS, caps: string): string => {
	const { id, type } = TRACKS[kind];
	const held = { 'restriction-caps': `(string)"${caps.replace(/[^\w]/g, '\\$&')}"` };
	return element('track', {
		...{ caps: `${kind}/x-raw(ANY)`, 'track-type': type, 'track-id': id },
		properties: structure('properties', held),
	});
};

/** A number without its type would be read as a text, and the size of the canvas as unknown. */
export const videoCaps = ({ w, h, fps }: Timeline): string =>
	`video/x-raw,width=(int)${String(w)},height=(int)${String(h)},framerate=(fraction)${String(fps)}/1`;

const AUDIO_CAPS =
	'audio/x-raw, format=(string)S32LE, channels=(int)2, rate=(int)48000, layout=(string)interleaved';

/** The text of a project. */
export const projectText = (timeline: Timeline, clips: readonly Clip[]): string => {
	const files = [...new Set(clips.map(({ file }) => pathToFileURL(file).href))];
	const highest = Math.max(...clips.map(({ layer }) => layer));
	const layers = Array.from({ length: highest + 1 }, (_, layer) =>
		element(
			'layer',
			{
				priority: layer,
				properties: structure('properties', { 'auto-transition': '(boolean)false' }),
			},
			clips.flatMap((clip, id) => (clip.layer === layer ? [clipElement(clip, id)] : [])),
		),
	);
	const resources = files.map((id) =>
		element('asset', { id, 'extractable-type-name': 'GESUriClip' }),
	);
	const all = element(
		'timeline',
		{ properties: structure('properties', { 'auto-transition': '(boolean)false' }) },
		[trackElement('audio', AUDIO_CAPS), trackElement('video', videoCaps(timeline)), ...layers],
	);
	return `${element('ges', { version: '0.7' }, [
		element(
			'project',
			{ properties: 'properties;', metadatas: 'metadatas, format-version=(string)0.7;' },
			[element('ressources', {}, resources), all],
		),
	])}\n`;
};
