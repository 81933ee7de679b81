/** The settings of delivery: targets by name, in our own names and in those of capcut-mate's storages. */
import { z } from 'zod/v4';
import { type FOREIGN_DELIVERY, lacksRegion, STORAGES, storageOf, touched } from './storages';
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
	RENDER_AGENT_STORAGE_CACHE_CONTROL: text(
		'Cache-Control of what is uploaded to s3, cos, oss and tos, such as public, max-age=31536000. Unset: none, the storage and readers decide.',
	),
	RENDER_AGENT_STORAGE_DISPOSITION: z
		.enum(['inline', 'attachment'])
		.default('inline')
		.describe(
			'What browsers do with what was uploaded to s3, cos, oss and tos: inline shows it, attachment saves it, both under its download name (Content-Disposition).',
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

/** What the storages of plain settings have in common: where objects lie in the bucket, and what they keep beside their bytes. */
const keptWith = (env: Variables) => ({
	prefix: env.STORAGE_UPLOAD_PREFIX,
	cache_control: env.RENDER_AGENT_STORAGE_CACHE_CONTROL,
	disposition: env.RENDER_AGENT_STORAGE_DISPOSITION,
});

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
				...keptWith(env),
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
	const stored = storage && { ...storageOf(storage, env), ...keptWith(env) };
	const written: readonly (readonly [string, unknown])[] = [
		['http', formOf(env)],
		...(storage ? [[storage.toLowerCase(), stored] as const] : []),
		['s3', s3Of(env)],
	];
	return { storage, written: written.filter(([, target]) => target !== undefined) };
};

type Opened = Record<string, TargetSettings>;

const openedOf = (env: Variables, faults: string[]): Opened => {
	const opened: Opened = {};
	const { written } = plainTargets(env);
	if (written.some(([name]) => name === 'oss') && lacksRegion(env))
		faults.push(
			"OSS_REGION: must be set, such as cn-hangzhou: OSS_ENDPOINT is the bucket's own domain, which does not say the region for which requests are signed",
		);
	for (const [name, one] of written) {
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
