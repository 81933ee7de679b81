import { readFileSync } from 'node:fs';
import { z } from 'zod/v4';
import { jobView } from '../../render-agent/src/http/jobView';
import { jobWithHistory } from '../../render-agent/src/http/routes/jobs';
import { errorBody } from '../../render-agent/src/http/errorBody';
import { ERRORS } from '../../render-agent/src/kernel/errors';
import { CATALOG_FILE, catalogText } from '../../scripts/write-catalog';
import { ERRORS_FILE, errorsText } from '../../scripts/write-errors';
import { OPENAPI_FILE, openapiText } from '../../scripts/write-openapi';
import { OPERATIONS_FILE, operationsText } from '../../scripts/write-operations';
import { REPORT_FILE, reportText } from '../../scripts/write-report';
import { API, ask, draftUrl, startAgent, type TestAgent } from '../support/agent';
import { createFakeRenderer } from '../support/fakeRenderer';

describe('the documents that are written from the code', () => {
	it.each([
		['docs/openapi.json', OPENAPI_FILE, openapiText],
		['docs/errors.md', ERRORS_FILE, errorsText],
		['docs/operations.md', OPERATIONS_FILE, operationsText],
		['docs/catalog.md', CATALOG_FILE, catalogText],
		['docs/report.md', REPORT_FILE, reportText],
	])('%s says what the code says (npm run docs writes it)', (_name, file, text) => {
		expect(readFileSync(file, 'utf8')).toBe(text());
	});

	it('every failure has a heading, and every heading is a failure', () => {
		const headings = [...readFileSync(ERRORS_FILE, 'utf8').matchAll(/^## (\w+)$/gm)];
		expect(headings.map(([, code]) => code)).toEqual(Object.keys(ERRORS));
	});
});

const operation = z.object({
	operationId: z.string(),
	responses: z.record(z.string(), z.unknown()),
});
const documentShape = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

describe('the agent and its OpenAPI document', () => {
	let agent: TestAgent;
	beforeAll(async () => {
		agent = await startAgent({ renderer: createFakeRenderer(true) });
	});
	afterAll(async () => {
		await agent.close();
	});

	it('serves the document that lies in docs, but for its version', async () => {
		const { text } = await ask(agent, '/openapi.json');
		const without = (document: string): unknown => {
			return { ...(JSON.parse(document) as object), info: undefined };
		};
		expect(without(text)).toEqual(without(readFileSync(OPENAPI_FILE, 'utf8')));
	});

	it('every operation has a name of its own and an address that answers', async () => {
		const { paths } = documentShape.parse(JSON.parse(openapiText()));
		const names: string[] = [];
		for (const [path, methods] of Object.entries(paths)) {
			for (const [method, { operationId }] of Object.entries(methods)) {
				names.push(operationId);
				const { body } = await ask(agent, path.replace(/[{}]/g, ''), {
					method: method.toUpperCase(),
				});
				expect([404, 405]).not.toContain(body.code);
			}
		}
		expect(new Set(names).size).toBe(names.length);
		expect(names.length).toBeGreaterThanOrEqual(14);
	});

	it('a job is answered with exactly the fields of its schema, on every route', async () => {
		const flat = { code: z.literal(0), message: z.string() };
		const strict = z.strictObject({ ...flat, ...jobView.shape });
		const body = { draft_url: draftUrl(), unknown: 1 };
		const submitted = await ask(agent, `${API}/gen_video`, { body });
		const { job_id } = strict.parse(submitted.body);
		const asked = { job_id, wait_seconds: 50 };
		const done = await ask(agent, `${API}/gen_video_status`, { body: asked });
		expect(strict.parse(done.body).status).toBe('completed');
		const shown = await ask(agent, `/v1/jobs/${job_id}`);
		z.strictObject({ ...flat, ...jobWithHistory.shape }).parse(shown.body);
		const { body: page } = await ask(agent, '/v1/jobs');
		z.strictObject(jobView.shape).parse(page.items[0]);
	});

	it('a failure is answered with exactly the five fields of its schema', async () => {
		const { body } = await ask(agent, `${API}/gen_video`, { body: {} });
		expect(z.strictObject(errorBody.shape).parse(body)).toEqual(body);
	});

	it('a success starts with code and message', async () => {
		const { text } = await ask(agent, `${API}/gen_video_active_count`);
		expect(text).toBe('{"code":0,"message":"成功","count":0}');
	});
});
