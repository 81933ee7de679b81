import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import { s3Target } from '../../../render-agent/src/config/targets';
import { signedRequest } from '../../../render-agent/src/deliver/s3/sign';
import type { DeliveryTarget } from '../../../render-agent/src/deliver/target';
import { createPost } from '../../../render-agent/src/net/post';
import { deliveryFile, describeDeliveryTarget, watchedCourse } from '../../support/deliveryTarget';
import { impatientClock } from '../../support/impatientClock';
import { type S3Server, startS3 } from '../../support/s3Server';

const never = new AbortController().signal;
const MIB = 1024 ** 2;

const targetOf = (server: S3Server, more: object = {}): DeliveryTarget => {
	const clock = impatientClock();
	const settings = s3Target.parse({
		kind: 's3',
		preset: 'minio',
		endpoint: server.endpoint,
		region: server.account.region,
		bucket: server.bucket,
		access_key_id: server.account.id,
		secret_access_key: server.account.secret,
		prefix: '/out put/',
		part_mb: 5,
		...more,
	});
	const { send } = createPost({ allow: ['127.0.0.1'], clock });
	return openTarget('s3', settings, { send, clock, linkDays: 7 });
};

const labOf = async () => {
	const server = await startS3();
	return {
		target: targetOf(server),
		read: async (url: string) => {
			const answer = await fetch(url);
			return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
		},
		count: () => Promise.resolve(server.objects.size),
		close: server.close,
	};
};

describeDeliveryTarget('a bucket', labOf);
describeDeliveryTarget('a bucket that takes parts', labOf, { size: 11 * MIB });

