/** An MLT project in the making: producers, tracks of their entries, and what is laid over what. */
import { join } from 'node:path';
import type { Layer, Sound, Timeline } from '../timelines';

const attributes = (values: Readonly<Record<string, string | number>>): string =>
	Object.entries(values)
		.map(([name, value]) => ` ${name}="${String(value)}"`)
		.join('');

const properties = (values: Readonly<Record<string, string | number>>): string =>
	Object.entries(values)
		.map(([name, value]) => `<property name="${name}">${String(value)}</property>`)
		.join('');

/** Names and values, of attributes or of properties. */
export type Values = Readonly<Record<string, string | number>>;

const element = (
	tag: string,
	{ has = {}, holds = {}, within = '' }: { has?: Values; holds?: Values; within?: string },
): string => `<${tag}${attributes(has)}>${properties(holds)}${within}</${tag}>`;

/** Something on a track. Frames; `from` counts those of its producer. */
export interface Entry {
	readonly start: number;
	readonly dur: number;
	readonly producer: string;
	readonly from: number;
}

/** A project in the making. */
export class Project {
	private readonly producers: string[] = [];
	private readonly tracks: string[] = [];
	private readonly transitions: string[] = [];

	producer(holds: Values, within = ''): string {
		const id = `p${String(this.producers.length)}`;
		this.producers.push(element('producer', { has: { id }, holds, within }));
		return id;
	}

	/** A file with a link between it and its frames. */
	chain(holds: Values, link: Values, within: string): string {
		const id = `p${String(this.producers.length)}`;
		const linked = element('link', { holds: link }) + within;
		this.producers.push(element('chain', { has: { id }, holds, within: linked }));
		return id;
	}

	/** Gives the track's number. */
	track(entries: readonly Entry[], hide?: 'video' | 'audio'): number {
		let at = 0;
		const items = entries.map(({ start, dur, producer, from }) => {
			const gap = start - at;
			at = start + dur;
			const blank = gap > 0 ? element('blank', { has: { length: gap } }) : '';
			return blank + element('entry', { has: { producer, in: from, out: from + dur - 1 } });
		});
		const id = `t${String(this.tracks.length)}`;
		const has = { id, ...(hide && { hide }) };
		return this.tracks.push(element('playlist', { has, within: items.join('') })) - 1;
	}

	transition(service: string, [a, b]: readonly [number, number], holds: Values): void {
		const all = { a_track: a, b_track: b, mlt_service: service, ...holds };
		this.transitions.push(element('transition', { holds: all }));
	}

	text({ w, h, fps, frames }: Timeline): string {
		const profile = {
			...{ width: w, height: h, frame_rate_num: fps, frame_rate_den: 1, progressive: 1 },
			...{ sample_aspect_num: 1, sample_aspect_den: 1, colorspace: 709 },
			...{ display_aspect_num: w, display_aspect_den: h },
		};
		const tracks = this.tracks.map((_, i) =>
			element('track', { has: { producer: `t${String(i)}` } }),
		);
		const within = element('multitrack', { within: tracks.join('') }) + this.transitions.join('');
		const tractor = element('tractor', { has: { id: 'all', in: 0, out: frames - 1 }, within });
		const parts = [
			element('profile', { has: profile }),
			...this.producers,
			...this.tracks,
			tractor,
		];
		return `<?xml version="1.0"?>\n${element('mlt', { within: parts.join('\n') })}\n`;
	}
}

/** A layer's file at its own speed, without its sound. */
export const pictureProducer = (
	project: Project,
	layer: Pick<Layer, 'kind' | 'src'>,
	{ media, within = '' }: { media: string; within?: string },
): string => {
	const file = join(media, layer.src);
	if (layer.kind === 'image')
		return project.producer({ resource: file, mlt_service: 'qimage', length: 100_000 }, within);
	const holds = { resource: file, mlt_service: 'avformat', audio_index: -1 };
	return project.producer(holds, within);
};

/** Where something stands on its track, from the moment of its file at which it begins. */
export const entryOf = (
	{ start, dur, in: from }: Layer | Sound,
	producer: string,
	fps: number,
): Entry => ({
	...{ start: Math.round(start), dur: Math.round(dur), producer, from: Math.round(from * fps) },
});

/** A filter, to stand within a producer. */
export const filter = (holds: Values): string => element('filter', { holds });
