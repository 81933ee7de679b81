import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDraftCheck } from '../../render-agent/src/assets/quickCheck';
import { microseconds } from '../../render-agent/src/kernel/units';
import { type Client, createClient } from '../../render-agent/src/net/client';
import type { AssetId, AssetReference } from '../../render-agent/src/timeline/asset';
import { impatientClock } from '../support/impatientClock';
import { type Origin, startOrigin } from '../support/origin';

const never = new AbortController().signal;

let origin: Origin;
let folder: string;
let client: Client;

beforeEach(async () => {
	origin = await startOrigin();
	folder = await mkdtemp(join(tmpdir(), 'check-'));
	const limits = { attempts: 2, headers: 300, idle: 300 };
	client = createClient({ allow: ['127.0.0.0/8'], clock: impatientClock(), limits });
});

afterEach(async () => {
	await origin.close();
	await rm(folder, { recursive: true, force: true });
});

const reference = (name: string, url: string): AssetReference => ({
	id: name as AssetId,
	use: 'video',
	place: /^https?:/.test(url) ? { kind: 'address', url } : { kind: 'path', path: url },
	label: `${name}.mp4`,
	usedBy: [{ segment: `s-${name}`, track: 1, start: microseconds(0), end: microseconds(5) }],
});

describe('the check before the answer', () => {
	const check = (
		references: readonly AssetReference[],
		{ draft, onMissing = 'fail' }: { draft?: string; onMissing?: 'fail' | 'skip' } = {},
	): Promise<void> => {
		const options = {
			client,
			clock: impatientClock(),
			folder: join(folder, 'checks'),
			timeLimit: 400,
		};
		const run = createDraftCheck({ ...options, readReferences: () => references });
		return run({ draft: draft ?? origin.serve('/d.json', '{"tracks":[]}'), onMissing }, never);
	};

	it('says no when media say no, naming all of them, each address asked once', async () => {
		const gone = `${origin.base}/status/404/gone.mp4`;
		const running = check([
			reference('a', gone),
			reference('b', gone),
			reference('c', `${origin.base}/ok`),
		]);
		await expect(running).rejects.toMatchObject({ code: 'MEDIA_UNREACHABLE' });
		expect(origin.asked.filter(({ path }) => path.includes('gone'))).toHaveLength(1);
	});

	it.each(['/silent/a.mp4', '/status/503/a.mp4', '/ok'])(
		'lets a draft with media at %s pass',
		(path) => expect(check([reference('a', origin.base + path)])).resolves.toBeUndefined(),
	);

	it('lets a draft pass whose server is slow or busy', async () => {
		await check([], { draft: `${origin.base}/silent` });
		await check([], { draft: `${origin.base}/status/503` });
	});

	it('says no to a draft that is not there, and to one that names files it has not', async () => {
		await expect(check([], { draft: `${origin.base}/none` })).rejects.toMatchObject({
			code: 'DRAFT_NOT_FOUND',
		});
		await expect(check([reference('a', '/x/a.mp4')])).rejects.toMatchObject({
			code: 'MEDIA_MISSING',
		});
	});

	it('asks for no media when those that cannot be had are to be left out', async () => {
		await check([reference('a', `${origin.base}/status/404/x`)], { onMissing: 'skip' });
		expect(origin.asked.map(({ path }) => path)).toEqual(['/d.json']);
	});

	it('leaves nothing on the disk', async () => {
		await check([]);
		expect(await readdir(join(folder, 'checks'))).toEqual([]);
	});
});
