import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownTarget } from '../../../render-agent/src/config/targets';
import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import { UNWATCHED } from '../../../render-agent/src/deliver/target';
import { createPost } from '../../../render-agent/src/net/post';
import { deliveryFile } from '../../support/deliveryTarget';
import { type FormServer, startFormServer } from '../../support/formServer';
import { impatientClock } from '../../support/impatientClock';

const never = new AbortController().signal;
const SMALL = Buffer.from('0123456789'.repeat(100));

describe('a receiver that is being started again', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'again-'));
	});
	afterEach(() => rm(folder, { recursive: true }));

	it('gets the video when it is back', async () => {
		const first = await startFormServer();
		const port = Number(new URL(first.url).port);
		await first.close();
		let back: FormServer | undefined;
		const clock = impatientClock();
		const waiting = {
			...clock,
			sleep: async (milliseconds: number) => {
				clock.waits.push(milliseconds);
				if (clock.waits.length === 3) back = await startFormServer(port);
			},
		};
		const { send } = createPost({ allow: ['127.0.0.1'], clock });
		const settings = ownTarget.parse({ kind: 'form', url: first.url, result_path: 'data.url' });
		const target = openTarget('it', settings, { send, clock: waiting, linkDays: 7 });
		await target.put(await deliveryFile(folder, SMALL), UNWATCHED, never);
		expect(clock.waits).toEqual([1000, 2000, 4000]);
		expect(back?.forms.size).toBe(1);
		await back?.close();
	});

	it.each([
		['http://127.0.0.1:1099/x', /connection refused/],
		['http://nobody.invalid/x', /host not found/],
	])('and does not come is unreachable after five tries: %s', async (url, reason) => {
		const clock = impatientClock();
		const { send } = createPost({ allow: ['127.0.0.1'], clock });
		const target = openTarget('it', ownTarget.parse({ kind: 'put', url }), {
			...{ send, clock, linkDays: 7 },
		});
		const put = target.put(await deliveryFile(folder, SMALL), UNWATCHED, never);
		const failure: unknown = await put.catch((error: unknown) => error);
		expect(failure).toMatchObject({ code: 'DELIVERY_UNREACHABLE' });
		expect(String(failure)).toMatch(reason);
		expect(clock.waits).toEqual([1000, 2000, 4000, 8000]);
	});
});
