/** The settings of delivery: targets by name, in our own names and in those of capcut-mate's storages. */
import { z } from 'zod/v4';
import {
	ownTarget,
	s3Target,
	SENT_KINDS,
	type SentKind,
	TARGET_NAME,
	type TargetSettings,
} from './targets';

const text = (sentence: string) => z.string().min(1).optional().describe(sentence);

const httpAddress = (sentence: string) =>
	z
		.url({ protocol: /^https?$/ })
		.optional()
		.describe(sentence);

const parsedJson = (value: string): unknown => {
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
};

const texts = (sentence: string) =>
	z
		.string()
		.default('{}')
		.transform((value, context): Readonly<Record<string, string>> => {
			const { success, data } = z.record(z.string(), z.string()).safeParse(parsedJson(value));
			if (success) return data;
			context.addIssue({ code: 'custom', message: 'must be a JSON object of texts' });
			return z.NEVER;
		})
		.describe(sentence);

const names = (sentence: string) =>
	z
		.string()
		.optional()
		.transform((value) =>
			value
				?.split(',')
				.map((item) => item.trim())
				.filter((item) => item !== ''),
		)
		.describe(sentence);

const byName = z.record(z.string().regex(TARGET_NAME), ownTarget);

const targets = z
	.string()
	.default('{}')
	.transform((value, context): Readonly<Record<string, TargetSettings>> => {
		const parsed = byName.safeParse(parsedJson(value));
		if (parsed.success) return parsed.data;
		for (const { path, message } of parsed.error.issues)
			context.addIssue({ code: 'custom', message: `${path.join('.')}: ${message}` });
		return z.NEVER;
	})
	.describe(
		'Delivery targets by name, as a JSON object, or the path of a file that holds it; see docs/delivery.md.',
	);

const SENT_WORDS =
	'Kinds of targets that a request may bring along in deliver, separated by commas: s3, form, put, webdav. Unset: none; a request may choose among the names of yours.';
const sentKinds = names(SENT_WORDS)
	.pipe(z.array(z.enum(SENT_KINDS)).optional())
	.describe(SENT_WORDS);

/** Our own settings of delivery. */
export const OWN_DELIVERY = {
	RENDER_AGENT_TARGETS: targets,
	RENDER_AGENT_DELIVER: names(
		'Names of the targets that a job goes to when it asks for none, separated by commas; none keeps videos here. Unset: all of them.',
	),
	RENDER_AGENT_JOB_TARGETS: sentKinds,
	RENDER_AGENT_UPLOAD_URL: httpAddress(
		'Address to which each finished video is uploaded as a multipart form (target http). Unset: none.',
	),
	RENDER_AGENT_UPLOAD_FIELD: z
		.string()
		.min(1)
		.default('file')
		.describe('Name of the form field that carries the video.'),
	RENDER_AGENT_UPLOAD_FIELDS: texts(
		'More fields of the form, as a JSON object of texts; {name} and {key} in them stand for those of the file.',
	),
	RENDER_AGENT_UPLOAD_HEADERS: texts(
		'HTTP headers sent with each upload, as a JSON object of texts, such as {"Authorization":"Bearer …"}.',
	),
	RENDER_AGENT_UPLOAD_RESULT_PATH: z
		.string()
		.min(1)
		.default('url')
		.describe(
			"Where the answer of the upload carries the video's address: names joined by dots in its JSON, such as data.url; $location (its header), or $text (all of it).",
		),
	RENDER_AGENT_S3_BUCKET: text(
		'Bucket of a storage that speaks S3, to which each finished video is uploaded (target s3). Unset: none.',
	),
	RENDER_AGENT_S3_PRESET: text('Whose storage it is: aws, r2, minio, cos, oss, tos, obs, qiniu.'),
	RENDER_AGENT_S3_ENDPOINT: text(
		'Its address without the bucket, such as http://127.0.0.1:9000. Unset: as the preset and the region say.',
	),
	RENDER_AGENT_S3_REGION: text('Its region.'),
	RENDER_AGENT_S3_ACCESS_KEY_ID: text('Id of the key that may write there.'),
	RENDER_AGENT_S3_SECRET_ACCESS_KEY: text('Secret of that key.'),
	RENDER_AGENT_S3_PUBLIC_URL: httpAddress(
		'Address by which everybody reads the bucket, such as a CDN. Unset: links are signed and expire.',
	),
} as const;

