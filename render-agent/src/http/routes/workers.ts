/** What workers elsewhere call: they enrol, pull jobs, tell how far they are, hand over results. All of it comes in, nothing goes out. */
import { Readable } from 'node:stream';
import { z } from 'zod/v4';
import { draftIdIn } from '../../assets/draftListing';
import { renderOptions } from '../../config/options';
import type { Held } from '../../jobs/lending';
import { pieceOf, madeElsewhere, RESULT_KINDS } from '../../jobs/received';
import type { Loan } from '../../jobs/store';
import { straightWayOf } from '../../jobs/straight';
import { AgentError } from '../../kernel/errors';
import { createRateLimit, networkOf } from '../../keys/rateLimit';
import type { Failure } from '../../jobs/job';
import * as wire from '../../worker/wire';
import type { ServerParts } from '../parts';
import { type Call, type Route, route, type RouteWords } from '../route';
import { workerViewOf } from '../workerView';
import { listedDraft, sendDraftFile } from './drafts';

const ENROLMENTS_A_MINUTE = 20;

const jobParams = z.object({ id: z.string().min(1).max(80).describe('Id of the job.') });

type JobCall = Pick<Call<object, object, z.infer<typeof jobParams>>, 'caller' | 'params'>;

const heldBy = ({ caller, params }: JobCall, { fence }: { readonly fence: number }): Held => ({
	worker: caller.id,
	lease: { id: params.id, fence },
});

const failureIn = ({ object, ...rest }: z.infer<typeof wire.failure>): Failure => ({
	...rest,
	...(object !== undefined && { object }),
});

const words = (
	method: 'GET' | 'POST',
	path: string,
): Pick<RouteWords, 'method' | 'path' | 'scope'> => ({
	method,
	path: `/v1/worker${path}`,
	scope: 'worker',
});

const enrol = ({ workers, clock }: ServerParts): Route => {
	const limit = createRateLimit(ENROLMENTS_A_MINUTE, clock);
	return route(
		{
			...words('POST', '/enrol'),
			scope: undefined,
			name: 'enrol_worker',
			summary: 'Makes a worker known by a code that works once, and gives it its credential.',
			gives: wire.enrolled,
		},
		{ body: wire.enrolment },
		({ body: { code, ...told }, request }) => {
			limit(networkOf(request.socket.remoteAddress ?? ''));
			const { worker, secret } = workers.enrol(code, { ...told, resting: null });
			return { worker_id: worker.id, name: worker.name, credential: secret };
		},
	);
};

/** How often a worker should be heard: some twenty times in a lease, between one and five seconds. */
const beatSeconds = ({ settings }: ServerParts): number =>
	Math.min(5, Math.max(1, settings.workerLeaseSeconds / 20));

const isHere = async ({ drafts }: ServerParts, id: string): Promise<boolean> =>
	drafts.files(id).then(
		() => true,
		() => false,
	);

/** The id of a draft that lies here, when an address is a get_draft of one. */
const draftHere = async (parts: ServerParts, address: string): Promise<string | null> => {
	const id = draftIdIn(address);
	if (id === undefined || URL.parse(address)?.pathname.endsWith('/get_draft') !== true) return null;
	return (await isHere(parts, id)) ? id : null;
};

const lentJobOf = async (
	parts: ServerParts,
	{ id, fence, job }: Loan,
): Promise<z.infer<typeof wire.lentJob>> => {
	const options = renderOptions.parse({ ...job.options, metadata: undefined });
	const { targets, isAllowed } = straightWayOf(job);
	return {
		job_id: id,
		fence,
		draft_url: job.draft,
		draft_id: await draftHere(parts, job.draft),
		options,
		deliver_extras: job.options.deliver_extras,
		download_name: job.options.download_name ?? null,
		targets: [...targets],
		may_go_straight: isAllowed,
		beat_seconds: beatSeconds(parts),
	};
};

const pull = (parts: ServerParts): Route => {
	const { jobs, workers } = parts;
	return route(
		{
			...words('POST', '/pull'),
			name: 'pull_job',
			summary: 'Gives a worker the next job, waited for up to a minute, and hears how it is.',
			gives: wire.pulled,
		},
		{ body: wire.pull },
		async ({ body, caller, gone }) => {
			const { wait_seconds: wait, is_free: isFree, holding, ...told } = body;
			workers.heard(caller.id, told);
			const held = holding.map(({ job_id: id, fence }) => ({ id, fence }));
			const wish = { worker: caller.id, holding: held, isFree, wait: 1000 * wait };
			const loan = await jobs.lending.take(wish, gone);
			return { job: loan ? await lentJobOf(parts, loan) : null };
		},
	);
};

const beat = ({ jobs, workers }: ServerParts): Route =>
	route(
		{
			...words('POST', '/jobs/:id/beat'),
			name: 'beat_job',
			summary:
				'Renews the lease of a job and tells how far it is; refused when it is lost or cancelled.',
			gives: wire.heard,
		},
		{ body: wire.beat, params: jobParams },
		(call) => {
			workers.heard(call.caller.id);
			jobs.lending.beat(heldBy(call, call.body), call.body);
			return {};
		},
	);

const resultParams = jobParams.extend({ kind: z.enum(RESULT_KINDS).describe('Which result.') });

