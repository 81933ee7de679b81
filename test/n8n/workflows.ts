/** The six workflow files of the docs, each run in the real n8n. */
import { createHash } from 'node:crypto';
import { API, ask } from '../support/agent';
import { jobOf, waitFor } from '../support/agentProcess';
import { endAbout, outputOf, sleepAbout } from '../support/n8nExecutions';
import type { World } from './world';

const sha256 = (bytes: ArrayBuffer): string =>
	createHash('sha256').update(Buffer.from(bytes)).digest('hex');

interface Asked {
	readonly storyboard: string;
	readonly approve: string;
	readonly reject: string;
}

interface Refused {
	readonly error: string;
	readonly details: object;
}

/** Describes what each of them does. */
export const describeWorkflows = (world: () => World): void => {
	const call = (path: string, body: object): Promise<Response> => world().n8n.call(path, body);
	const jobsOf = async (draft: string): Promise<number> => {
		const { body } = await ask(world().agent(), '/v1/jobs?limit=50');
		return body.items.filter(({ draft_url }) => draft_url === draft).length;
	};

	describe('the workflow files', () => {
		it('one draft: the answer is the very file that the agent has', async () => {
			const draft_url = world().fresh();
			const answer = await call('capcut-one-draft', { draft_url });
			expect(answer.headers.get('content-type')).toBe('video/mp4');
			const bytes = await answer.arrayBuffer();
			const { body } = await ask(world().agent(), `${API}/gen_video_status`, {
				body: { draft_url },
			});
			expect(sha256(bytes)).toBe(sha256(await (await fetch(body.video_url)).arrayBuffer()));
		});

		it('one draft: what cannot be rendered is answered with what to do', async () => {
			const draft_url = world().missing();
			const answer = await call('capcut-one-draft', { draft_url });
			expect(answer.status).toBe(422);
			const { error, details } = (await answer.json()) as Refused;
			expect(error).toMatch(/^The draft does not exist.*: Check the address/);
			expect(details).toMatchObject({ error_code: 'DRAFT_NOT_FOUND' });
			const id = /draft_id=(\w+)/.exec(draft_url)?.[1] ?? '';
			const ended = await endAbout(world().n8n, 'capcutOneDraft01', id);
			expect(ended).toMatchObject({ status: 'error', error });
		});

		// A server of ours stands in for the address at which Google Sheets publishes a sheet as CSV.
		it('a sheet: each row its video, and the row that fails says why', async () => {
			const sheet_url = `${world().sheet.origin}/sheet.csv`;
			const answer = await call('capcut-sheet', { sheet_url });
			const rows = (await answer.json()) as { name: string; video_url: string; error: string }[];
			expect(rows.map(({ name, video_url }) => [name, video_url !== ''])).toEqual([
				['first', true],
				['lost', false],
				['third', true],
			]);
			expect(rows[1]?.error).toContain('The draft does not exist');
		});

		it.each([
			['no address', undefined, /^The sheet cannot be used \(.*URL.*\): send \{"sheet_url"/i],
			['a sheet that is away', '/away', /^The sheet cannot be used \(.*404.*\): send/],
			['an empty sheet', '/empty.csv', /\(no row has a draft_url\): send/],
			['other columns', '/other.csv', /\(no row has a draft_url\): send/],
		])(
			'rows of %s: the answer says so, and the execution fails with it',
			async (what, path, says) => {
				const { n8n, sheet } = world();
				const sheet_url = path && sheet.origin + path;
				const answer = await call('capcut-sheet', { sheet_url, what });
				const { error } = (await answer.json()) as Refused;
				expect([answer.status, error]).toEqual([422, expect.stringMatching(says)]);
				const ended = await endAbout(n8n, 'capcutSheetRows1', what);
				expect(ended).toMatchObject({ status: 'error', error });
			},
		);

		it('approval: the storyboard comes first, and only the approving link renders', async () => {
			const draft_url = world().fresh();
			const asked = (await (await call('capcut-approval', { draft_url })).json()) as Asked;
			const picture = Buffer.from(await (await fetch(asked.storyboard)).arrayBuffer());
			expect(picture.subarray(1, 4).toString()).toBe('PNG');
			await sleepAbout(world().n8n, 'capcutApproval01', draft_url);
			expect(await jobsOf(draft_url)).toBe(0);
			expect((await fetch(asked.approve)).status).toBe(200);
			const done = await endAbout(world().n8n, 'capcutApproval01', draft_url);
			expect(outputOf(done, 'CapCut Render')).toMatchObject({ draft_url, status: 'completed' });
			const { video_url } = outputOf(done, 'CapCut Render');
			expect((await fetch(String(video_url))).headers.get('content-type')).toBe('video/mp4');
		});

		it('approval: the other link renders nothing and says so', async () => {
			const draft_url = world().fresh();
			const asked = (await (await call('capcut-approval', { draft_url })).json()) as Asked;
			await sleepAbout(world().n8n, 'capcutApproval01', draft_url);
			expect((await fetch(asked.reject)).status).toBe(200);
			const done = await endAbout(world().n8n, 'capcutApproval01', draft_url);
			expect(outputOf(done, 'Rejected')).toMatchObject({ status: 'rejected', draft_url });
			expect(await jobsOf(draft_url)).toBe(0);
		});

		it('approval: a draft that cannot be drawn is answered with what to do', async () => {
			const answer = await call('capcut-approval', { draft_url: world().missing() });
			expect(answer.status).toBe(422);
			expect(((await answer.json()) as Refused).error).toMatch(
				/^The draft does not exist.*: Check/,
			);
		});

		it('a batch: all are rendered, three at a time, and a lost one does not stop the others', async () => {
			const { fresh, missing, agent } = world();
			const draft_urls = [fresh(), fresh(), missing(), fresh(), fresh(), fresh()];
			const answer = call('capcut-batch', { draft_urls });
			let most = 0;
			const state = { answered: false };
			void answer.finally(() => (state.answered = true));
			await waitFor(
				'the batch',
				async () => {
					const { body } = await ask(agent(), `${API}/gen_video_active_count`);
					most = Math.max(most, body.count);
					return state.answered ? true : undefined;
				},
				200_000,
			);
			const jobs = (await (await answer).json()) as { video_url: string; error: string }[];
			const isThere = jobs.map(({ video_url }) => video_url !== '');
			expect(isThere).toEqual([true, true, false, true, true, true]);
			expect(jobs[2]?.error).toContain('The draft does not exist');
			expect(most).toBeGreaterThan(0);
			expect(most).toBeLessThanOrEqual(3);
		});

		it.each([{}, { draft_urls: [] }, { draft_urls: 'https://a.example/draft' }])(
			'a batch of %j is answered with what to send',
			async (given) => {
				const answer = await call('capcut-batch', given);
				const { error } = (await answer.json()) as Refused;
				expect([answer.status, error]).toEqual([
					422,
					expect.stringMatching(/^There is no draft to render: send \{"draft_urls"/),
				]);
			},
		);

		it('a failure reaches the error workflow with the sentence and the hint', async () => {
			const draft_url = world().missing();
			await call('asking', { draft_url });
			const id = /draft_id=(\w+)/.exec(draft_url)?.[1] ?? '';
			const told = outputOf(await endAbout(world().n8n, 'capcutFailures01', id), 'What to Tell');
			expect(told['title']).toBe('asking failed');
			expect(told['what_and_what_to_do']).toMatch(/^The draft does not exist.*: Check the address/);
			expect(told['details']).toContain('DRAFT_NOT_FOUND');
			expect(told['node']).toBe('CapCut Render');
		});

		// Stands in for the language model: a server that speaks OpenAI's chat completions and calls the tool it is offered.
		it('an AI agent: asked in the chat, it calls the node as its tool and answers with the video', async () => {
			const draft_url = world().fresh();
			const answer = await world().editor.chat('capcutAiAgent001', {
				says: `Render this draft: ${draft_url}`,
				picture: 'ai-agent-chat',
			});
			expect(answer).toContain(`Here is your video: ${world().agent().url}/videos/`);
			const { job_id } = (
				await ask(world().agent(), `${API}/gen_video_status`, { body: { draft_url } })
			).body;
			expect(await jobOf(world().agent(), job_id)).toMatchObject({ status: 'completed' });
			const [tool] = world().model.offered();
			expect(tool?.description).toMatch(/^Renders a JianYing or CapCut draft/);
			expect(Object.keys(tool?.parameters.properties ?? {})).toEqual(['draft_url']);
		});

		it('an AI agent: a draft that does not exist is answered with what to do', async () => {
			const answer = await world().editor.chat('capcutAiAgent001', {
				says: `Render this draft: ${world().missing()}`,
			});
			expect(answer).toMatch(/^It failed: .*The draft does not exist.*Check the address/);
		});
	});
};
