import { draftContent } from '../../../scripts/demo/draft';
import { CANVAS, LENGTH, LINES, MEDIA, type Motion, SHOTS } from '../../../scripts/demo/storyboard';

interface Segment {
	readonly id: string;
	readonly material_id: string;
	readonly extra_material_refs: readonly string[];
	readonly target_timerange: { readonly start: number; readonly duration: number };
	readonly source_timerange: { readonly start: number; readonly duration: number } | null;
}
interface Material {
	readonly id: string;
	readonly path?: string;
	readonly duration?: number;
	readonly content?: string;
}

const draft = JSON.parse(JSON.stringify(draftContent())) as {
	readonly duration: number;
	readonly tracks: readonly { readonly type: string; readonly segments: readonly Segment[] }[];
	readonly materials: Readonly<Record<string, readonly Material[]>>;
};
const materials = Object.values(draft.materials).flat();
const segments = draft.tracks.flatMap((track) => track.segments);
const endOf = ({ target_timerange: { start, duration } }: Segment): number => start + duration;

it('the same draft is written each time', () => {
	expect(JSON.stringify(draftContent())).toBe(JSON.stringify(draft));
});

it('the main track has no gap and is as long as the draft', () => {
	const [main] = draft.tracks;
	const starts = main?.segments.map(({ target_timerange }) => target_timerange.start);
	const ends = main?.segments.map(endOf) ?? [];
	expect(starts).toEqual([0, ...ends.slice(0, -1)]);
	expect([ends.at(-1), draft.duration]).toEqual([LENGTH * 1e6, LENGTH * 1e6]);
	expect(SHOTS).toHaveLength(ends.length);
});

it('every id is its own and every reference has its material', () => {
	const ids = [...materials.map(({ id }) => id), ...segments.map(({ id }) => id)];
	expect(new Set(ids).size).toBe(ids.length);
	const known = new Set(materials.map(({ id }) => id));
	const referred = segments.flatMap((one) => [one.material_id, ...one.extra_material_refs]);
	expect(referred.filter((id) => !known.has(id))).toEqual([]);
});

it('every path ends in the path of a file that is made, and every such file is used', () => {
	const paths = materials.flatMap(({ path }) => path ?? []);
	const made = Object.values(MEDIA).map(({ path }) => path);
	expect(paths.map((path) => path.replace(/^.*?\/assets\//, 'assets/')).sort()).toEqual(
		[...made].sort(),
	);
});

it('no clip plays past the end of its file, the handles of its transitions included', () => {
	const HANDLE = 500_000;
	const videos = (draft.materials['videos'] ?? []).concat(draft.materials['audios'] ?? []);
	for (const { material_id, source_timerange } of segments) {
		const file = videos.find(({ id }) => id === material_id);
		if (file === undefined || source_timerange === null) continue;
		const last = source_timerange.start + source_timerange.duration + HANDLE;
		expect(last).toBeLessThanOrEqual(file.duration ?? 0);
	}
});

it('the styles of each caption share out its text', () => {
	for (const { content = '' } of draft.materials['texts'] ?? []) {
		const { text, styles } = JSON.parse(content) as {
			readonly text: string;
			readonly styles: readonly { readonly range: readonly [number, number] }[];
		};
		const ends = styles.map(({ range }) => range[1]);
		expect(styles.map(({ range }) => range[0])).toEqual([0, ...ends.slice(0, -1)]);
		expect(ends.at(-1)).toBe(text.length);
	}
});

/** The value of a keyframed property at the first and the last key. */
const endsOf = (motion: Motion, property: string, still: number): readonly [number, number] => {
	const keys = motion[property] ?? [];
	return [keys[0]?.[1] ?? still, keys.at(-1)?.[1] ?? still];
};

it('a picture that moves always covers the canvas', () => {
	const moving = SHOTS.filter(({ motion, blurred }) => motion !== undefined && blurred !== true);
	expect(moving.map(({ media }) => media)).toEqual(['dusk', 'city', 'sea']);
	for (const { media, motion = {} } of moving) {
		const file = MEDIA[media];
		if (file.kind === 'audio') throw new RangeError('a sound does not move');
		expect(file.width / file.height).toBeCloseTo(CANVAS.width / CANVAS.height);
		const scale = endsOf(motion, 'KFTypeScaleX', 1);
		for (const property of ['KFTypePositionX', 'KFTypePositionY'])
			endsOf(motion, property, 0).forEach((place, end) => {
				expect(Math.abs(place)).toBeLessThanOrEqual((scale[end] ?? 1) - 1 + 1e-9);
			});
	}
});

it('captions of a track follow one another', () => {
	for (const lines of LINES)
		for (const [i, line] of lines.slice(1).entries())
			expect(line.start).toBeGreaterThanOrEqual(lines[i]?.end ?? 0);
});
