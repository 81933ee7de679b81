import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMachine } from '../../render-agent/src/cli/machine';
import type { Made } from '../../render-agent/src/render/renderPlan';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { type CardMode, ffmpegWithCard } from '../support/ffmpegStubs';
import { H264, made, openStudio, renderTimeline } from '../support/studio';
import { picture, timelineOf } from '../support/timelines';

jest.setTimeout(30_000);

const studio = openStudio();
let timeline: Timeline;
let software: Made;

beforeAll(async () => {
	const moving = await studio.make('moving.mp4', ...made('testsrc2=s=64x36:r=30:d=6'), ...H264);
	timeline = timelineOf(6, { visuals: [picture(moving, [0, 6], { rotation: 2 })] });
	software = await renderTimeline(timeline, studio, { gop: 60 });
});
afterAll(() => {
	studio.close();
});

const cardIn = (mode: CardMode): string => join(studio.folder, mode);

const withCard = (mode: CardMode): Promise<Made> =>
	renderTimeline(timeline, studio, {
		gop: 60,
		machine: { ffmpegPath: ffmpegWithCard(cardIn(mode), mode), encoder: 'auto' },
	});

/** How often the card was asked to make a file. */
const filesOfCard = (mode: CardMode): number => {
	const file = join(cardIn(mode), 'started');
	return existsSync(file) ? readFileSync(file, 'utf8').length : 0;
};

const decodedSums = ({ file }: Made): string =>
	execFileSync(ffmpegPath(), ['-v', 'error', '-xerror', '-i', file, '-f', 'framemd5', '-'], {
		encoding: 'utf8',
	});

it('encodes with a card that passes its trial', async () => {
	const video = await withCard('works');
	expect([video.encoder, video.frames]).toEqual(['h264_nvenc', 180]);
	expect(filesOfCard('works')).toBe(3);
});

it('encodes in software when the card fails its trial', async () => {
	const video = await withCard('refuses');
	expect(video.encoder).toBe('libx264');
	expect(filesOfCard('refuses')).toBe(0);
});

it.each([
	['refuses', 'Cannot load libcuda.so.1'],
	['refuses on Windows', 'Cannot load nvcuda.dll'],
] as const)('a card that %s is told in the words of its encoder', async (mode, why) => {
	const machine = await openMachine({
		...{ ffmpegPath: ffmpegWithCard(cardIn(mode), mode), ffprobePath: ffprobePath() },
		...{ searchPath: '', encoder: 'nvenc' },
	});
	expect((await machine.machine()).encoders).toEqual({
		...{ family: 'software', codecs: [] },
		refused: [{ name: 'h264_nvenc', why }],
	});
	await machine.close();
});

it('makes all of it in software when the card dies in the middle, as if there had been none', async () => {
	const video = await withCard('dies');
	expect(video.encoder).toBe('libx264');
	expect(filesOfCard('dies')).toBeGreaterThan(1);
	expect(decodedSums(video)).toBe(decodedSums(software));
	expect(video.sha256).toBe(software.sha256);
});
