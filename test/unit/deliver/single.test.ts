import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import type { DeliveryTarget } from '../../../render-agent/src/deliver/target';
import { createPost } from '../../../render-agent/src/net/post';
import { API, ask, draftUrl, startAgent, until } from '../../support/agent';
import { createFakeRenderer } from '../../support/fakeRenderer';
import { impatientClock } from '../../support/impatientClock';

const putTo = (url: string): DeliveryTarget => {
	const clock = impatientClock();
	const { send } = createPost({ allow: [], clock });
	return openTarget('put', { kind: 'put', url, headers: {} }, { send, clock, linkDays: 7 });
};

it('one signed address holds one file, a pattern holds as many as come', () => {
	expect(putTo('https://store.example/a.mp4?signature=x').isSingle).toBe(true);
	expect(putTo('https://store.example/{name}').isSingle).toBe(false);
	expect(putTo('https://store.example/{key}?signature=x').isSingle).toBe(false);
});

it('to a target of one file goes the video alone: what would go along would take its place', async () => {
	const puts: string[] = [];
	const signed: DeliveryTarget = {
		name: 'signed',
		isSingle: true,
		put: ({ name }) => {
			puts.push(name);
			return Promise.resolve({ url: 'https://signed.example/video' });
		},
	};
	const agent = await startAgent({ renderer: createFakeRenderer(true), targets: [signed] });
	try {
		const body = { draft_url: draftUrl(), captions: 'both', deliver_extras: ['captions'] };
		const { job_id } = (await ask(agent, `${API}/gen_video`, { body })).body;
		const job = async () => (await ask(agent, `/v1/jobs/${job_id}`)).body;
		await until(async () => (await job()).status === 'completed');
		expect((await job()).delivery).toMatchObject([{ state: 'done', files: [] }]);
		expect((await job()).captions).toHaveLength(1);
		expect(puts).toEqual([`${job_id}.mp4`]);
	} finally {
		await agent.close();
	}
});
