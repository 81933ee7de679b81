/** Drafts drawn and mixed by the engine in a test, with the files of a studio, without a server and without an encoder. */
import type { AssetFacts, AssetId } from '../../render-agent/src/timeline/asset';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import {
	type Change,
	draftOf,
	type Json,
	type Piece,
	piece,
	read,
	type TrackPieces,
} from './drafts';
import { drawn, mixed, type MixedSound, type Studio } from './studio';
import { type Frame, meanOf, type Rgb } from './video';

/** A draft of 64 × 36. */
export const small = (...tracks: TrackPieces[]): Json => ({
	...draftOf(...tracks),
	canvas_config: { width: 64, height: 36 },
});

/** A clip of one color, such as `#FF0000`. */
export const flatColor = (
	color: string,
	when: readonly [start: number, duration: number],
	...changes: Change[]
): Piece => piece(['material_colors', { solid_color: color }], [color, ...when], changes);

type Files = Pick<Studio, 'facts'>;

/** The timeline of a draft, and those of its files that the studio has, found by their names. */
const opened = (json: Json, { facts }: Files): { readonly timeline: Timeline } & Files => {
	const { timeline } = read(json);
	const byName = new Map([...facts.values()].map((one) => [one.file.split('/').at(-1), one]));
	const found = timeline.assets.flatMap(({ id, label }): [AssetId, AssetFacts][] => {
		const file = byName.get(label);
		return file ? [[id, { ...file, id }]] : [];
	});
	return { timeline, facts: new Map(found) };
};

/** All frames of a draft: as many as its timeline has. */
export const framesOfDraft = async (json: Json, files: Files): Promise<readonly Frame[]> => {
	const { timeline, facts } = opened(json, files);
	const { raw, at } = await drawn(timeline, { facts });
	expect(raw).toHaveLength(timeline.frames);
	return raw.map((_, frame) => at(frame));
};

/** The sound of a draft. */
export const soundOfDraft = (json: Json, files: Files): Promise<MixedSound> => {
	const { timeline, facts } = opened(json, files);
	return mixed(timeline, { facts });
};

/** The color in the middle of a frame of 64 × 36. */
export const middleOf = (frame: Frame | undefined): Rgb =>
	frame ? meanOf(frame, [24, 12, 16, 12]) : [NaN, NaN, NaN];