const results = ({ jobs: { lending }, clock }: ServerParts): readonly Route[] => [
	route(
		{
			...words('GET', '/jobs/:id/results/:kind'),
			name: 'get_result_bytes',
			summary: 'Tells how many bytes of a result are here: where to go on.',
			gives: wire.here,
		},
		{ params: resultParams, query: wire.leased },
		async (call) => ({
			bytes: await lending.received(heldBy(call, call.query), call.params.kind),
		}),
	),
	route(
		{
			...words('POST', '/jobs/:id/results/:kind'),
			name: 'put_result_piece',
			summary: 'Takes a piece of a result, at most 8 MiB, and tells how many bytes are here.',
			takes: ['application/octet-stream'],
			gives: wire.here,
		},
		{ params: resultParams, query: wire.place },
		async (call) => {
			const { request, query, params } = call;
			if (!(request.body instanceof Readable))
				throw new AgentError('REQUEST_INVALID', { object: 'application/octet-stream' });
			const cancel = clock.after(PIECE_LIMIT, () => request.raw.destroy());
			const bytes = await pieceOf(request.body).finally(cancel);
			const { offset, total } = query;
			const piece = { kind: params.kind, offset, total, bytes };
			return { bytes: await lending.receive(heldBy(call, query), piece) };
		},
	),
];

/** How long a piece may take. Milliseconds. */
const PIECE_LIMIT = 120_000;

const endings = ({ jobs: { lending } }: ServerParts): readonly Route[] => [
	route(
		{
			...words('POST', '/jobs/:id/done'),
			name: 'finish_job',
			summary: 'Hands over a finished video whose files are here, or that was put to its targets.',
			gives: wire.heard,
		},
		{ params: jobParams, body: madeElsewhere.extend(wire.leased.shape) },
		async (call) => {
			await lending.done(heldBy(call, call.body), call.body);
			return {};
		},
	),
	route(
		{
			...words('POST', '/jobs/:id/failed'),
			name: 'fail_job',
			summary: 'Ends a job as failed.',
			gives: wire.heard,
		},
		{ params: jobParams, body: wire.leased.extend({ failure: wire.failure }) },
		async (call) => {
			await lending.failed(heldBy(call, call.body), failureIn(call.body.failure));
			return {};
		},
	),
	route(
		{
			...words('POST', '/jobs/:id/back'),
			name: 'put_job_back',
			summary: 'Puts a job back into the queue for somebody else.',
			gives: wire.heard,
		},
		{ params: jobParams, body: wire.putBack },
		async (call) => {
			const { failure } = call.body;
			await lending.back(heldBy(call, call.body), failure && failureIn(failure));
			return {};
		},
	),
];

/** The draft of a job that the worker holds, when it lies here. */
const draftOf = async (parts: ServerParts, held: Held): Promise<string> => {
	const id = await draftHere(parts, parts.jobs.lending.jobOf(held).draft);
	if (id !== null) return id;
	throw new AgentError('DRAFT_NOT_FOUND', { object: held.lease.id });
};

const lyingDrafts = (parts: ServerParts): readonly Route[] => [
	route(
		{
			...words('GET', '/jobs/:id/draft'),
			name: 'get_job_draft',
			summary: 'Lists the files of the draft of a job that the worker holds, as get_draft does.',
			gives: z.object({ files: z.array(z.string()) }),
		},
		{ params: jobParams, query: wire.leased },
		async (call) => {
			const id = await draftOf(parts, heldBy(call, call.query));
			return listedDraft(parts.drafts, id, call.base);
		},
	),
	route(
		{
			...words('GET', '/jobs/:id/draft/*'),
			name: 'get_job_draft_file',
			summary: 'Gives a file of the draft of a job that the worker holds.',
			gives: 'application/octet-stream',
		},
		{ params: jobParams.extend({ '*': z.string() }), query: wire.leased },
		async (call) => {
			const id = await draftOf(parts, heldBy(call, call.query));
			await sendDraftFile(parts, { id, path: call.params['*'] }, call.reply);
			return undefined;
		},
	),
];

const self = ({ jobs, workers, clock }: ServerParts): readonly Route[] => [
	route(
		{
			...words('GET', '/me'),
			name: 'get_own_worker',
			summary: 'Shows a worker how its gateway sees it.',
			gives: wire.workerView,
		},
		{},
		({ caller, language }) => {
			const known = workers.list().find(({ id }) => id === caller.id);
			if (!known) throw new AgentError('WORKER_KEY_INVALID');
			const held = { jobs: jobs.lending.heldBy(known.id), now: clock.now() };
			return workerViewOf(known, held, language);
		},
	),
	route(
		{
			...words('POST', '/leave'),
			name: 'leave_gateway',
			summary: 'Revokes the credential that it is called with; what the worker holds goes back.',
			gives: wire.heard,
		},
		{},
		({ caller }) => {
			workers.revoke(caller.id);
			return {};
		},
	),
];

/** The routes that workers call. */
export const workerRoutes = (parts: ServerParts): readonly Route[] => [
	enrol(parts),
	pull(parts),
	beat(parts),
	...results(parts),
	...endings(parts),
	...lyingDrafts(parts),
	...self(parts),
];
