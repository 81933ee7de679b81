/** The sample draft: six seconds that show that this machine renders pictures, motion, captions and sound. */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../config/folders';
import { SAMPLE_SCENES, SAMPLE_SIZE, samplePicture, type SampleScene } from './samplePictures';
import { sampleSound } from './sampleSound';

const SCENE_SECONDS = 2;
const SECONDS = SAMPLE_SCENES.length * SCENE_SECONDS;
const SECOND = 1_000_000;
const DISSOLVE = { name: '叠化', effect_id: '322577', resource_id: '6724845717472416269' };

const LINES: readonly (readonly [zh: string, en: string])[] = [
	['你好，这台电脑可以渲染', 'Hello: this machine renders'],
	['画面、动画、字幕与声音', 'pictures, motion, captions, sound'],
	['现在把它接到 n8n 吧', 'now connect it to n8n'],
];

type Piece = Readonly<Record<string, unknown>>;

const range = (start: number, duration: number): Piece => ({
	start: start * SECOND,
	duration: duration * SECOND,
});

const pictureOf = ({ name }: SampleScene): Piece => ({
	id: `picture-${name}`,
	type: 'photo',
	path: `assets/images/${name}.jpg`,
	material_name: `${name}.jpg`,
	duration: 10_800 * SECOND,
	...SAMPLE_SIZE,
});

const zoom = (from: number, to: number): readonly Piece[] =>
	['KFTypeScaleX', 'KFTypeScaleY'].map((property) => ({
		id: property,
		property_type: property,
		keyframe_list: [from, to].map((value, i) => ({
			id: `${property}${String(i)}`,
			curveType: 'Line',
			time_offset: i * SCENE_SECONDS * SECOND,
			values: [value],
		})),
	}));

const pictureSegment = ({ name }: SampleScene, index: number): Piece => ({
	id: `shot-${name}`,
	material_id: `picture-${name}`,
	target_timerange: range(index * SCENE_SECONDS, SCENE_SECONDS),
	source_timerange: range(0, SCENE_SECONDS),
	extra_material_refs: index < SAMPLE_SCENES.length - 1 ? [`dissolve-${String(index)}`] : [],
	common_keyframes: zoom(1, 1.12),
	clip: { scale: { x: 1, y: 1 }, transform: { x: 0, y: 0 } },
});

const dissolve = (index: number): Piece => ({
	id: `dissolve-${String(index)}`,
	type: 'transition',
	duration: 0.5 * SECOND,
	is_overlap: true,
	...DISSOLVE,
});

const captionOf = ([zh, en]: readonly [string, string], index: number): Piece => {
	const text = `${zh}\n${en}`;
	const fill = { content: { solid: { color: [1, 1, 1] } } };
	const ink = { content: { solid: { color: [0, 0, 0] } }, width: 0.08 };
	return {
		id: `text-${String(index)}`,
		type: 'subtitle',
		content: JSON.stringify({
			text,
			styles: [{ range: [0, text.length], size: 7, bold: true, fill, strokes: [ink] }],
		}),
		alignment: 1,
		line_spacing: 0.02,
		check_flag: 15,
	};
};

const captionSegment = (_line: unknown, index: number): Piece => ({
	id: `caption-${String(index)}`,
	material_id: `text-${String(index)}`,
	target_timerange: range(index * SCENE_SECONDS, SCENE_SECONDS),
	render_index: 15_000 + index,
	clip: { transform: { x: 0, y: -0.62 } },
});

const sound: Piece = {
	id: 'chords',
	type: 'extract_music',
	path: 'assets/audios/chords.wav',
	name: 'chords.wav',
	duration: SECONDS * SECOND,
};

const soundSegment: Piece = {
	id: 'music',
	material_id: 'chords',
	target_timerange: range(0, SECONDS),
	source_timerange: range(0, SECONDS),
};

/** The sample as a draft says it: `draft_content.json`. */
export const sampleDraft = (): Piece => ({
	canvas_config: SAMPLE_SIZE,
	fps: 30,
	duration: SECONDS * SECOND,
	materials: {
		videos: SAMPLE_SCENES.map(pictureOf),
		audios: [sound],
		texts: LINES.map(captionOf),
		transitions: SAMPLE_SCENES.slice(1).map((_, index) => dissolve(index)),
	},
	tracks: [
		{ id: 'shots', type: 'video', segments: SAMPLE_SCENES.map(pictureSegment) },
		{ id: 'captions', type: 'text', segments: LINES.map(captionSegment) },
		{ id: 'music', type: 'audio', segments: [soundSegment] },
	],
});

/** Writes the sample with its media into a folder that is there. */
export const writeSampleDraft = async (folder: string): Promise<void> => {
	const files: readonly (readonly [string, Buffer | string])[] = [
		['draft_content.json', JSON.stringify(sampleDraft())],
		...SAMPLE_SCENES.map(
			(scene) => [`assets/images/${scene.name}.jpg`, samplePicture(scene)] as const,
		),
		['assets/audios/chords.wav', sampleSound(SECONDS)],
	];
	for (const [name, content] of files) {
		const file = join(folder, name);
		await makeFolder(dirname(file));
		await writeFile(file, content);
	}
};
