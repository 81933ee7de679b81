/** Copies that are taken without asking their server: used as any other, and only what its server still offers. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCache } from '../../../render-agent/src/assets/cache';
import { createFakeClock } from '../../support/fakeClock';

const NEVER = new AbortController().signal;
const ETAG = '"one"';
const roots: string[] = [];
afterAll(() => {
	for (const root of roots) rmSync(root, { recursive: true, force: true });
});

/** A cache for 12 bytes; each address holds its own text. The clock goes on by hand. */
const smallCache = () => {
	const root = mkdtempSync(join(tmpdir(), 'kept-'));
	roots.push(root);
	const clock = createFakeClock();
	const cache = createCache({
		...{ folder: root, limitBytes: 12, clock },
		client: {
			download: ({ url, into }) => {
				writeFileSync(into, url);
				const sha256 = createHash('sha256').update(url).digest('hex');
				const file = {
					kind: 'file',
					bytes: url.length,
					sha256,
					validator: { etag: ETAG },
				} as const;
				return Promise.resolve(file);
			},
		},
	});
	const have = async (url: string): Promise<void> => {
		(await cache.fetch({ url, limitBytes: 100 }, NEVER)).release();
	};
	const later = (): void => {
		clock.jump(120_000);
	};
	return { cache, have, later };
};

it('what is taken counts as used: the other copy goes first, though it came later', async () => {
	const { cache, have, later } = smallCache();
	await have('http:a');
	later();
	await have('http:b');
	later();
	(await cache.kept('http:a'))?.release();
	later();
	await have('http:c');
	expect((await cache.kept('http:a'))?.bytes).toBe(6);
	expect(await cache.kept('http:b')).toBeUndefined();
});

it('what is held stays, however long it is held', async () => {
	const { cache, have, later } = smallCache();
	await have('http:a');
	const held = await cache.kept('http:a');
	later();
	await have('http:b');
	later();
	await have('http:c');
	expect(existsSync(held?.file ?? '')).toBe(true);
});

it.each([
	['what it was', { etag: ETAG }, { total: 6, isOne: true }],
	['no word of it', {}, { total: undefined, isOne: true }],
	['another tag', { etag: '"two"' }, { total: 6, isOne: false }],
	['another size', {}, { total: 7, isOne: false }],
])('a copy of an address that offers %s', async (_, validator, { total, isOne }) => {
	const { cache, have } = smallCache();
	await have('http:a');
	const held = await cache.kept('http:a', { validator, total });
	expect(held !== undefined).toBe(isOne);
});
