/** How delivery targets are written down, in the settings and in requests: one schema for both. */
import { z } from 'zod/v4';

const isHttp = (value: string): boolean => /^https?:$/.test(URL.parse(value)?.protocol ?? '');

/** Letter by letter as it was written: a signed address does not bear to be tidied up. */
const exact = z.string().max(8192).refine(isHttp, 'must be an http(s) address');

const PLACEHOLDERS = ['{name}', '{key}'] as const;

/** What stands in braces and would be sent as it is. */
const strangersIn = (address: string): readonly string[] =>
	(address.match(/\{\w+\}/g) ?? []).filter((one) => !PLACEHOLDERS.some((known) => known === one));

const named = exact.refine((value) => strangersIn(value).length === 0, {
	error: ({ input }) =>
		`${strangersIn(String(input)).join(', ')}: no such placeholder; there are ${PLACEHOLDERS.join(' and ')}`,
});

const base = exact.transform((value) => value.replace(/\/+$/, ''));

/** An address; vendors write the names of hosts down without a scheme. */
export const withScheme = (endpoint: string): string =>
	/^https?:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`;

const texts = (sentence: string) => z.record(z.string(), z.string()).default({}).describe(sentence);

const publicUrl = base
	.optional()
	.describe('Address by which others read the files, apart from the one they are sent to.');

const prefix = z.string().max(500).optional().describe('Folder in which the files are put.');

/** How storages that speak S3 are written down. */
export const s3Target = z.strictObject({
	kind: z.literal('s3'),
	preset: z
		.enum(['aws', 'r2', 'minio', 'cos', 'oss', 'tos', 'obs', 'qiniu'])
		.optional()
		.describe('Whose storage it is: sets address, region and addressing.'),
	endpoint: z
		.string()
		.trim()
		.min(1)
		.max(1000)
		.transform(withScheme)
		.refine(isHttp, 'must be the name of a host or an http(s) address')
		.optional()
		.describe('Address of the storage, without the bucket. Needed for r2, minio and no preset.'),
	region: z.string().min(1).max(100).optional().describe('Region of the bucket.'),
	bucket: z.string().min(1).max(255),
	path_style: z
		.boolean()
		.optional()
		.describe("Whether the bucket stands in the path, not in the host's name."),
	own_domain: z
		.boolean()
		.optional()
		.describe("Whether the endpoint is the bucket's own domain (CNAME), without its name in it."),
	access_key_id: z.string().min(1).max(500),
	secret_access_key: z.string().min(1).max(500),
	session_token: z.string().min(1).max(5000).optional(),
	prefix,
	public_url: publicUrl,
	link_days: z
		.number()
		.min(0.001)
		.max(7)
		.optional()
		.describe("Days for which signed links work, at most 7. Default: the agent's retention."),
	cache_control: z.string().max(500).optional().describe('Cache-Control of the files.'),
	disposition: z
		.enum(['inline', 'attachment'])
		.default('inline')
		.describe('Whether browsers show the video or save it.'),
	acl: z.string().max(100).optional().describe('Canned ACL, such as public-read.'),
	storage_class: z.string().max(100).optional(),
	part_mb: z
		.number()
		.int()
		.min(5)
		.max(1024)
		.default(16)
		.describe('MiB; larger files go in parts of this size.'),
});

const formTarget = z.strictObject({
	kind: z.literal('form'),
	url: exact,
	field: z.string().min(1).max(200).default('file').describe('Form field of the video.'),
	fields: texts('More form fields; {name} and {key} stand for those of the file.'),
	headers: texts('HTTP headers.'),
	result_path: z
		.string()
		.min(1)
		.max(200)
		.default('url')
		.describe(
			"Where the answer carries the video's address: names joined by dots in its JSON, $location, or $text.",
		),
	public_url: publicUrl,
});

const putTarget = z.strictObject({
	kind: z.literal('put'),
	url: named.describe('Signed address, or one with {name} or {key} in it.'),
	headers: texts('HTTP headers.'),
	public_url: publicUrl,
});

const webdavTarget = z.strictObject({
	kind: z.literal('webdav'),
	url: base.describe('Address of a folder.'),
	username: z.string().min(1).max(200).optional(),
	password: z.string().max(500).optional(),
	headers: texts('HTTP headers.'),
	prefix,
	public_url: publicUrl,
});

const folderTarget = z.strictObject({
	kind: z.literal('folder'),
	path: z.string().min(1).max(4096).describe('Absolute path of a folder that is there.'),
	create: z
		.boolean()
		.default(false)
		.describe(
			'Whether the folder is made when it is not there; unset, an upload to it fails then.',
		),
	public_url: publicUrl,
});

/** A target that a request may bring along, where the operator allows its kind. */
export const sentTarget = z.discriminatedUnion('kind', [
	s3Target,
	formTarget,
	putTarget,
	webdavTarget,
]);

/** A target that the operator may write down. */
export const ownTarget = z.discriminatedUnion('kind', [
	s3Target,
	formTarget,
	putTarget,
	webdavTarget,
	folderTarget,
]);

/** The kinds that requests may bring along. */
export const SENT_KINDS = ['s3', 'form', 'put', 'webdav'] as const;

/** One of them. */
export type SentKind = (typeof SENT_KINDS)[number];

/** A target as it is written down. */
export type TargetSettings = z.infer<typeof ownTarget>;

/** What a target may be called. */
export const TARGET_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/i;
