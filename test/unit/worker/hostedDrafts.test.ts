import {
	createHostedDrafts,
	type DraftClient,
} from '../../../render-agent/src/worker/hostedDrafts';

const NEVER = new AbortController().signal;
const ID = '20261124000001c0ffee0102';

interface Asked {
	readonly by: string;
	readonly url: string;
	readonly headers: unknown;
}

const clientOf = (by: string, asked: Asked[]): DraftClient => {
	const note = ({ url, headers }: { url: string; headers?: unknown }): void => {
		asked.push({ by, url, headers });
	};
	return {
		getBytes: (request) => {
			note(request);
			return Promise.resolve(new Uint8Array());
		},
		download: (request) => {
			note(request);
			return Promise.resolve({ kind: 'unchanged' });
		},
	};
};

const world = () => {
	const asked: Asked[] = [];
	const hosted = createHostedDrafts({
		client: clientOf('guarded', asked),
		trusted: clientOf('trusted', asked),
		gateway: 'https://gw.example',
		credential: 'cw_x',
	});
	return { asked, hosted };
};

const HEADERS = { Authorization: 'Bearer cw_x' };

it('addresses of a draft of a held job go to the gateway with the credential, whatever host they name', async () => {
	const { asked, hosted } = world();
	const forget = hosted.add({ draftId: ID, jobId: 'j_1', fence: 3 });
	const list = `http://127.0.0.1:30100/openapi/capcut-mate/v1/get_draft?draft_id=${ID}`;
	await hosted.client.download({ url: list, into: '/x', limitBytes: 1 }, NEVER);
	const file = `http://10.0.0.7:30100/output/draft/${ID}/a%20b/%E7%94%BB.png`;
	await hosted.client.getBytes({ url: file }, NEVER);
	forget();
	await hosted.client.getBytes({ url: file }, NEVER);
	expect(asked).toEqual([
		{
			by: 'trusted',
			url: 'https://gw.example/v1/worker/jobs/j_1/draft?fence=3',
			headers: HEADERS,
		},
		{
			by: 'trusted',
			url: 'https://gw.example/v1/worker/jobs/j_1/draft/a%20b/%E7%94%BB.png?fence=3',
			headers: HEADERS,
		},
		{ by: 'guarded', url: file, headers: undefined },
	]);
});

it('no other address ever sees the credential', async () => {
	const { asked, hosted } = world();
	hosted.add({ draftId: ID, jobId: 'j_1', fence: 3 });
	for (const url of [
		'https://media.example/a.mp4',
		'https://media.example/output/draft/20261124000001ffffffff/a.mp4',
		`https://media.example/get_draft?draft_id=other`,
		'not an address',
	])
		await hosted.client.getBytes({ url }, NEVER);
	expect(asked.map(({ by, headers }) => [by, headers])).toEqual(
		asked.map(() => ['guarded', undefined]),
	);
});
