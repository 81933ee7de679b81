/** The first chunk of a file with copied samples: its settings say the parameter sets of all. No sample is changed. */
import { appendFile, copyFile, truncate } from 'node:fs/promises';
import { AgentError } from '../../kernel/errors';
import { type Settings, settingsBytes, settingsIn, united } from '../h264/settings';
import { boxAt, boxesIn, boxOf, FULL, outlineOf } from '../mp4/boxes';

/** What lies before the boxes within a box: a list of descriptions has a count, a description its size and the like. */
const BEFORE: Readonly<Record<string, number>> = { stsd: FULL + 4, avc1: 78 };
const DESCRIPTIONS = ['trak', 'mdia', 'minf', 'stbl', 'stsd'];
const SETTINGS = [...DESCRIPTIONS, 'avc1', 'avcC'];

const notJoinable = (why: string): AgentError =>
	new AgentError('ENCODE_FAILED', {
		object: { zh: '复制的片段无法与其他片段拼接', en: 'copied chunks do not join with the others' },
		cause: `copied chunks do not join: ${why}`,
	});

/** The body of a box with another body for the box at a path in it. */
const replaced = (
	body: Buffer,
	{ type, path, next }: { type: string; path: readonly string[]; next: Buffer },
): Buffer => {
	const [inner, ...deeper] = path;
	if (inner === undefined) return next;
	const before = BEFORE[type] ?? 0;
	const boxes = boxesIn(body.subarray(before)).map((box) =>
		boxOf(
			box.type,
			box.type === inner ? replaced(box.body, { type: inner, path: deeper, next }) : box.body,
		),
	);
	return Buffer.concat([body.subarray(0, before), ...boxes]);
};

const settingsBody = (moov: Buffer): Buffer | undefined => {
	const stsd = boxAt(moov, ...DESCRIPTIONS);
	const entry = stsd && boxAt(stsd.subarray(FULL + 4), 'avc1');
	return entry && boxAt(entry.subarray(BEFORE['avc1']), 'avcC');
};

const settingsOf = async (file: string): Promise<Settings> => {
	const { moov } = await outlineOf(file);
	const body = moov && settingsBody(moov);
	const settings = body && settingsIn(body);
	if (!settings) throw notJoinable('one of them has no settings');
	return settings;
};

/** The settings of all, one after another. */
const allOf = async (first: Settings, files: readonly string[]): Promise<Settings> => {
	let all = first;
	for (const file of files) {
		const one = await settingsOf(file);
		if (one.profile !== first.profile || one.lengthBytes !== first.lengthBytes)
			throw notJoinable('they have several profiles');
		all = united(all, one);
	}
	return all;
};

/**
 * The chunks as they are to be joined: the first one with the parameter sets of all in its settings, for the joined file has
 * those of its first chunk.
 * @param into where that one is written
 * @throws {AgentError} ENCODE_FAILED where their settings cannot be united
 */
export const unitedHead = async (
	files: readonly string[],
	into: string,
): Promise<readonly string[]> => {
	const [first, ...others] = files;
	if (first === undefined) return files;
	const own = await settingsOf(first);
	const next = settingsBytes(await allOf(own, others));
	if (next.equals(settingsBytes(own))) return files;
	const { moov, moovAt, isLast } = await outlineOf(first);
	if (!moov || !isLast) throw notJoinable('the index of the first one is not at its end');
	await copyFile(first, into);
	await truncate(into, moovAt);
	await appendFile(into, boxOf('moov', replaced(moov, { type: 'moov', path: SETTINGS, next })));
	return [into, ...others];
};
