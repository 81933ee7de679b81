/** Pictures that a decoder has to make up are not shown: the nearest good one stands, up to the next that is whole. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createMadeStore } from '../../render-agent/src/render/madeStore';
import { holesOf } from '../../render-agent/src/render/mediaHoles';
import { pictureTrackOf } from '../../render-agent/src/render/mp4/pictureTrack';
import { findTools } from '../../render-agent/src/render/tools';
import { clip, draftOf, type Piece, segmentWith, videoTrack } from '../support/drafts';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { renderFixture } from '../support/renderDraft';
import { made, openStudio } from '../support/studio';
import { assetId } from '../support/timelines';

jest.setTimeout(120_000);

const [WIDTH, HEIGHT, RATE] = [160, 96, 30];
const studio = openStudio();
const draft = join(studio.folder, 'draft');
/** Shown, the pictures from 1.3 to 1.6 s are damaged; the next key frame is at 2 s. */
const [FROM, TO, GOOD] = [1.3, 1.6, 2];

const film = (...more: readonly string[]): readonly string[] => [
	...[...made(`testsrc2=s=${String(WIDTH)}x${String(HEIGHT)}:r=${String(RATE)}:d=4`)],
	...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'fast', '-g', '30', '-keyint_min', '30'],
	...['-sc_threshold', '0', '-colorspace', 'bt709', '-color_primaries', 'bt709'],
	...['-color_trc', 'bt709', '-color_range', 'tv', ...more],
];

/** Overwrites bytes within the pictures that are shown in a stretch: every so many. */
const damage = async (file: string, every: number): Promise<void> => {
	const track = await pictureTrackOf(file);
	if (!track) throw new RangeError('no track');
	const bytes = readFileSync(file);
	track.shown.forEach((place, sample) => {
		const at = place / RATE;
		if (at < FROM || at >= TO) return;
		const [begin = 0, size = 0] = [track.offsets[sample], track.sizes[sample]];
		for (let i = 40; i < size; i += every)
			bytes[begin + i] = (sample * 7919 + i * 104_729 + ((i * i) >> 3)) & 255;
	});
	writeFileSync(file, bytes);
};

beforeAll(async () => {
	mkdirSync(draft);
	const whole = await studio.make('whole.mp4', ...film());
	copyFileSync(studio.facts.get(whole)?.file ?? '', join(draft, 'whole.mp4'));
	for (const [name, every] of [
		['all.mp4', 1],
		['some.mp4', 60],
	] as const) {
		copyFileSync(join(draft, 'whole.mp4'), join(draft, name));
		await damage(join(draft, name), every);
	}
});
afterAll(() => {
	studio.close();
});

const shape = z.object({
	fidelity: z.object({ score: z.number() }),
	chunks: z.array(z.object({ copied: z.boolean() })),
	reused_frames: z.number(),
});

const store = createMadeStore({
	...{ folder: join(studio.folder, 'chunks'), limitBytes: 1e9, clock: systemClock },
});

const rendered = async (piece: Piece, kept?: typeof store) => {
	writeFileSync(join(draft, 'draft_content.json'), JSON.stringify(draftOf(videoTrack(piece))));
	const folder = mkdtempSync(join(studio.folder, 'work-'));
	const options = { size: `${String(WIDTH)}x${String(HEIGHT)}` };
	const work = { draft, options, folder, ...(kept && { store: kept }) };
	const { file, diagnostics, report } = await renderFixture(work);
	const told = diagnostics.filter(({ code }) => code === 'MEDIA_DAMAGED');
	return { file, told, report: shape.parse(report) };
};

interface Decoded {
	readonly said: string;
	readonly at: (time: number) => Buffer;
}

/** The gray pictures of a file, and what its decoder says of it. */
const decoded = (file: string): Decoded => {
	const gray = ['-an', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
	const { stdout, stderr } = spawnSync(ffmpegPath(), ['-v', 'error', '-i', file, ...gray], {
		maxBuffer: 1 << 28,
	});
	const bytes = WIDTH * HEIGHT;
	return {
		said: stderr.toString(),
		at: (time) => {
			const frame = Math.round(time * RATE);
			return stdout.subarray(frame * bytes, (frame + 1) * bytes);
		},
	};
};

const distance = (one: Buffer, other: Buffer): number =>
	one.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? 0)), 0) / one.length;

