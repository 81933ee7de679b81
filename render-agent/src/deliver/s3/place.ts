/** Where a bucket answers: endpoint, region and addressing of the storages that speak S3. Pure. */
import type { z } from 'zod/v4';
import type { s3Target } from '../../config/targets';

type S3Preset = NonNullable<z.infer<typeof s3Target>['preset']>;

/** What is said about a bucket. */
export interface S3Where {
	readonly preset?: S3Preset | undefined;
	/** Address of the storage, without the bucket. */
	readonly endpoint?: string | undefined;
	readonly region?: string | undefined;
	readonly bucket: string;
	/** Whether the bucket stands in the path instead of the host's name. Default: as the storage wants it. */
	readonly path_style?: boolean | undefined;
	/** Whether the endpoint is the bucket's own domain. Default: with OSS, every one that is not the vendor's. */
	readonly own_domain?: boolean | undefined;
}

/** Where the bucket's objects lie. */
export interface S3Place {
	/** Address of the bucket, without a slash at its end. */
	readonly base: string;
	/** As signatures name it. */
	readonly region: string;
}

interface Ways {
	/** The endpoint of a region; undefined when it has to be written down. */
	readonly endpointOf?: (region: string) => string;
	readonly region?: string;
	readonly pathStyle?: boolean;
}

const WAYS: Readonly<Record<S3Preset, Ways>> = {
	aws: {
		endpointOf: (region) =>
			`https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`,
		region: 'us-east-1',
	},
	r2: { region: 'auto', pathStyle: true },
	minio: { region: 'us-east-1', pathStyle: true },
	cos: { endpointOf: (region) => `https://cos.${region}.myqcloud.com` },
	oss: { endpointOf: (region) => `https://s3.oss-${region}.aliyuncs.com` },
	tos: { endpointOf: (region) => `https://tos-s3-${region}.volces.com` },
	obs: { endpointOf: (region) => `https://obs.${region}.myhuaweicloud.com` },
	qiniu: { endpointOf: (region) => `https://s3.${region}.qiniucs.com` },
};

/** Hosts of a storage's own protocol, whose S3 protocol has another host, and the region in them. */
const NATIVE: readonly (readonly [RegExp, string])[] = [
	[/^oss-([a-z0-9-]+)\.aliyuncs\.com$/, 's3.oss-$1.aliyuncs.com'],
	[/^tos-(?!s3-)([a-z0-9-]+)\.(i?volces\.com|i?bytepluses\.com)$/, 'tos-s3-$1.$2'],
];

const REGION_IN: readonly RegExp[] = [
	/^s3\.oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/,
	/^tos-s3-([a-z0-9-]+)\.i?(?:volces|bytepluses)\.com$/,
	/^cos(?:-internal)?\.([a-z0-9-]+)\.(?:myqcloud|tencentcos)\.com$/,
	/^obs\.([a-z0-9-]+)\.myhuaweicloud\.(?:com|eu)$/,
	/^s3[.-]([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|qiniucs\.com|backblazeb2\.com|wasabisys\.com)$/,
];

const translated = (endpoint: string): URL => {
	const url = new URL(endpoint);
	for (const [native, ours] of NATIVE) url.hostname = url.hostname.replace(native, ours);
	return url;
};

const regionIn = (host: string): string | undefined =>
	REGION_IN.map((pattern) => pattern.exec(host)?.[1]).find((region) => region !== undefined);

/** The region as signatures want it: OSS writes `oss-cn-hangzhou` in some places and means `cn-hangzhou`. */
const plainRegion = (region: string | undefined): string | undefined =>
	region?.replace(/^oss-/, '');

const FALLBACK_REGION = 'us-east-1';

const endpointOf = ({ preset, endpoint, region }: S3Where, ways: Ways): URL | undefined => {
	if (endpoint !== undefined) return translated(endpoint);
	const known = plainRegion(region) ?? ways.region;
	if (known === undefined || ways.endpointOf === undefined || preset === undefined)
		return undefined;
	return new URL(ways.endpointOf(known));
};

/** The address of the bucket: its name in front of the host, or at the end of the path. */
const bucketAt = (url: URL, bucket: string, isPath: boolean): string => {
	if (isPath) url.pathname = `${url.pathname.replace(/\/+$/, '')}/${bucket}`;
	else if (!url.hostname.startsWith(`${bucket}.`)) url.hostname = `${bucket}.${url.hostname}`;
	return url.href.replace(/\/+$/, '');
};

/** Alibaba makes new accounts use domains of their own; a host that is not the vendor's can be nothing else. */
const isOwnDomain = ({ preset, own_domain: said }: S3Where, { hostname }: URL): boolean =>
	said ?? (preset === 'oss' && !hostname.endsWith('.aliyuncs.com'));

/** Storages that have regions refuse what is signed for another one; those without a preset, such as MinIO, take any. */
const regionOf = ({ preset, region }: S3Where, url: URL, ways: Ways): string | undefined =>
	plainRegion(region) ??
	regionIn(url.hostname) ??
	ways.region ??
	(preset === undefined ? FALLBACK_REGION : undefined);

/** What has to be written down of a bucket, for it cannot be known. */
export type Lacking = 'endpoint' | 'region';

/** The place of a bucket, or what is lacking to know it. */
export const placeOf = (where: S3Where): S3Place | Lacking => {
	const { preset, bucket, path_style: asked } = where;
	const ways: Ways = preset === undefined ? { pathStyle: true } : WAYS[preset];
	const url = endpointOf(where, ways);
	if (url === undefined) return 'endpoint';
	const region = regionOf(where, url, ways);
	if (region === undefined) return 'region';
	// The certificate of a storage does not cover names with one more dot.
	const isDotted = bucket.includes('.') && url.protocol === 'https:';
	const base = isOwnDomain(where, url)
		? url.href.replace(/\/+$/, '')
		: bucketAt(url, bucket, asked ?? ways.pathStyle ?? isDotted);
	return { base, region };
};
