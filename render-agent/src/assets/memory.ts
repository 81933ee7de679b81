/** What was found out about files before, so that it need not be found out again. The port; who keeps it is another's. */
import { stat } from 'node:fs/promises';

/** Answers under what they are answers to. */
export interface Memory {
	/** What was found out, or undefined. */
	readonly recall: (about: object) => Promise<string | undefined>;
	/** Keeps an answer; where it cannot be kept it will be found out again. */
	readonly remember: (about: object, answer: string) => Promise<void>;
}

/** Remembers nothing. */
export const NO_MEMORY: Memory = {
	recall: () => Promise.resolve(undefined),
	remember: () => Promise.resolve(),
};

/** A file that changed so lately could change again without its times telling. Milliseconds. */
const SETTLED = 3000;

/**
 * What tells one content of a file from another without reading it: its place, size and times. Undefined where that does not
 * tell: it was changed just now.
 */
const stateOf = async (file: string, now: number): Promise<object | undefined> => {
	const { size, ino, dev, mtimeMs, ctimeMs } = await stat(file);
	if (now - Math.max(mtimeMs, ctimeMs) < SETTLED) return undefined;
	return { at: file, size, ino, dev, mtimeMs, ctimeMs };
};

/**
 * The sum of a file's content, taken once for each of its states.
 * @param sum reads the file
 */
export const rememberedSum = async (
	file: string,
	{ memory, now }: { readonly memory: Memory; readonly now: number },
	sum: () => Promise<string>,
): Promise<string> => {
	const state = await stateOf(file, now);
	if (!state) return sum();
	const about = { kind: 'sum', ...state };
	const known = await memory.recall(about);
	if (known !== undefined && /^[0-9a-f]{64}$/.test(known)) return known;
	const found = await sum();
	await memory.remember(about, found);
	return found;
};

/** Longer answers, such as lists of all packets, are not kept. Characters. */
const LONGEST = 100_000;

/** The state of a program's file, as text: answers of another one are not its. */
export const programState = async (file: string): Promise<string> => {
	const { size, mtimeMs, ino } = await stat(file);
	return [file, size, mtimeMs, ino].join('\n');
};

/**
 * Asks about a file's content, each question once for each content.
 * @param question as it is asked; the file's own place in it does not count
 */
export const rememberedAnswer = async (
	question: readonly string[],
	{
		memory,
		file,
		sha256,
		prober,
	}: {
		readonly memory: Memory;
		readonly file: string;
		readonly sha256: string;
		/** Which program answers. */
		readonly prober: string;
	},
	ask: () => Promise<string>,
): Promise<string> => {
	const words = question.map((word) => word.replaceAll(file, ''));
	const about = { kind: 'probed', sha256, prober, words };
	const known = await memory.recall(about);
	if (known !== undefined) return known;
	const answer = await ask();
	if (answer.length <= LONGEST) await memory.remember(about, answer);
	return answer;
};
