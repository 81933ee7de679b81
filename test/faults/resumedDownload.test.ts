/** An agent that ends in the middle of a large download: what it had is not asked for again. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type AgentProcess,
	endOf,
	leftoversIn,
	processesOn,
	startAgentProcess,
	submit,
	waitFor,
} from '../support/agentProcess';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { fixture } from '../support/longDrafts';
import { type MeteredOrigin, meteredOrigin } from '../support/meteredOrigin';

jest.setTimeout(60_000);

const ID = '20261124000009c0ffee02';
const MIB = 1024 * 1024;

/** The video of a fixture, made large by a box that no player looks into. */
const largeVideo = (): Buffer => {
	const video = readFileSync(join(fixture('01_single_video'), 'assets/videos/tc.mp4'));
	const box = Buffer.from(Uint8Array.from({ length: 24 * MIB }, (_, i) => i * 31 + (i >> 8)));
	box.writeUInt32BE(box.length, 0);
	box.write('free', 4, 'latin1');
	return Buffer.concat([video, box]);
};

const VIDEO = largeVideo();
const VALIDATOR = { ETag: '"one"' };
/** 60 % of the file come before the agent ends. */
const UNTIL = Math.floor(VIDEO.length * 0.6);
/** What may have to be sent twice: a thirty-second of what was there, and a question for one byte. */
const SMALL = UNTIL / 32 + MIB;

let root: string;
let data: string;
let drafts: DraftServer;
let origin: MeteredOrigin;
let agent: AgentProcess | undefined;

/** A draft of one video, which lies at an address. */
const draftOf = (folder: string, url: string): string => {
	cpSync(fixture('01_single_video'), folder, { recursive: true });
	const file = join(folder, 'draft_content.json');
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, text.replace(/"[^"]*assets\/videos\/tc\.mp4"/g, JSON.stringify(url)));
	rmSync(join(folder, 'assets'), { recursive: true });
	return folder;
};

beforeEach(async () => {
	root = mkdtempSync(join(tmpdir(), 'resumed-'));
	data = join(root, 'data');
	mkdirSync(data);
	origin = await meteredOrigin({ body: VIDEO, validator: VALIDATOR, until: UNTIL });
	const folder = draftOf(join(root, 'draft'), `${origin.base}/large.mp4?sign=1`);
	drafts = await serveDrafts({ drafts: { [ID]: folder } });
});
afterEach(async () => {
	await agent?.stop();
	agent = undefined;
	await drafts.close();
	await origin.close();
	rmSync(root, { recursive: true, force: true });
});

/** How much of the download is noted, in bytes. */
const noted = (): number => {
	const note = leftoversIn(data).find((name) => name.endsWith('.json'));
	if (note === undefined) return 0;
	const text = readFileSync(join(data, note), 'utf8');
	return Number(/"bytes":(\d+)/.exec(text)?.[1] ?? '0');
};

it.each(['kill', 'stop'] as const)('by %s: the next one goes on where it was', async (end) => {
	const first = (agent = await startAgentProcess(data));
	const id = await submit(first, drafts.draftUrl(ID));
	await waitFor('60 % of the download', () => (noted() >= UNTIL - SMALL ? true : undefined));
	await first[end]();
	await waitFor('its end', () => (processesOn(data).length === 0 ? true : undefined), 5_000);
	origin.sent();
	origin.serve({ body: VIDEO, validator: VALIDATOR });
	agent = await startAgentProcess(data, { RENDER_AGENT_PORT: new URL(first.url).port });
	expect(await endOf(agent, id)).toMatchObject({ status: 'completed', error_code: null });
	expect(origin.sent()).toBeLessThanOrEqual(VIDEO.length - UNTIL + SMALL);
	const sum = createHash('sha256').update(VIDEO).digest('hex');
	const kept = readFileSync(join(data, 'cache', sum));
	expect(kept.equals(VIDEO)).toBe(true);
	await waitFor('no leftovers', () => (leftoversIn(data).length === 0 ? true : undefined));
});
