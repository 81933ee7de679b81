/** Drafts that lie here: uploaded as a zip, listed and served again. */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod/v4';
import type { StoredDraft } from '../../assets/draftStore';
import type { Viewer } from '../../jobs/store';
import { AgentError } from '../../kernel/errors';
import { localTime } from '../jobView';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';
import { COMPATIBLE } from './genVideo';

const LIMIT = 2 * 1024 ** 3;

/** MIME types of a zip that is the body itself. */
export const ZIP_TYPES = [
	'application/zip',
	'application/x-zip-compressed',
	'application/octet-stream',
] as const;

const TYPES = new Map([
	['json', 'application/json; charset=utf-8'],
	['mp4', 'video/mp4'],
	['mov', 'video/quicktime'],
	['mp3', 'audio/mpeg'],
	['wav', 'audio/wav'],
	['m4a', 'audio/mp4'],
	['png', 'image/png'],
	['jpg', 'image/jpeg'],
	['jpeg', 'image/jpeg'],
	['gif', 'image/gif'],
	['webp', 'image/webp'],
]);

const typeOf = (path: string): string =>
	TYPES.get(/\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '') ?? 'application/octet-stream';

/** The address of a draft that lies here, as one submits it. */
export const draftUrlOf = (base: string, draftId: string): string =>
	`${base}${COMPATIBLE}/get_draft?draft_id=${draftId}`;

const brokenForm = (cause: unknown): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: 'multipart 请求体不完整或无法识别；请把 zip 作为字段 file 完整地重新上传',
			en: 'the multipart body is cut off or none at all; send the zip again, whole, as the field file',
		},
		cause,
	});

/** A zip on its way, and whether it broke off because the form around it is at fault. */
interface Upload {
	readonly zip: Readable;
	readonly fault: () => AgentError | undefined;
}

const fileOf = async (request: FastifyRequest): Promise<Upload> => {
	const limits = { fileSize: LIMIT + 1, files: 1 };
	const part = await request.file({ limits }).catch((cause: unknown) => {
		throw brokenForm(cause);
	});
	if (part?.fieldname !== 'file')
		throw new AgentError('REQUEST_INVALID', {
			object: { zh: 'file: 必填', en: 'file: required' },
		});
	let fault: AgentError | undefined;
	part.file.once('error', (cause) => {
		fault = brokenForm(cause);
	});
	return { zip: part.file, fault: () => fault };
};

const uploadOf = async (request: FastifyRequest): Promise<Upload> => {
	if (request.isMultipart()) return fileOf(request);
	if (request.body instanceof Readable) return { zip: request.body, fault: () => undefined };
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: '请以 multipart 字段 file 或 application/zip 请求体上传 zip',
			en: 'send the zip as the multipart field file, or as a body of the type application/zip',
		},
	});
};

const putDraft = ({ drafts }: ServerParts): Route =>
	route(
		{
			method: 'POST',
			path: '/v1/drafts',
			name: 'put_draft',
			summary: 'Takes a zip of a draft folder, at most 2 GiB, and gives the address to submit.',
			scope: 'submit',
			takes: ['multipart/form-data', ...ZIP_TYPES],
			gives: z.object({ draft_id: z.string(), draft_url: z.string() }),
		},
		{},
		async ({ request, base, gone, caller }) => {
			const { zip, fault } = await uploadOf(request);
			const { draftId } = await drafts.put(zip, gone, caller.id).catch((error: unknown) => {
				throw fault() ?? error;
			});
			return { draft_id: draftId, draft_url: draftUrlOf(base, draftId) };
		},
	);

const LISTED = 200;

const isSeenBy =
	(viewer: Viewer) =>
	({ owner }: StoredDraft): boolean =>
		viewer === 'everybody' || viewer.owner === owner;

const listDrafts = ({ drafts }: ServerParts): Route =>
	route(
		{
			method: 'GET',
			path: '/v1/drafts',
			name: 'list_drafts',
			summary:
				'Lists the drafts that were uploaded with this key (with an admin key: all), newest first, 200 at most.',
			scope: 'read',
			gives: z.object({
				items: z.array(
					z.object({
						draft_id: z.string(),
						draft_url: z.string().describe('The address to submit.'),
						created_at: z.string().describe('Local time without a zone.'),
					}),
				),
			}),
		},
		{},
		async ({ base, caller: { viewer } }) => ({
			items: (await drafts.list())
				.filter(isSeenBy(viewer))
				.slice(0, LISTED)
				.map(({ draftId, putAt }) => ({
					draft_id: draftId,
					draft_url: draftUrlOf(base, draftId),
					created_at: localTime(Math.floor(putAt)),
				})),
		}),
	);

/** The files of a draft that lies here, by their addresses. @throws {AgentError} DRAFT_NOT_FOUND */
export const listedDraft = async (
	drafts: ServerParts['drafts'],
	id: string,
	base: string,
): Promise<{ readonly files: readonly string[] }> => {
	const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
	const paths = await drafts.files(id);
	return { files: paths.map((path) => `${base}/output/draft/${id}/${encoded(path)}`) };
};

const getDraft = ({ drafts }: ServerParts): Route =>
	route(
		{
			method: 'GET',
			path: `${COMPATIBLE}/get_draft`,
			name: 'get_draft',
			summary: 'Lists the files of a draft that lies here.',
			scope: 'read',
			gives: z.object({ files: z.array(z.string()).describe('Addresses of the files.') }),
		},
		{ query: z.object({ draft_id: z.string().min(1).max(80).describe('Id of the draft.') }) },
		({ query: { draft_id: id }, base }) => listedDraft(drafts, id, base),
	);

/** Sends a file of a draft that lies here. @throws {AgentError} DRAFT_NOT_FOUND */
export const sendDraftFile = async (
	{ drafts }: Pick<ServerParts, 'drafts'>,
	{ id, path }: { readonly id: string; readonly path: string },
	reply: FastifyReply,
): Promise<void> => {
	const { stream, bytes } = await drafts.open(id, path);
	await reply
		.type(typeOf(path))
		.header('content-length', bytes)
		.header('x-content-type-options', 'nosniff')
		.send(stream);
};

const draftFile = (parts: ServerParts): Route =>
	route(
		{
			method: 'GET',
			path: '/output/draft/:draft_id/*',
			name: 'get_draft_file',
			summary: 'Gives a file of a draft that lies here.',
			scope: 'read',
			gives: 'application/octet-stream',
		},
		{
			params: z.object({
				draft_id: z.string().describe('Id of the draft.'),
				'*': z.string().describe("Path in the draft's folder."),
			}),
		},
		async ({ params, reply }) => {
			await sendDraftFile(parts, { id: params.draft_id, path: params['*'] }, reply);
			return undefined;
		},
	);

/** The routes of drafts. */
export const draftRoutes = (parts: ServerParts): readonly Route[] => [
	putDraft(parts),
	listDrafts(parts),
	getDraft(parts),
	draftFile(parts),
];