/** capcut-mate's settings of its storages. */
export const FOREIGN_DELIVERY = {
	STORAGE_UPLOAD_PREFIX: text(
		"capcut-mate's name of the folder in buckets; for COS, OSS, TOS and s3.",
	),
	COS_SECRET_ID: text('Tencent COS, as capcut-mate names it (target cos, once all four are set).'),
	COS_SECRET_KEY: text('Tencent COS.'),
	COS_BUCKET_NAME: text('Tencent COS: the bucket with its appid, such as videos-1250000000.'),
	COS_REGION: text('Tencent COS, such as ap-guangzhou.'),
	OSS_ACCESS_KEY_ID: text(
		'Alibaba OSS, as capcut-mate names it (target oss, once all four are set and COS is not).',
	),
	OSS_ACCESS_KEY_SECRET: text('Alibaba OSS.'),
	OSS_BUCKET_NAME: text('Alibaba OSS.'),
	OSS_ENDPOINT: text(
		"Alibaba OSS, such as https://oss-cn-hangzhou.aliyuncs.com, or the bucket's own domain.",
	),
	OSS_REGION: text(
		"Alibaba OSS, such as cn-hangzhou: needed where OSS_ENDPOINT is the bucket's own domain, which does not say it.",
	),
	TOS_ACCESS_KEY_ID: text(
		'Volcengine TOS, as capcut-mate names it (target tos, once key, secret, bucket and region are set and COS and OSS are not).',
	),
	TOS_ACCESS_KEY_SECRET: text('Volcengine TOS.'),
	TOS_BUCKET_NAME: text('Volcengine TOS.'),
	TOS_REGION: text('Volcengine TOS, such as cn-beijing.'),
	TOS_ENDPOINT: text(
		'Volcengine TOS, such as tos-cn-beijing.volces.com. Unset: as the region says.',
	),
} as const;

type Variables = z.infer<z.ZodObject<typeof OWN_DELIVERY & typeof FOREIGN_DELIVERY>>;

/** Where videos may go. */
export interface DeliverySettings {
	/** By name, in the order in which they are tried. */
	readonly targets: Readonly<Record<string, TargetSettings>>;
	/** Names of those that a job goes to when it asks for none. */
	readonly preset: readonly string[];
	/** Kinds that requests may bring along. */
	readonly sentKinds: readonly SentKind[];
	/** Storages of capcut-mate that are set, but not fully or after another one: COS, OSS, TOS. */
	readonly unusedStorages: readonly string[];
}

const STORAGES = ['COS', 'OSS', 'TOS'] as const;

/** capcut-mate's example file has `xxx` where nothing is set. */
const given = (value: string | undefined): string | undefined =>
	value === 'xxx' ? undefined : value;

const storageOf = (storage: (typeof STORAGES)[number], env: Variables): unknown => {
	const common = { kind: 's3', preset: storage.toLowerCase(), prefix: env.STORAGE_UPLOAD_PREFIX };
	const of = {
		COS: {
			access_key_id: given(env.COS_SECRET_ID),
			secret_access_key: given(env.COS_SECRET_KEY),
			bucket: given(env.COS_BUCKET_NAME),
			region: given(env.COS_REGION),
		},
		OSS: {
			access_key_id: given(env.OSS_ACCESS_KEY_ID),
			secret_access_key: given(env.OSS_ACCESS_KEY_SECRET),
			bucket: given(env.OSS_BUCKET_NAME),
			endpoint: given(env.OSS_ENDPOINT),
		},
		TOS: {
			access_key_id: given(env.TOS_ACCESS_KEY_ID),
			secret_access_key: given(env.TOS_ACCESS_KEY_SECRET),
			bucket: given(env.TOS_BUCKET_NAME),
			region: given(env.TOS_REGION),
		},
	}[storage];
	if (Object.values(of).some((value) => value === undefined)) return undefined;
	const more = { COS: {}, OSS: { region: env.OSS_REGION }, TOS: { endpoint: env.TOS_ENDPOINT } };
	const said = Object.entries(more[storage]).filter(([, value]) => given(value) !== undefined);
	return { ...common, ...of, ...Object.fromEntries(said) };
};