const turned = segmentWith({ clip: { flip: { horizontal: false, vertical: true } } });
const faded = segmentWith({ clip: { alpha: 0.96 } });

it.each([
	['copied or made by one ffmpeg', 'all.mp4', []],
	['copied or made by one ffmpeg', 'some.mp4', []],
	['flipped', 'some.mp4', [turned]],
	['drawn', 'all.mp4', [faded]],
])(
	'%s, of %s no made-up picture is shown, and the whole stretch is told of',
	async (_, name, changes) => {
		const { file, told, report } = await rendered(clip(name, [0, 4], ...changes));
		const whole = await rendered(clip('whole.mp4', [0, 4], ...changes));
		expect(whole).toMatchObject({ told: [], report: { fidelity: { score: 100 } } });
		expect(told).toHaveLength(1);
		expect((told[0]?.start ?? 0) / 1e6).toBeCloseTo(FROM, 0.5);
		expect((told[0]?.end ?? 0) / 1e6).toBeCloseTo(GOOD, 1);
		expect(report.fidelity.score).toBeLessThan(100);
		expect(report.chunks.some(({ copied }) => copied)).toBe(false);
		const [shown, wanted] = [decoded(file), decoded(whole.file)];
		expect(shown.said).toBe('');
		const last = (told[0]?.start ?? 0) / 1e6 - 1 / RATE;
		for (const time of [FROM + 0.1, TO, GOOD - 0.1])
			expect(distance(shown.at(time), wanted.at(last))).toBeLessThan(3);
		for (const time of [0.5, last, GOOD + 0.1, 3.5])
			expect(distance(shown.at(time), wanted.at(time))).toBeLessThan(3);
	},
);

it('a clip that begins among the damaged ones shows the last good picture before them', async () => {
	const part = segmentWith({ source_timerange: { start: 1_500_000, duration: 1_000_000 } });
	const film = decoded((await rendered(clip('whole.mp4', [0, 4]))).file);
	const { file, told } = await rendered(clip('all.mp4', [0, 1], part));
	expect(told).toMatchObject([{ start: 0, end: 500_000 }]);
	const shown = decoded(file);
	const last = film.at(FROM - 0.1);
	expect(distance(shown.at(0.1), last)).toBeLessThan(distance(shown.at(0.1), film.at(GOOD)) / 2);
	expect(distance(shown.at(0.7), film.at(2.2))).toBeLessThan(3);
});

it('a second render with the same store knows of the damage from the first, and takes its chunks', async () => {
	const first = await rendered(clip('some.mp4', [0, 4]), store);
	const second = await rendered(clip('some.mp4', [0, 4]), store);
	expect(second.told).toEqual(first.told);
	expect(second.report.reused_frames).toBe(120);
	expect(decoded(second.file).at(1.5)).toEqual(decoded(first.file).at(1.5));
});

it.each([
	['open groups of pictures', 'open.mp4', ['-x264-params', 'open-gop=1:bframes=3']],
	['no key frames but the first', 'refreshed.mp4', ['-x264-params', 'intra-refresh=1:keyint=30']],
	['a transport stream', 'stream.ts', []],
	['another codec', 'old.mp4', ['-c:v', 'mpeg4']],
])('a whole file with %s has no damage', async (_, name, options) => {
	const file = await studio.make(name, ...film(...options));
	const facts = studio.facts.get(assetId(file));
	if (!facts) throw new RangeError(name);
	const tools = await findTools({ ffmpeg: ffmpegPath(), ffprobe: ffprobePath() });
	const holes = await holesOf(facts, { tools, patience: 60_000 }, new AbortController().signal);
	expect(holes).toEqual({ picture: [], sound: [] });
});
