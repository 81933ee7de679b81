/** Remembers on disk what an ffmpeg said of itself, so that the next command need not ask. What cannot be read is asked again. */
import { randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod/v4';
import { clearAway, move } from '../config/heldFiles';
import { makeFolder } from '../config/folders';
import { codeStamp } from './engineStamp';

const names = z.array(z.string());

const toolFacts = z.object({
	/** As `ffmpeg -version` names it. */
	version: z.string().min(1),
	/** Of what is built in, that which we use: encoders in software, in hardware, filters of sounds. */
	encoders: names,
	hardware: names,
	soundFilters: names,
});

/** What a usable ffmpeg is and has built in. */
export type ToolFacts = z.infer<typeof toolFacts>;

const kept = z.object({ stamp: z.string(), facts: toolFacts });

/** Changes when the program is replaced or this agent asks for other things; undefined where there is no such file. */
const stampOf = async (program: string): Promise<string | undefined> => {
	try {
		const { size, mtimeMs, ctimeMs, ino } = await stat(program);
		return [program, size, mtimeMs, ctimeMs, ino, codeStamp()].join('\n');
	} catch {
		return undefined;
	}
};

/** What this very program has said before; undefined when it must be asked. */
export const recallFacts = async (
	file: string,
	program: string,
): Promise<ToolFacts | undefined> => {
	try {
		const { stamp, facts } = kept.parse(JSON.parse(await readFile(file, 'utf8')));
		return stamp === (await stampOf(program)) ? facts : undefined;
	} catch {
		return undefined;
	}
};

/** Keeps what a program has said, in one step; where that cannot be written it will be asked again. */
export const keepFacts = async (file: string, program: string, facts: ToolFacts): Promise<void> => {
	const stamp = await stampOf(program);
	if (stamp === undefined) return;
	const part = `${file}.${randomBytes(6).toString('hex')}`;
	try {
		await makeFolder(dirname(file));
		await writeFile(part, JSON.stringify({ stamp, facts }));
		await move(part, file);
	} catch {
		await clearAway(part);
	}
};
