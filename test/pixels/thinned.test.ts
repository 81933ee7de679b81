/** A file that stands for a stretch deep in a group of pictures: with fewer samples it shows the very same pictures at the same moments. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import { thinnedFile } from '../../render-agent/src/render/copying/thinnedFile';
import { runArguments, runInput } from '../../render-agent/src/render/decoding';
import { runsOf } from '../../render-agent/src/render/decoderRuns';
import { readChunk } from '../../render-agent/src/render/quality/chunkBoxes';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { PictureClip, Timeline } from '../../render-agent/src/timeline/timeline';
import { ffmpegPath } from '../support/ffmpegPath';
import { made, openStudio, renderTimeline } from '../support/studio';
import { canvasOf, picture, timelineOf } from '../support/timelines';

jest.setTimeout(120_000);

const CANVAS = canvasOf({ width: 960, height: 540 });
const NEVER = new AbortController().signal;

/** 156 pictures in one group. */
const FILM = [
	...made('testsrc2=s=960x540:r=30:d=5.2,format=yuv420p'),
	...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '34', '-g', '250', '-sc_threshold', '0'],
];
/** Before the key frame that is asked for, pictures are shown that are decoded behind it. */
const OPEN = [
	...['-bf', '3', '-b_strategy', '0', '-force_key_frames', '0.5'],
	...['-x264-params', 'open-gop=1:min-keyint=5'],
];
const UNEVEN = ['-bf', '3', '-vf', "select='not(eq(n,100))'", '-fps_mode', 'vfr'];

const studio = openStudio();
beforeEach(() => {
	rmSync(into(), { force: true });
});
afterAll(() => {
	studio.close();
});

const shown = (
	asset: AssetId,
	[from, to]: readonly [number, number],
	more: Partial<PictureClip> = {},
): Timeline => ({
	...timelineOf(0.5, { visuals: [picture(asset, [0, 0.5], { source: [from, to], more })] }),
	canvas: CANVAS,
});

/** The source of a timeline of one clip, and the pictures of it that are seen: read from its file, or from another one. */
const readerOf = (timeline: Timeline) => {
	const [chunk] = planOf(timeline, studio.facts, encodingOf('h264', 'draft')).chunks;
	const source = chunk?.scene.sources[0];
	if (source?.kind !== 'video') throw new RangeError('no video is shown');
	const [run] = runsOf(source, CANVAS).runs;
	if (!run) throw new RangeError('nothing of it is shown');
	const args = runArguments(source, run);
	const read = (file = source.media.file): Buffer =>
		execFileSync(
			ffmpegPath(),
			args.map((arg) => (arg === `file:${source.media.file}` ? `file:${file}` : arg)),
			{ maxBuffer: 2 ** 30 },
		);
	return { source, reach: runInput(source, run).reach, read };
};

const into = (): string => join(studio.folder, 'thinned.mp4');

const isThinned = ({ source, reach }: ReturnType<typeof readerOf>): Promise<boolean> =>
	thinnedFile({ source, reach, into: into() }, NEVER);

const samplesIn = async (file: string): Promise<number> => (await readChunk(file))?.samples ?? 0;

const make = async (name: string, options: readonly string[], end = 'mp4'): Promise<AssetId> =>
	studio.make(`${name.replaceAll(' ', '-')}.${end}`, ...FILM, ...options);

/** A film whose last samples are missing, though its index tells of them. */
const cutOff = async (): Promise<AssetId> => {
	const asset = await make('cut off', ['-bf', '3', '-movflags', '+faststart']);
	const file = studio.facts.get(asset)?.file ?? '';
	truncateSync(file, Math.floor(readFileSync(file).length * 0.9));
	return asset;
};

const STREAMS: Readonly<Record<string, readonly string[]>> = {
	'pyramids of B-frames': ['-bf', '3', '-x264-params', 'b-pyramid=normal'],
	'B-frames side by side': ['-bf', '2', '-x264-params', 'b-pyramid=none:weightb=0'],
	'several slices and many references': ['-bf', '3', '-slices', '4', '-refs', '5'],
	'another time scale': ['-bf', '5', '-b_strategy', '1', '-video_track_timescale', '600'],
	'temporal vectors': ['-bf', '3', '-direct-pred', 'temporal', '-flags', '+cgop'],
	'a second group': ['-bf', '3', '-force_key_frames', '0.5'],
};

describe('a file that stands for a stretch', () => {
	it.each(Object.entries(STREAMS))('shows the same pictures: %s', async (name, options) => {
		const asset = await make(name, options);
		const all = await samplesIn(studio.facts.get(asset)?.file ?? '');
		const stretches: readonly (readonly [number, number])[] = [
			[4.6, 5.1],
			[4.617, 4.9],
			[4.7, 6.1],
		];
		for (const stretch of stretches) {
			const reader = readerOf(shown(asset, stretch));
			expect(await isThinned(reader)).toBe(true);
			const seen = reader.read();
			expect(seen.length).toBeGreaterThan(4 * 960 * 540 * 1.5);
			expect(reader.read(into()).equals(seen)).toBe(true);
			expect(await samplesIn(into())).toBeLessThan(all - 50);
		}
	});

	it('is not made where it would save little, or where it could show others', async () => {
		const plain = await make('plain', ['-bf', '3']);
		const others: Readonly<Record<string, Timeline>> = {
			'near the key frame': shown(plain, [1, 1.5]),
			'open groups': shown(await make('open', OPEN), [4.6, 5.1]),
			'two fields': shown(await make('fields', ['-x264-params', 'interlaced=1']), [4.6, 5.1]),
			'uneven rate': shown(await make('uneven', UNEVEN), [4.6, 5.1]),
			'another format': shown(await make('other', ['-bf', '3'], 'mkv'), [4.6, 5.1]),
			'cut off': shown(await cutOff(), [4.6, 5.1]),
		};
		for (const [name, timeline] of Object.entries(others)) {
			expect([name, await isThinned(readerOf(timeline))]).toEqual([name, false]);
			expect(existsSync(into())).toBe(false);
		}
	});

	it('is what one ffmpeg reads, and the video is the same to the byte', async () => {
		const once = await make('once', ['-bf', '3']);
		// A file with two films is read as it is.
		const both = ['-map', '0:v', '-map', '0:v', '-c', 'copy'];
		const file = studio.facts.get(once)?.file ?? '';
		const twice = await studio.make('twice.mp4', '-i', file, ...both);
		const log = join(studio.folder, 'asked');
		const ffmpeg = join(studio.folder, 'ffmpeg');
		writeFileSync(ffmpeg, `#!/bin/sh\necho "$*" >> '${log}'\nexec '${ffmpegPath()}' "$@"\n`);
		chmodSync(ffmpeg, 0o755);
		const machine = { ffmpegPath: ffmpeg, encoder: 'software' } as const;
		const thinned = await renderTimeline(shown(once, [4.6, 5.1]), studio, { machine });
		expect(readFileSync(log, 'utf8')).toMatch(/-ss 4\.5\d+ .*-i file:\S+\.thinned0 .*libx264/);
		writeFileSync(log, '');
		const whole = await renderTimeline(shown(twice, [4.6, 5.1]), studio, { machine });
		expect(readFileSync(log, 'utf8')).not.toContain('thinned');
		expect(whole.sha256).toBe(thinned.sha256);
	});
});
