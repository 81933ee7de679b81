import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type Memory,
	rememberedAnswer,
	rememberedSum,
} from '../../../render-agent/src/assets/memory';
import { sha256Of } from '../../../render-agent/src/assets/hashFile';

const NEVER = new AbortController().signal;
/** Long after the files here were written. */
const LATER = Date.now() + 3_600_000;

let folder: string;
let file: string;
let memory: Memory & { readonly kept: Map<string, string> };

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'memory-'));
	file = join(folder, 'clip.mp4');
	writeFileSync(file, 'one');
	const kept = new Map<string, string>();
	memory = {
		kept,
		recall: (about) => Promise.resolve(kept.get(JSON.stringify(about))),
		remember: (about, answer) => {
			kept.set(JSON.stringify(about), answer);
			return Promise.resolve();
		},
	};
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

describe('the sum of a file', () => {
	let reads: number;
	const sumAt = (now: number): Promise<string> =>
		rememberedSum(file, { memory, now }, () => {
			reads++;
			return sha256Of(file, NEVER);
		});

	beforeEach(() => {
		reads = 0;
	});

	it('is taken once', async () => {
		const first = await sumAt(LATER);
		expect(await sumAt(LATER)).toBe(first);
		expect(first).toBe(await sha256Of(file, NEVER));
		expect(reads).toBe(1);
	});

	it('is taken again when the content changes, though length and time are those of before', async () => {
		const { atime, mtime } = statSync(file);
		const first = await sumAt(LATER);
		writeFileSync(file, 'two');
		utimesSync(file, atime, mtime);
		expect(await sumAt(LATER)).not.toBe(first);
		expect(reads).toBe(2);
	});

	it('is not kept of a file that was written just now', async () => {
		const now = statSync(file).mtimeMs + 1000;
		await sumAt(now);
		await sumAt(now);
		expect(reads).toBe(2);
		expect(memory.kept.size).toBe(0);
	});

	it('is taken again where what was kept is none', async () => {
		await sumAt(LATER);
		for (const about of memory.kept.keys()) memory.kept.set(about, 'none');
		expect(await sumAt(LATER)).toBe(await sha256Of(file, NEVER));
		expect(reads).toBe(2);
	});
});

describe('what is said of a file', () => {
	const asked: string[] = [];
	const answerOf = (place: string, sha256: string, prober = 'ffprobe 7'): Promise<string> => {
		const question = ['-show_streams', '-i', `file:${place}`];
		return rememberedAnswer(question, { memory, file: place, sha256, prober }, () => {
			asked.push(place);
			return Promise.resolve(`said of ${place}`);
		});
	};

	beforeEach(() => {
		asked.length = 0;
	});

	it('holds for the same content at another place', async () => {
		await answerOf('/a/clip.mp4', 'aa');
		expect(await answerOf('/b/clip.mp4', 'aa')).toBe('said of /a/clip.mp4');
		expect(asked).toEqual(['/a/clip.mp4']);
	});

	it('is asked anew of another content, and of another program', async () => {
		await answerOf('/a/clip.mp4', 'aa');
		await answerOf('/a/clip.mp4', 'bb');
		await answerOf('/a/clip.mp4', 'aa', 'ffprobe 5');
		expect(asked).toHaveLength(3);
	});

	it('is not kept when it is very long', async () => {
		const ask = (): Promise<string> => Promise.resolve('x'.repeat(200_000));
		await rememberedAnswer(['-show_packets'], { memory, file, sha256: 'aa', prober: '' }, ask);
		expect(memory.kept.size).toBe(0);
	});
});
