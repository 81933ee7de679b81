/** The node in n8n's own engine against the real agent: real drafts over HTTP, real ffmpeg, real waiting. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent } from '../../render-agent/src/cli/agent';
import { loadSettings } from '../../render-agent/src/config/load';
import { serveDrafts } from '../support/draftServer';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { describeVideoOperations, type VideoService } from '../support/videoOperations';

const FIXTURE = join(__dirname, '../fixtures/03_image_kenburns');
const TEN_MINUTES = 600_000_000;
const idOf = (number: number): string => `20261123${String(number).padStart(6, '0')}c0ffee01`;

interface Timed {
	target_timerange: { duration: number };
}

/** The same draft, ten minutes long: nobody waits for its end. */
const lengthened = async (folder: string): Promise<void> => {
	await cp(FIXTURE, folder, { recursive: true });
	const file = join(folder, 'draft_content.json');
	const draft = JSON.parse(await readFile(file, 'utf8')) as {
		duration: number;
		tracks: { segments: Timed[] }[];
	};
	draft.duration = TEN_MINUTES;
	for (const segment of draft.tracks.flatMap(({ segments }) => segments))
		segment.target_timerange.duration = TEN_MINUTES;
	await writeFile(file, JSON.stringify(draft));
};

const startService = async (): Promise<VideoService> => {
	const folder = await mkdtemp(join(tmpdir(), 'node-agent-'));
	const long = join(folder, 'long');
	await lengthened(long);
	const numbers = Array.from({ length: 40 }, (_, i) => i);
	const drafts = Object.fromEntries(numbers.map((i) => [idOf(i), i < 30 ? FIXTURE : long]));
	const server = await serveDrafts({ drafts });
	const agent = await startAgent(
		loadSettings({
			folder,
			environment: {
				RENDER_AGENT_DATA: join(folder, 'data'),
				RENDER_AGENT_PORT: '0',
				RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8',
				RENDER_AGENT_LOG_LEVEL: 'silent',
				FFMPEG_PATH: ffmpegPath(),
				FFPROBE_PATH: ffprobePath(),
			},
		}),
	);
	let good = 0;
	let slow = 30;
	return {
		kind: 'agent',
		credential: { baseUrl: agent.url, apiKey: '' },
		goodDraft: () => server.draftUrl(idOf(good++)),
		slowDraft: () => server.draftUrl(idOf(slow++)),
		unknownDraft: server.draftUrl(idOf(999)),
		close: async () => {
			await agent.stop();
			await server.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
};

describeVideoOperations('the real agent', startService, { timeoutMs: 60_000 });