describe('an upload to a bucket', () => {
	let server: S3Server;
	let folder: string;
	const small = Buffer.from('0123456789'.repeat(1000));
	const large = Buffer.alloc(12 * MIB, 'parts');

	beforeEach(async () => {
		server = await startS3();
		folder = await mkdtemp(join(tmpdir(), 's3-'));
	});
	afterEach(async () => {
		await server.close();
		await rm(folder, { recursive: true });
	});

	const put = async (bytes: Buffer, more: object = {}, course = watchedCourse()) =>
		targetOf(server, more).put(await deliveryFile(folder, bytes), course, never);
	const only = () => [...server.objects.values()][0];

	it('has the key of the day, the type, the name for saving and the cache header', async () => {
		await put(small, { cache_control: 'max-age=60', disposition: 'attachment' });
		expect([...server.objects.keys()]).toEqual(['out put/2026-11-25/20261125083000c0ffee04.mp4']);
		expect(only()?.headers).toMatchObject({
			'content-type': 'video/mp4',
			'cache-control': 'max-age=60',
			'content-disposition':
				'attachment; filename="__ 1.mp4"; filename*=UTF-8\'\'%E6%88%90%E7%89%87%201.mp4',
		});
	});

	it('gives a link that works for as long as was said, or one below the public address', async () => {
		const { url } = await put(small, { link_days: 1 });
		expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('86400');
		expect((await fetch(url)).status).toBe(200);
		expect((await fetch(url.replace('c0ffee04', 'c0ffee05'))).status).toBe(403);
		server.faults.skew = 86_401_000;
		expect((await fetch(url)).status).toBe(403);
		server.faults.skew = 0;
		const open = await put(small, { public_url: 'https://cdn.example/v/' });
		expect(open.url).toBe('https://cdn.example/v/out%20put/2026-11-25/20261125083000c0ffee04.mp4');
	});

	it('in parts survives busy servers, wrong checksums and a completion that failed with a 200', async () => {
		Object.assign(server.faults, { slowDown: 2, wrongTags: 1, completionErrors: 1 });
		const course = watchedCourse();
		await put(large, {}, course);
		expect(only()?.bytes.equals(large)).toBe(true);
		expect(only()?.headers['content-type']).toBe('video/mp4');
		expect(course.heard.at(-1)).toBe(large.length);
		expect(server.openUploads()).toBe(0);
	});

	it('that was cut goes on later with the parts that are missing, with another target of the same settings', async () => {
		const course = watchedCourse();
		server.faults.cutAfter = 3 * MIB;
		await expect(put(large, {}, course)).rejects.toMatchObject({ code: 'DELIVERY_UNREACHABLE' });
		expect(server.done.filter((one) => one.startsWith('PUT'))).toEqual(['PUT part 3']);
		server.faults.cutAfter = undefined;
		await put(large, {}, course);
		expect(server.done.filter((one) => one.startsWith('PUT')).sort()).toEqual([
			'PUT part 1',
			'PUT part 2',
			'PUT part 3',
		]);
		expect(only()?.bytes.equals(large)).toBe(true);
		expect(course.state).toBeUndefined();
	});

	it('whose beginning the storage has forgotten starts anew', async () => {
		const course = watchedCourse();
		server.faults.cutAfter = 3 * MIB;
		await expect(put(large, {}, course)).rejects.toThrow();
		const before = course.state as { id: string };
		course.state = { ...before, id: 'gone' };
		server.faults.cutAfter = undefined;
		await put(large, {}, course);
		expect(only()?.bytes.equals(large)).toBe(true);
	});

	it('is never sent as aws-chunked, which many storages refuse, as this one does', async () => {
		await put(small);
		await put(large);
		expect(server.refusals).toEqual([]);
		const { id, secret, region } = server.account;
		const url = `${server.endpoint}/${server.bucket}/chunked`;
		const chunked = {
			...{ method: 'PUT' as const, url, sha256: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
			headers: { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': '5' },
		};
		const keys = { accessKeyId: id, secretAccessKey: secret };
		const headers = new Headers(signedRequest(chunked, { keys, region, now: Date.now() }));
		headers.delete('host');
		const body = '5;chunk-signature=0\r\nvideo\r\n0;chunk-signature=0\r\n\r\n';
		expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(501);
		expect(server.refusals).toEqual(['NotImplemented']);
		expect(server.objects.has('chunked')).toBe(false);
	});

	it('that is given up leaves nothing in the bucket', async () => {
		const course = watchedCourse();
		server.faults.cutAfter = 3 * MIB;
		await expect(put(large, {}, course)).rejects.toThrow();
		expect(server.openUploads()).toBe(1);
		await targetOf(server).drop?.(course.state, never);
		await targetOf(server).drop?.(course.state, never);
		expect(server.openUploads()).toBe(0);
	});

	it('with keys that may write and not read is done without looking', async () => {
		server.faults.hidden = true;
		await put(small);
		expect(server.objects.size).toBe(1);
	});

	it.each([
		['DELIVERY_DENIED', { secret_access_key: 'wrong' }, {}],
		['DELIVERY_DENIED', { access_key_id: 'nobody' }, {}],
		['DELIVERY_DENIED', {}, { refuses: 'AccessDenied' as const }],
		['DELIVERY_CLOCK', {}, { skew: 3_600_000 }],
		['DELIVERY_FULL', {}, { refuses: 'QuotaExceeded' as const }],
		['DELIVERY_FULL', {}, { refuses: 'InsufficientStorageSpace' }],
		['DELIVERY_FULL', {}, { refuses: 'XMinioAdminBucketQuotaExceeded' }],
		['DELIVERY_FULL', {}, { refuses: 'ExceedBucketQuota' }],
		['DELIVERY_FAILED', { bucket: 'no-such-bucket' }, {}],
		['DELIVERY_CORRUPT', {}, { wrongTags: 99 }],
		['DELIVERY_UNREACHABLE', {}, { cutAfter: 0 }],
		['DELIVERY_FAILED', {}, { slowDown: 99 }],
		['DELIVERY_UNREACHABLE', { endpoint: 'http://127.0.0.1:1099' }, {}],
	])(
		'fails as %s with %j and a server with %j, without a word of the secret',
		async (code, settings, faults) => {
			Object.assign(server.faults, faults);
			for (const bytes of [small, large.subarray(0, 6 * MIB)]) {
				const failure: unknown = await put(bytes, settings).catch((error: unknown) => error);
				expect(failure).toMatchObject({ code });
				expect(String(failure)).not.toMatch(/canary|AWS4|Credential/);
			}
			expect(server.objects.size).toBeLessThanOrEqual(1);
		},
	);
});
