/** What an agent makes of the result of a worker: the file tells, not the worker. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunProbe } from '../../../render-agent/src/assets/probe';
import { receivedVideo } from '../../../render-agent/src/jobs/received';
import { MP4 } from '../../support/lender';
import { REPORT, toldOf } from '../../support/workerCalls';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'received-'));
	writeFileSync(join(folder, 'received-video'), MP4);
	writeFileSync(join(folder, 'received-report'), REPORT);
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

/** What ffprobe says of three seconds at 29.97 frames a second. */
const run: RunProbe = () =>
	Promise.resolve(
		JSON.stringify({
			streams: [
				{
					...{ index: 0, codec_type: 'video', codec_name: 'h264', pix_fmt: 'yuv420p' },
					...{ width: 64, height: 36, avg_frame_rate: '30000/1001', duration: '3.003' },
				},
			],
			format: { format_name: 'mov,mp4', duration: '3.05' },
		}),
	);

const takenWith = (probe: RunProbe | undefined, told: object) =>
	receivedVideo(
		folder,
		{
			made: {
				...toldOf(MP4),
				...{ duration_us: 3_003_000, frames: 90, width: 64, height: 36, reused_frames: 0 },
				...{ report: toldOf(REPORT), captions: [], pictures: [], ...told },
			},
			run: probe,
		},
		new AbortController().signal,
	);

const taken = (told: object) => takenWith(run, told);

it('a video that is as it was told is taken', async () => {
	expect(await taken({})).toMatchObject({ duration: 3_003_000, frames: 90, width: 64 });
});

it.each([
	['another length', { duration_us: 9_000_000_000_000 }],
	['a length that is a second off', { duration_us: 4_003_000 }],
	['another number of frames', { frames: 999_999 }],
	['a number of frames that is ten off', { frames: 80 }],
	['another width', { width: 65 }],
])('one that has %s is refused', async (_, told) => {
	await expect(taken(told)).rejects.toMatchObject({ code: 'ENCODE_FAILED' });
});

it('without ffprobe what cannot be is still refused', async () => {
	const blind = (told: object) => takenWith(undefined, told);
	await expect(blind({ frames: 999_999 })).rejects.toMatchObject({ code: 'ENCODE_FAILED' });
	await expect(blind({ frames: 0 })).rejects.toMatchObject({ code: 'ENCODE_FAILED' });
	expect(await blind({ frames: 80 })).toMatchObject({ frames: 80 });
});
