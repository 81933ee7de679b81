/** The storages that capcut-mate knows, in its own names: Tencent COS, Alibaba OSS, Volcengine TOS. */
import { z } from 'zod/v4';
import { withScheme } from './targets';

const text = (sentence: string) => z.string().min(1).optional().describe(sentence);

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

type Variables = z.infer<z.ZodObject<typeof FOREIGN_DELIVERY>>;

/** The storages, in the order in which they are tried. */
export const STORAGES = ['COS', 'OSS', 'TOS'] as const;

type Storage = (typeof STORAGES)[number];

/** capcut-mate's example file has `xxx` where nothing is set. */
const given = (value: string | undefined): string | undefined =>
	value === 'xxx' ? undefined : value;

/** How a storage is written down as a target; undefined when it is not fully set. */
export const storageOf = (storage: Storage, env: Variables): object | undefined => {
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
	return { kind: 's3', preset: storage.toLowerCase(), ...of, ...Object.fromEntries(said) };
};

/** A domain of the bucket's own does not say its region, for which requests are signed. */
export const lacksRegion = ({
	OSS_ENDPOINT: endpoint = '',
	OSS_REGION: region,
}: Variables): boolean =>
	given(region) === undefined &&
	!/\.aliyuncs\.com$/i.test(URL.parse(withScheme(endpoint.trim()))?.hostname ?? '');

/** Whether anything of a storage is set. */
export const touched = (storage: Storage, env: object): boolean =>
	Object.entries(env).some(
		([name, value]) =>
			name.startsWith(`${storage}_`) && typeof value === 'string' && given(value) !== undefined,
	);
