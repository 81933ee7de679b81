/** What an ffmpeg said of itself is asked once, and again when it or what was kept is another. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTools, type Tools } from '../../../render-agent/src/render/tools';
import { ffmpegPath, ffprobePath } from '../../support/ffmpegPath';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'facts-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

const asked = (): string => join(folder, 'asked');
const facts = (): string => join(folder, 'data', 'facts.json');

/** An ffmpeg that notes each time that it is started. */
const noting = (name: string, does = `exec '${ffmpegPath()}' "$@"`): string => {
	const file = join(folder, name);
	writeFileSync(file, `#!/bin/sh\necho >> '${asked()}'\n${does}\n`, { mode: 0o755 });
	writeFileSync(asked(), '');
	return file;
};

const starts = (): number => readFileSync(asked(), 'utf8').length;

const found = (ffmpeg: string): Promise<Tools> =>
	findTools({ ffmpeg, ffprobe: ffprobePath(), facts: facts() });

it('a program is asked once, and the next time gives the same', async () => {
	const ffmpeg = noting('ffmpeg');
	const first = await found(ffmpeg);
	expect([starts(), first.encoders.includes('libx264')]).toEqual([3, true]);
	expect(await found(ffmpeg)).toEqual(first);
	expect(starts()).toBe(3);
});

it.each([
	['is cut off', '{"stamp":'],
	['is of another form', '{"stamp":"x","facts":{"version":""}}'],
])('it is asked again where what was kept %s', async (_, text) => {
	const ffmpeg = noting('ffmpeg');
	await found(ffmpeg);
	writeFileSync(facts(), text);
	await found(ffmpeg);
	expect(starts()).toBe(6);
	await found(ffmpeg);
	expect(starts()).toBe(6);
});

it('one that was replaced is asked again, and what it no longer does is told', async () => {
	await found(noting('ffmpeg'));
	const broken = noting('ffmpeg', 'exit 1');
	await expect(found(broken)).rejects.toMatchObject({ code: 'NOT_READY' });
	expect(starts()).toBe(3);
	await expect(found(broken)).rejects.toMatchObject({ code: 'NOT_READY' });
	expect(starts()).toBe(6);
});

it('where nothing can be kept it is asked each time', async () => {
	const ffmpeg = noting('ffmpeg');
	mkdirSync(facts(), { recursive: true });
	await found(ffmpeg);
	await found(ffmpeg);
	expect(starts()).toBe(6);
});
