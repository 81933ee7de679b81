import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import { createMadeStore, type MadeStore } from '../../../render-agent/src/render/madeStore';

const NEVER = new AbortController().signal;
const key = (letter: string): string => letter.repeat(64);
const [A, B, C] = [key('a'), key('b'), key('c')];

let root: string;
let folder: string;
let time: number;
const clock = { ...systemClock, now: () => time };
const storeOf = (limitBytes: number): MadeStore => createMadeStore({ folder, limitBytes, clock });

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'made-'));
	folder = join(root, 'chunks');
	time = Date.now();
});
afterEach(() => {
	rmSync(root, { recursive: true, force: true });
});

const keep = async (store: MadeStore, name: string, text: string): Promise<void> => {
	const file = join(root, 'work');
	writeFileSync(file, text);
	await store.keep(name, file, { said: text });
	rmSync(file);
	time += 1000;
};

/** What lies there, without what is just being kept. */
const kept = (): readonly string[] =>
	readdirSync(folder)
		.filter((name) => name !== 'parts')
		.sort();

const taken = async (
	store: MadeStore,
	name: string,
): Promise<readonly [string, unknown] | undefined> => {
	const into = join(root, 'taken');
	rmSync(into, { force: true });
	const findings = await store.take(name, into, NEVER);
	time += 1000;
	return findings && [readFileSync(into, 'utf8'), findings];
};

it('gives back what was kept, with what was found out about it', async () => {
	const store = storeOf(100);
	expect(await taken(store, A)).toBeUndefined();
	await keep(store, A, 'one');
	expect(await taken(store, A)).toEqual(['one', { said: 'one' }]);
	expect(await taken(storeOf(100), A)).toEqual(['one', { said: 'one' }]);
});

it('drops the least recently used beyond its limit, and what somebody took stays his', async () => {
	const store = storeOf(10);
	await keep(store, A, 'aaaa');
	await keep(store, B, 'bbbb');
	expect(await taken(store, A)).toBeDefined();
	await keep(store, C, 'cccc');
	await store.tidy();
	expect(await taken(store, B)).toBeUndefined();
	expect((await taken(store, C))?.[0]).toBe('cccc');
	expect((await taken(store, A))?.[0]).toBe('aaaa');
	await storeOf(1).tidy();
	expect(readFileSync(join(root, 'taken'), 'utf8')).toBe('aaaa');
	expect(kept()).toEqual([]);
});

it.each([
	['cut short', 'on'],
	['changed', 'ONE'],
	['emptied', ''],
])('does not give what was %s, and forgets it', async (_, damaged) => {
	const store = storeOf(100);
	await keep(store, A, 'one');
	writeFileSync(join(folder, `${A}.bin`), damaged);
	expect(await taken(store, A)).toBeUndefined();
	expect(kept()).toEqual([]);
	await keep(store, A, 'one');
	expect((await taken(store, A))?.[0]).toBe('one');
});

it('is not misled by a note that is no note, and clears away what broken runs left', async () => {
	const store = storeOf(100);
	await keep(store, A, 'one');
	await keep(store, B, 'two');
	writeFileSync(join(folder, `${A}.json`), '{"bytes":3');
	expect(await taken(store, A)).toBeUndefined();
	const left = join(folder, `${C}.bin`);
	writeFileSync(left, 'half');
	await store.tidy();
	expect(kept()).toHaveLength(3);
	utimesSync(left, 1, 1);
	await store.tidy();
	expect(kept()).toEqual([`${B}.bin`, `${B}.json`]);
});

it('what a killed process was just keeping goes with the next tidying, what one that runs keeps does not', async () => {
	const store = storeOf(100);
	await keep(store, A, 'one');
	const parts = join(folder, 'parts');
	expect(readdirSync(parts)).toEqual([]);
	// No process has so high a number.
	writeFileSync(join(parts, `${B}-4999999-0a1b2c3d`), 'half');
	writeFileSync(join(parts, `${C}-${String(process.ppid)}-0a1b2c3d`), 'half');
	await store.tidy();
	expect(readdirSync(parts)).toEqual([`${C}-${String(process.ppid)}-0a1b2c3d`]);
	expect((await taken(store, A))?.[0]).toBe('one');
});

it('keeps nothing without room, and fails nobody when its folder cannot be made', async () => {
	await keep(storeOf(0), A, 'one');
	expect(await taken(storeOf(0), A)).toBeUndefined();
	writeFileSync(folder, 'in the way');
	await keep(storeOf(100), A, 'one');
	expect(await taken(storeOf(100), A)).toBeUndefined();
});

it('makes way when the disk is to have more room than it has', async () => {
	const store = storeOf(100);
	await keep(store, A, 'one');
	const greedy = { folder, limitBytes: 100, minFreeBytes: Number.MAX_SAFE_INTEGER, clock };
	await createMadeStore({ ...greedy, minFreeBytes: 1 }).tidy();
	expect(await taken(store, A)).toBeDefined();
	await createMadeStore(greedy).tidy();
	expect(await taken(store, A)).toBeUndefined();
});

it('remembers what has no file', async () => {
	const store = storeOf(100);
	expect(await store.recall(A)).toBeUndefined();
	await store.remember(A, { fine: true });
	await store.tidy();
	expect(await store.recall(A)).toEqual({ fine: true });
	await storeOf(0).remember(B, {});
	expect(await store.recall(B)).toBeUndefined();
});

it('forgets what nobody has asked for in a month, and only that', async () => {
	const store = storeOf(100);
	const DAY = 24 * 3600 * 1000;
	await keep(store, A, 'one');
	await store.remember(B, { fine: true });
	await store.remember(C, { fine: true });
	time += 20 * DAY;
	expect(await store.recall(B)).toEqual({ fine: true });
	time += 20 * DAY;
	await store.tidy();
	expect(await store.recall(B)).toEqual({ fine: true });
	expect(await store.recall(C)).toBeUndefined();
	expect((await taken(store, A))?.[0]).toBe('one');
});

it('serves many at once that keep and take the same', async () => {
	const store = storeOf(1000);
	const file = join(root, 'work');
	writeFileSync(file, 'same');
	const all = Array.from({ length: 20 }, async (_, i) => {
		await store.keep(A, file, {});
		await store.tidy();
		const into = join(root, `taken${String(i)}`);
		return (await store.take(A, into, NEVER)) && readFileSync(into, 'utf8');
	});
	for (const text of await Promise.all(all)) expect([undefined, 'same']).toContain(text);
	expect((await taken(store, A))?.[0]).toBe('same');
});
