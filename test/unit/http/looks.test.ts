import type { StoryboardWish } from '../../../render-agent/src/config/storyboardOptions';
import type { DraftPicture } from '../../../render-agent/src/jobs/storyboard';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { ask, draftUrl, startAgent, type TestAgent } from '../../support/agent';
import { preflighted } from '../../support/preflighted';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const PICTURE: DraftPicture = {
	png: PNG,
	width: 1600,
	height: 900,
	seconds: 9,
	times: [0.5, 2.25],
};

describe('looking at a draft without rendering it', () => {
	let agent: TestAgent;
	let wishes: StoryboardWish[];
	let refusal: AgentError | undefined;

	beforeEach(async () => {
		wishes = [];
		refusal = undefined;
		agent = await startAgent({
			preflight: ({ options }) =>
				Promise.resolve(preflighted({ missing: options.on_missing === 'fail' })),
			storyboard: (_work, wish) => {
				wishes.push(wish);
				return refusal ? Promise.reject(refusal) : Promise.resolve(PICTURE);
			},
		});
	});
	afterEach(() => agent.close());

	const preflight = (body: object = {}, prefix = '') =>
		ask(agent, `${prefix}/v1/preflight`, { body: { draft_url: draftUrl(), ...body } });
	const storyboard = (body: object = {}, prefix = '') =>
		fetch(`${agent.url}${prefix}/v1/storyboard`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ draft_url: draftUrl(), ...body }),
		});

	it('a preflight says how true the video would be and what is missing', async () => {
		const { status, body } = await preflight({ on_missing: 'skip', glow: 1 });
		expect(status).toBe(200);
		expect(body).toMatchObject({
			...{ code: 0, ok: true, failures: [] },
			video: { width: 640, height: 360, fps: 30, frames: 60, duration: 2 },
			fidelity: { score: 100, exact: 1 },
			media: [
				{ name: 'https://media.example/a.mp4', state: 'there', segments: [expect.any(String)] },
			],
			warnings: [{ code: 'OPTION_UNKNOWN' }],
		});
	});

	it('a storyboard refuses what it does not know, for a picture has no place for warnings', async () => {
		const refused = await storyboard({ frmes: 4 });
		expect(refused.status).toBe(400);
		const { detail } = (await refused.json()) as { readonly detail: string };
		expect(detail).toContain('frmes 不是分镜的参数，可用：frames、columns、width、at、answer');
		expect(wishes).toEqual([]);
	});

	it('a preflight that would fail is an answer, with the failures in the language of the caller', async () => {
		const { status, body } = await preflight();
		expect(status).toBe(200);
		const failure = { error_code: 'MEDIA_UNREACHABLE', code: 2005 };
		expect(body).toMatchObject({
			ok: false,
			failures: [{ ...failure, detail: expect.stringContaining('素材无法访问') as string }],
			media: [{ state: 'missing', failure }],
		});
	});

	it('an address that is none is refused as gen_video refuses it, flat with 200', async () => {
		const refused = await preflight({ draft_url: 'no address' });
		expect(refused).toMatchObject({ status: 400, body: { error_code: 'DRAFT_URL_INVALID' } });
		const flat = await preflight({ draft_url: 'no address' }, '/flat');
		expect(flat).toMatchObject({ status: 200, body: { error_code: 'DRAFT_URL_INVALID' } });
	});

	it('a storyboard is a PNG with its times in a header', async () => {
		const answer = await storyboard({ frames: 2, columns: 2, width: 800 });
		expect(answer.headers.get('content-type')).toBe('image/png');
		expect(answer.headers.get('x-frame-times')).toBe('0.5, 2.25');
		expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
		expect(wishes).toEqual([{ kind: 'sheet', count: 2, columns: 2, width: 800 }]);
	});

	it('a time asks for one frame alone', async () => {
		await storyboard({ at: 1.5 });
		await storyboard();
		expect(wishes).toEqual([
			{ kind: 'poster', at: 1.5, width: undefined },
			{ kind: 'sheet', count: 12, columns: undefined, width: 1600 },
		]);
	});

	it('asked for JSON it is an address, which gives the picture for a day without a key', async () => {
		const answer = await storyboard({ answer: 'json' });
		const body = (await answer.json()) as { image_url: string };
		expect(body).toMatchObject({ code: 0, width: 1600, height: 900, times: [0.5, 2.25] });
		const picture = await fetch(body.image_url);
		expect(picture.headers.get('content-type')).toBe('image/png');
		expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
		const other = (first: string): string => (first === '_' ? '-' : '_');
		const forged = await fetch(body.image_url.replace(/(?<=signature=)./, other));
		expect(forged.status).toBe(403);
		await agent.clock.advance(86_402_000);
		expect((await fetch(body.image_url)).status).toBe(403);
	});

	it('the upkeep keeps pictures for their day and removes them afterwards', async () => {
		const body = (await (await storyboard({ answer: 'json' })).json()) as { image_url: string };
		await agent.clock.advance(3_600_001);
		expect((await fetch(body.image_url)).status).toBe(200);
	});

	it('a storyboard that fails is a failure with its status, flat with 200', async () => {
		refusal = new AgentError('BUSY');
		expect((await storyboard()).status).toBe(503);
		const flat = await storyboard({}, '/flat');
		expect(flat.status).toBe(200);
		expect(await flat.json()).toMatchObject({ error_code: 'BUSY', code: 2905 });
	});

	it.each([[{ frames: 0 }], [{ frames: 61 }], [{ width: 10 }], [{ at: -1 }], [{ answer: 'gif' }]])(
		'%j is refused field by field',
		async (body) => {
			const answer = await storyboard(body);
			expect(answer.status).toBe(400);
			const [field = ''] = Object.keys(body);
			expect(await answer.json()).toMatchObject({
				error_code: 'REQUEST_INVALID',
				detail: expect.stringContaining(field) as string,
			});
		},
	);

	it('both ask for a key as soon as there is one', async () => {
		agent.keys.create('n8n', ['submit', 'read']);
		expect((await preflight()).status).toBe(401);
		expect((await storyboard()).status).toBe(401);
	});
});
