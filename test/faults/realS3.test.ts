import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { s3Target } from '../../render-agent/src/config/targets';
import { openTarget } from '../../render-agent/src/deliver/openTarget';
import { UNWATCHED } from '../../render-agent/src/deliver/target';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createPost, type Send } from '../../render-agent/src/net/post';
import { deliveryFile, describeDeliveryTarget, watchedCourse } from '../support/deliveryTarget';
import { impatientClock } from '../support/impatientClock';
import { hasSwift, startSwift, type Swift } from '../support/swift';

jest.setTimeout(90_000);

const never = new AbortController().signal;
const MIB = 1024 ** 2;

const post = createPost({ allow: ['127.0.0.1'], clock: systemClock });

const targetOf = (swift: Swift, more: object = {}, send: Send = post.send) =>
	openTarget(
		's3',
		s3Target.parse({
			kind: 's3',
			preset: 'minio',
			endpoint: swift.endpoint,
			region: swift.region,
			bucket: swift.bucket,
			access_key_id: swift.keys.accessKeyId,
			secret_access_key: swift.keys.secretAccessKey,
			part_mb: 5,
			...more,
		}),
		{ send, clock: impatientClock(), linkDays: 7 },
	);

const title = 'a real S3 server (OpenStack Swift)';
const without = `${title}: left out, for the packages that scripts/s3-server.sh names are not installed`;

(hasSwift ? describe : describe.skip)(hasSwift ? title : without, () => {
	let swift: Swift | undefined;
	let folder: string;
	beforeAll(async () => {
		swift = await startSwift();
		folder = await mkdtemp(join(tmpdir(), 'real-'));
	});
	afterAll(async () => {
		await swift?.close();
		await rm(folder, { recursive: true, force: true });
	});

	/** The running server. */
	const there = (): Swift => {
		if (!swift) throw new RangeError('it did not start');
		return swift;
	};
	const lab = (prefix: string) => () =>
		Promise.resolve({
			target: targetOf(there(), { prefix }),
			read: async (url: string) => {
				const answer = await fetch(url);
				return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
			},
			count: async () => (await there().list()).filter((key) => key.startsWith(prefix)).length,
			close: () => Promise.resolve(),
		});
	describeDeliveryTarget('a bucket of it', lab('片 + small'));
	describeDeliveryTarget('parts in it', lab('parts'), { size: 11 * MIB });

	it('keeps type and name, and its links die when they are changed', async () => {
		const file = await deliveryFile(folder, Buffer.from('video'));
		const { url } = await targetOf(there()).put(file, UNWATCHED, never);
		const answer = await fetch(url);
		expect(answer.headers.get('content-type')).toBe('video/mp4');
		expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''%E6%88%90");
		expect((await fetch(url.replace('X-Amz-Expires=6', 'X-Amz-Expires=5'))).status).toBe(403);
	});

	it('takes the rest of an upload that was cut, and forgets one that is given up', async () => {
		const bytes = Buffer.alloc(12 * MIB, 'rest');
		const file = await deliveryFile(folder, bytes, { key: 'cut/1.mp4' });
		const sent: string[] = [];
		let isCut = true;
		const cutting: Send = (sending, signal) => {
			const part = /partNumber=(\d+)/.exec(sending.url)?.[1];
			if (part === '2' && isCut)
				return post.send({ ...sending, url: 'http://127.0.0.1:1099/' }, signal);
			if (part !== undefined) sent.push(part);
			return post.send(sending, signal);
		};
		const course = watchedCourse();
		const target = targetOf(there(), {}, cutting);
		await expect(target.put(file, course, never)).rejects.toMatchObject({
			code: 'DELIVERY_UNREACHABLE',
		});
		expect(course.state).toMatchObject({ key: 'cut/1.mp4' });
		expect(sent).not.toContain('2');
		isCut = false;
		const { url } = await target.put(file, course, never);
		expect(sent.filter((part) => part === '2')).toEqual(['2']);
		expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(bytes)).toBe(true);
	});

	it.each([
		['DELIVERY_DENIED', { secret_access_key: 'wrong' }],
		['DELIVERY_DENIED', { access_key_id: 'test:nobody' }],
		['DELIVERY_FAILED', { bucket: 'no-such-bucket' }],
	])('says %s with %j', async (code, settings) => {
		const file = await deliveryFile(folder, Buffer.from('video'));
		await expect(targetOf(there(), settings).put(file, UNWATCHED, never)).rejects.toMatchObject({
			code,
		});
	});

	it('that cannot have its ports says so at once, and leaves nothing behind', async () => {
		const taken = createServer();
		await new Promise<void>((ready) => taken.listen(0, '127.0.0.1', ready));
		const { port } = taken.address() as AddressInfo;
		await expect(startSwift(port - 1)).rejects.toThrow('Swift has ended');
		taken.close();
		const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
		expect(all).not.toContain(` ${String(port - 1)}\n`);
		expect(all).not.toMatch(new RegExp(`memcached.* -p ${String(port)}`));
	});
});