const touched = (storage: string, env: Variables): boolean =>
	Object.entries(env).some(
		([name, value]) =>
			name.startsWith(`${storage}_`) && typeof value === 'string' && given(value) !== undefined,
	);

const s3Of = (env: Variables): unknown =>
	env.RENDER_AGENT_S3_BUCKET === undefined
		? undefined
		: {
				kind: 's3',
				preset: env.RENDER_AGENT_S3_PRESET,
				bucket: env.RENDER_AGENT_S3_BUCKET,
				endpoint: env.RENDER_AGENT_S3_ENDPOINT,
				region: env.RENDER_AGENT_S3_REGION,
				access_key_id: env.RENDER_AGENT_S3_ACCESS_KEY_ID,
				secret_access_key: env.RENDER_AGENT_S3_SECRET_ACCESS_KEY,
				prefix: env.STORAGE_UPLOAD_PREFIX,
				public_url: env.RENDER_AGENT_S3_PUBLIC_URL,
			};

const formOf = (env: Variables): unknown =>
	env.RENDER_AGENT_UPLOAD_URL === undefined
		? undefined
		: {
				kind: 'form',
				url: env.RENDER_AGENT_UPLOAD_URL,
				field: env.RENDER_AGENT_UPLOAD_FIELD,
				fields: env.RENDER_AGENT_UPLOAD_FIELDS,
				headers: env.RENDER_AGENT_UPLOAD_HEADERS,
				result_path: env.RENDER_AGENT_UPLOAD_RESULT_PATH,
			};

/** `target: what is wrong with it`, without the values, which may be secret. */
const faultsOf = (name: string, error: z.ZodError): readonly string[] =>
	error.issues.map(({ path, message }) => `${name} ${path.join('.')}: ${message}`);

const plainTargets = (env: Variables) => {
	const storage = STORAGES.find((one) => storageOf(one, env) !== undefined);
	const written: readonly (readonly [string, unknown])[] = [
		['http', formOf(env)],
		...(storage ? [[storage.toLowerCase(), storageOf(storage, env)] as const] : []),
		['s3', s3Of(env)],
	];
	return { storage, written: written.filter(([, target]) => target !== undefined) };
};

type Opened = Record<string, TargetSettings>;

const openedOf = (env: Variables, faults: string[]): Opened => {
	const opened: Opened = {};
	for (const [name, one] of plainTargets(env).written) {
		const parsed = (name === 'http' ? ownTarget : s3Target).safeParse(one);
		if (parsed.success) opened[name] = parsed.data;
		else faults.push(...faultsOf(name, parsed.error));
	}
	for (const [name, one] of Object.entries(env.RENDER_AGENT_TARGETS)) {
		if (name in opened) faults.push(`RENDER_AGENT_TARGETS ${name}: the name is taken already`);
		opened[name] = one;
	}
	return opened;
};

const presetOf = (env: Variables, opened: Opened, faults: string[]): readonly string[] => {
	const asked = env.RENDER_AGENT_DELIVER ?? Object.keys(opened);
	if (asked.length === 1 && asked[0] === 'none') return [];
	for (const name of asked)
		if (!(name in opened)) faults.push(`RENDER_AGENT_DELIVER ${name}: no target has that name`);
	return asked;
};

/**
 * The settings of delivery, or what is wrong with them. Of capcut-mate's storages the first that is fully set counts, in
 * the order COS, OSS, TOS.
 */
export const deliveryOf = (
	env: Variables,
): { readonly settings: DeliverySettings; readonly faults: readonly string[] } => {
	const faults: string[] = [];
	const targets = openedOf(env, faults);
	const preset = presetOf(env, targets, faults);
	const { storage } = plainTargets(env);
	const unusedStorages = STORAGES.filter((one) => one !== storage && touched(one, env));
	const sentKinds = env.RENDER_AGENT_JOB_TARGETS ?? [];
	return { settings: { targets, preset, sentKinds, unusedStorages }, faults };
};
