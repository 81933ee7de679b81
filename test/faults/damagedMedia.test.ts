/** Files that were cut off or have a hole: what they lack is told with its time, never delivered as exact. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { damagedIn } from '../../render-agent/src/compile/damagedMedia';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createMadeStore } from '../../render-agent/src/render/madeStore';
import {
	audioTrack,
	clip,
	draftOf,
	type Piece,
	segmentWith,
	sound as soundPiece,
	timeRange,
	videoTrack,
} from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { renderFixture } from '../support/renderDraft';
import { H264, made } from '../support/studio';
import { assetId, nested, picture, rangeOf, sound, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'damaged-'));
const DRAFT = join(folder, 'draft');
const store = createMadeStore({
	...{ folder: join(folder, 'chunks'), limitBytes: 1e9, clock: systemClock },
});

/** Four seconds of a moving picture with a tone, its index in front: whole, without its last two seconds, with a hole. */
beforeAll(() => {
	mkdirSync(DRAFT);
	const whole = join(DRAFT, 'whole.mp4');
	const film = [...made('testsrc2=s=128x72:r=30:d=4'), ...made('sine=f=440:d=4')];
	const encoded = [...H264, '-c:a', 'aac', '-movflags', '+faststart'];
	execFileSync(ffmpegPath(), ['-v', 'error', ...film, ...encoded, whole]);
	const bytes = readFileSync(whole);
	const at = (share: number): number => Math.floor(bytes.length * share);
	writeFileSync(join(DRAFT, 'cut.mp4'), bytes.subarray(0, at(0.5)));
	const hole = Buffer.from(bytes);
	hole.fill(0, at(0.4), at(0.6));
	writeFileSync(join(DRAFT, 'hole.mp4'), hole);
	const song = join(DRAFT, 'song.mp3');
	execFileSync(ffmpegPath(), ['-v', 'error', ...made('sine=f=440:d=4'), song]);
	const tune = readFileSync(song);
	writeFileSync(join(DRAFT, 'cut.mp3'), tune.subarray(0, Math.floor(tune.length / 2)));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const stretches = z.array(z.object({ start: z.number(), end: z.number(), why: z.string() }));
const shape = z.object({
	fidelity: z.object({ score: z.number(), exact: z.number(), approximated: z.number() }),
	quality: z.object({ still: stretches, silent: stretches, findings: z.array(z.string()) }),
	reused_frames: z.number(),
});

const renderedAll = async (...tracks: Parameters<typeof draftOf>) => {
	writeFileSync(join(DRAFT, 'draft_content.json'), JSON.stringify(draftOf(...tracks)));
	const work = { draft: DRAFT, options: { size: '128x72' }, store };
	const done = await renderFixture({ ...work, folder: mkdtempSync(join(folder, 'work-')) });
	const damage = done.diagnostics.filter(({ code }) => code === 'MEDIA_DAMAGED');
	return { damage, report: shape.parse(done.report) };
};

const rendered = (one: Piece) => renderedAll(videoTrack(one));

const seconds = (time: number | undefined): number => Math.round((time ?? 0) / 100_000) / 10;

/** Drawn frame by frame, and made by one ffmpeg. */
const turned = segmentWith({ clip: { rotation: 3 } });

it.each([
	['made by one ffmpeg', []],
	['drawn', [turned]],
])(
	'a file that was cut off, %s, is told of, by a render of kept chunks too',
	async (_, changes) => {
		for (const reused of [0, 120]) {
			const { damage, report } = await rendered(clip('cut.mp4', [0, 4], ...changes));
			expect(damage).toHaveLength(1);
			expect(seconds(damage[0]?.start)).toBeCloseTo(2, 0);
			expect(seconds(damage[0]?.end)).toBe(4);
			expect(damage[0]?.text).toMatchObject({
				en: expect.stringMatching(
					/cut\.mp4 is damaged or incomplete: .* send the whole file/,
				) as string,
			});
			expect(report).toMatchObject({
				fidelity: { score: 50, exact: 0, approximated: 1 },
				quality: { silent: [{ why: 'damaged' }], findings: ['MEDIA_DAMAGED'] },
				reused_frames: reused,
			});
		}
	},
);

it('a song that was cut off is told of, though its header says its whole length and no decoder complains', async () => {
	const heard = (name: string) =>
		renderedAll(videoTrack(clip('whole.mp4', [0, 4])), audioTrack(soundPiece(name, [0, 4])));
	expect(await heard('song.mp3')).toMatchObject({
		damage: [],
		report: { fidelity: { score: 100 } },
	});
	const { damage, report } = await heard('cut.mp3');
	expect(damage).toMatchObject([{ subject: { name: 'cut.mp3', what: 'sound' } }]);
	expect(seconds(damage[0]?.start)).toBeCloseTo(2, 0);
	expect(report.fidelity).toMatchObject({ exact: 1, approximated: 1 });
});

it('a file with a hole is told of, for the time of the hole', async () => {
	const { damage, report } = await rendered(clip('hole.mp4', [0, 4]));
	expect(seconds(damage[0]?.start)).toBeGreaterThan(1);
	expect(seconds(damage[0]?.end)).toBeLessThan(3.2);
	expect(report.fidelity).toMatchObject({ exact: 0, approximated: 1 });
});

it('what is whole of a damaged file is exact; what begins in its hole shows the last good picture', async () => {
	const part = (from: number) => segmentWith({ source_timerange: timeRange(from, 1) });
	const whole = await rendered(clip('cut.mp4', [0, 1], part(0)));
	expect(whole).toMatchObject({ damage: [], report: { fidelity: { score: 100 } } });
	const lost = await rendered(clip('cut.mp4', [0, 1], part(2.5)));
	expect(lost.damage).toMatchObject([{ start: 0, end: 1_000_000 }]);
	const sound = await rendered(clip('whole.mp4', [0, 4]));
	expect(sound).toMatchObject({ damage: [], report: { fidelity: { score: 100 } } });
});

it('a clip that is faster, runs backwards or lies in a compound clip is told of when it plays what is lost', () => {
	const film = assetId('film');
	const lost = [rangeOf([2, 3])];
	const damaged = new Map([[film, { picture: lost, sound: lost }]]);
	const told = (...[timeline]: [Parameters<typeof damagedIn>[0]]) => damagedIn(timeline, damaged);
	const fast = timelineOf(2, { visuals: [picture(film, [0, 2], { source: [0, 4] })] });
	expect(told(fast)).toMatchObject([{ start: 1_000_000, end: 1_500_000 }]);
	const back = picture(film, [0, 4], { more: { reversed: true } });
	expect(told(timelineOf(4, { visuals: [back] }))).toMatchObject([
		{ start: 1_000_000, end: 2_000_000 },
	]);
	const inner = timelineOf(4, { visuals: [picture(film, [0, 4])] });
	const outer = nested(inner, [1, 4], { source: [1, 4] });
	expect(told(timelineOf(4, { visuals: [outer] }))).toMatchObject([
		{ segment: outer.id, start: 2_000_000, end: 3_000_000 },
	]);
	const heard = timelineOf(4, { sounds: [sound(film, [0, 4])] });
	expect(told(heard)).toMatchObject([{ subject: { what: 'sound' }, start: 2_000_000 }]);
	expect(told(timelineOf(2, { visuals: [picture(film, [0, 2])] }))).toEqual([]);
	const all = timelineOf(1, { visuals: [picture(film, [0, 1], { source: [2, 3] })] });
	expect(told(fast).map(({ how }) => how)).toEqual([undefined]);
	expect(told(all).map(({ how }) => how)).toEqual(['skipped']);
	const ids = all.visuals.map(({ id }) => ({ ...sound(film, [0, 1], { source: [2, 3] }), id }));
	const sounding = { ...all, sounds: ids };
	expect(told(sounding)).toMatchObject([{ how: 'skipped', subject: { what: 'video' } }]);
	expect(told(sounding)[0]?.isHeard).toBeUndefined();
	const onlySeen = new Map([[film, { picture: lost, sound: [] }]]);
	expect(damagedIn(sounding, onlySeen)).toMatchObject([{ how: 'skipped', isHeard: true }]);
	const within = nested(all, [0, 2], { source: [0, 2] });
	// Of the clip there, not of the compound clip.
	expect(told(timelineOf(2, { visuals: [within] }))).toMatchObject([
		{ how: 'skipped', segment: within.id, within: all.visuals[0]?.id },
	]);
});
