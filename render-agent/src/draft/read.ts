/** Turns the bytes of a draft into JSON. Recognizes encrypted, broken, too deep and too large ones; knows nothing of drafts. */
import { AgentError } from '../kernel/errors';
import type { Words } from '../kernel/words';
import { MAX_BYTES, MAX_NESTING } from './limits';
import { faultOf, type JsonFault } from './scan';

/** The first bytes of files that are something else than a draft, and what they are. */
const OTHER_FILES: readonly (readonly [start: string, name: string])[] = [
	['PK\u0003\u0004', 'zip'],
	['\u001f\u008b', 'gzip'],
	['\u0089PNG', 'PNG'],
	['\u00ff\u00d8\u00ff', 'JPEG'],
	['RIFF', 'RIFF'],
	['%PDF', 'PDF'],
	['SQLite format', 'SQLite'],
];

const invalid = (zh: string, en: string): AgentError =>
	new AgentError('DRAFT_INVALID', { object: { zh, en } });

const utf8 = (bytes: Uint8Array): string | undefined => {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
};

const kindOfBytes = (bytes: Uint8Array): string | undefined => {
	const start = String.fromCharCode(...bytes.subarray(0, 16));
	if (start.slice(4, 8) === 'ftyp') return 'mp4';
	return OTHER_FILES.find(([known]) => start.startsWith(known))?.[1];
};

const decoded = (bytes: Uint8Array): string => {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	const other = kindOfBytes(bytes);
	if (other !== undefined)
		throw invalid(
			`文件是 ${other}，而不是草稿 JSON`,
			`the file is ${other}, not the JSON of a draft`,
		);
	const text = utf8(bytes);
	if (text === undefined) throw new AgentError('DRAFT_ENCRYPTED');
	return text;
};

/** One run of base64, as the app's own encryption writes it, or bytes that are no text. */
const looksEncrypted = (text: string): boolean =>
	(/^[A-Za-z0-9+/=\s]+$/.test(text) && text.trim().length >= 64) || text.includes('\u0000');

const placeOf = (text: string, at: number): { line: number; column: number } => {
	const before = text.slice(0, at);
	const line = before.split('\n').length;
	return { line, column: at - before.lastIndexOf('\n') };
};

const describe = (text: string, { kind, at }: JsonFault): Words => {
	const { line, column } = placeOf(text, at);
	const zh = `第 ${String(line)} 行第 ${String(column)} 列`;
	const en = `line ${String(line)}, column ${String(column)}`;
	const found = text.slice(at, at + 20).split('\n')[0] ?? '';
	switch (kind) {
		case 'depth':
			return {
				zh: `${zh}：嵌套超过 ${String(MAX_NESTING)} 层`,
				en: `${en}: nested more than ${String(MAX_NESTING)} levels deep`,
			};
		case 'key':
			return { zh: `${zh}：不允许的字段名 ${found}`, en: `${en}: the key ${found} is not allowed` };
		case 'syntax':
			return at >= text.length
				? { zh: `${zh}：JSON 在此中断`, en: `${en}: the JSON breaks off here` }
				: { zh: `${zh}：此处 JSON 有误：${found}`, en: `${en}: no valid JSON at ${found}` };
	}
};

const tooLarge = (): AgentError =>
	new AgentError('TOO_LARGE', {
		object: { zh: '草稿 JSON', en: "the draft's JSON" },
		hint: { limit: `${String(MAX_BYTES / 1024 / 1024)} MiB` },
	});

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const object = {
			zh: 'JSON 的某个字符串含有无效转义',
			en: 'a string of the JSON has an invalid escape',
		};
		throw new AgentError('DRAFT_INVALID', { object, cause });
	}
};

/**
 * The JSON of a draft file, not yet checked to be a draft. A byte order mark is allowed.
 * @throws {AgentError} TOO_LARGE above 32 MiB
 * @throws {AgentError} DRAFT_ENCRYPTED when the app has encrypted it
 * @throws {AgentError} DRAFT_INVALID with line and column, when it is no JSON object, too deep or has forbidden keys
 */
export const readDraftText = (draft: string | Uint8Array): unknown => {
	if (draft.length > MAX_BYTES) throw tooLarge();
	const text = (typeof draft === 'string' ? draft : decoded(draft)).replace(/^\uFEFF/, '');
	if (text.trim() === '') throw invalid('文件为空', 'the file is empty');
	if (!/^\s*\{/.test(text)) {
		if (looksEncrypted(text)) throw new AgentError('DRAFT_ENCRYPTED');
		throw invalid(
			'文件不是以 { 开头的 JSON',
			'the file is no JSON object: it does not begin with {',
		);
	}
	const found = faultOf(text);
	if (found) throw new AgentError('DRAFT_INVALID', { object: describe(text, found) });
	return parsed(text);
};
