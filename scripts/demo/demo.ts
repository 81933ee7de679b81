/** The demo itself: a draft is served, an agent renders it, an n8n workflow waits for the video. Leaves nothing running. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type DraftServer, serveDrafts } from '../../test/support/draftServer';
import { runNode } from '../../test/support/n8n';
import { ALLOW_THIS_PC, type RunningAgent, startAgent } from './agent';
import { writeDraft } from './draft';
import { type JobView, lineOf, secondsOf, watchJob } from './job';
import { makeMedia } from './media';
import { CANVAS, DRAFT_ID, LENGTH } from './storyboard';
import { livingLine, say } from './terminal';

const ROOT = join(__dirname, '..', '..');
const HOME = join(ROOT, '.demo');
const VIDEO = join(HOME, 'capcut-render-demo.mp4');

const build = (): void => {
	const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build-agent.mjs')], {
		cwd: ROOT,
		stdio: 'inherit',
	});
	if (status !== 0) throw new RangeError('the agent could not be built');
};

const prepare = async (): Promise<string> => {
	const folder = join(HOME, 'draft');
	await makeMedia(folder, (path) => {
		say(`      drawing ${path}`);
	});
	writeDraft(folder);
	return folder;
};

/** What the workflow gave and what the job said last. */
interface Rendered {
	readonly videoUrl: string;
	readonly job: JobView | undefined;
}

/** Runs Start → CapCut Render (Render and Wait) in n8n's engine, with a bar that shows the job. */
const runWorkflow = async (origin: string, draftUrl: string): Promise<Rendered> => {
	const line = livingLine();
	const done = new AbortController();
	let job: JobView | undefined;
	const watching = watchJob(
		{ origin, draftUrl },
		(seen) => {
			job = seen;
			line.show(lineOf(seen), seen.progress / 100);
		},
		done.signal,
	);
	const run = await runNode({
		credential: { baseUrl: origin },
		parameters: { operation: 'renderAndWait', draftUrl, waitMinutes: 10 },
	}).finally(() => {
		done.abort();
	});
	await watching;
	line.end();
	if (run.error !== undefined) throw new RangeError(run.error.message);
	const videoUrl = run.items[0]?.json['video_url'];
	if (typeof videoUrl !== 'string') throw new RangeError('the workflow gave no video_url');
	return { videoUrl, job };
};

const fetchVideo = async (address: string): Promise<number> => {
	const answer = await fetch(address);
	if (!answer.ok) throw new RangeError(`${address} answered ${String(answer.status)}`);
	const bytes = Buffer.from(await answer.arrayBuffer());
	writeFileSync(VIDEO, bytes);
	return bytes.length;
};

const tell = ({ videoUrl, job }: Rendered, bytes: number): void => {
	const seconds = job && secondsOf(job);
	const size = `${String(CANVAS.width)} × ${String(CANVAS.height)}, ${String(CANVAS.fps)} fps`;
	say();
	say(`Video    ${relative(process.cwd(), VIDEO)}`);
	say(`Address  ${videoUrl}`);
	say(`Length   ${LENGTH.toFixed(1)} s, ${size}, ${(bytes / 1e6).toFixed(1)} MB`);
	if (seconds !== undefined) {
		const speed = (LENGTH / seconds).toFixed(1);
		say(`Speed    ${seconds.toFixed(1)} s from submission to video: ${speed} times real time`);
	}
	for (const { code, text } of job?.warnings ?? []) say(`Warning  ${code}: ${text}`);
};

const stay = async (agent: RunningAgent): Promise<void> => {
	say();
	say('The agent stays on, so the address works. Press Ctrl-C to end it.');
	await Promise.race([new Promise((done) => process.once('SIGINT', done)), agent.ended]);
};

const render = async (agent: RunningAgent, drafts: DraftServer, keep: boolean): Promise<void> => {
	say('5/5  Running an n8n workflow: Start → CapCut Render (Render and Wait)');
	const rendered = await runWorkflow(agent.origin, drafts.draftUrl(DRAFT_ID));
	tell(rendered, await fetchVideo(rendered.videoUrl));
	if (keep) await stay(agent);
	else say('\nThe agent ends now, and the address with it: `npm run demo -- --keep` leaves it on.');
};

/** Shows the whole way from a draft to a video. `keep`: the agent stays on afterwards until Ctrl-C. */
export const demo = async ({ keep }: { readonly keep: boolean }): Promise<void> => {
	say('1/5  Building the render agent');
	build();
	say(`2/5  Preparing a draft of ${String(LENGTH)} s (media are drawn once)`);
	const folder = await prepare();
	const drafts = await serveDrafts({ drafts: { [DRAFT_ID]: folder } });
	say(`3/5  Serving the draft at ${drafts.draftUrl(DRAFT_ID)}`);
	try {
		const data = join(HOME, 'agent');
		mkdirSync(data, { recursive: true });
		const [setting] = Object.entries(ALLOW_THIS_PC).map(([name, value]) => `${name}=${value}`);
		say(`4/5  Starting the agent: ${setting ?? ''} capcut-render-agent serve`);
		say(
			'     (the setting lets it fetch a draft from this very PC: private addresses are refused by default)',
		);
		const agent = await startAgent(data, join(HOME, 'agent.log'));
		say(`     listening at ${agent.origin}, data in ${relative(process.cwd(), data)}`);
		try {
			await render(agent, drafts, keep);
		} finally {
			await agent.stop();
		}
	} finally {
		await drafts.close();
	}
};
