/** The node in n8n's own engine against the real agent: real drafts over HTTP, real ffmpeg, real waiting. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent } from '../../render-agent/src/cli/agent';
import { loadSettings } from '../../render-agent/src/config/load';
import { serveDrafts } from '../support/draftServer';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { fixture, lengthened } from '../support/longDrafts';
import { describeVideoOperations, type VideoService } from '../support/videoOperations';

/** Nobody waits for its end. */
const TEN_MINUTES = 600;
const idOf = (number: number): string => `20261123${String(number).padStart(6, '0')}c0ffee01`;

const startService = async (): Promise<VideoService> => {
	const folder = await mkdtemp(join(tmpdir(), 'node-agent-'));
	const long = lengthened(join(folder, 'long'), TEN_MINUTES);
	const numbers = Array.from({ length: 40 }, (_, i) => i);
	const drafts = Object.fromEntries(
		numbers.map((i) => [idOf(i), i < 30 ? fixture('03_image_kenburns') : long]),
	);
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
