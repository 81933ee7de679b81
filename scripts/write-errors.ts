/** Writes docs/errors.md from the catalogue of failures. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { numbersOf } from '../render-agent/src/http/status';
import { type ErrorCode, ERRORS } from '../render-agent/src/kernel/errors';
import { ERROR_TEXTS } from '../render-agent/src/kernel/errorTexts';

/** Where the document lies. */
export const ERRORS_FILE = join(__dirname, '../docs/errors.md');

const HEAD = `# Errors

Every failure has one body: \`code\`, \`message\` (the sentence), \`detail\` (the sentence and what it is about), \`error_code\` and \`hint\` (what to do).
The plain routes answer it with the HTTP status below, the same routes under \`/flat\` always with 200.
A job that failed is answered with 200; its \`error_code\` and \`error_status\` are those below.
Messages are Chinese unless \`Accept-Language\` asks for English. *Again* says whether the very same request may succeed later.

| error_code | HTTP | code | again | 中文 | English |
|---|---|---|---|---|---|
`;

const rowOf = (code: ErrorCode): string => {
	const { status, code: number, retryAfter } = numbersOf(code);
	const { zh, en } = ERROR_TEXTS[code];
	const shown = retryAfter === undefined ? String(status) : `${String(status)} + Retry-After`;
	const again = ERRORS[code].retry ? 'yes' : 'no';
	return `| \`${code}\` | ${shown} | ${String(number)} | ${again} | ${zh} | ${en} |`;
};

const sectionOf = (code: ErrorCode): string => {
	const { hint, ...more } = ERROR_TEXTS[code];
	const atTarget = 'atTarget' in more ? [more.atTarget.en, more.atTarget.zh] : [];
	const atPath = 'atPath' in more ? [more.atPath.en, more.atPath.zh] : [];
	return [`## ${code}`, hint.en, hint.zh, ...atTarget, ...atPath].join('\n\n').concat('\n');
};

/** The document, as it should be in the file. */
export const errorsText = (): string => {
	const codes = Object.keys(ERRORS) as ErrorCode[];
	return `${HEAD}${codes.map(rowOf).join('\n')}\n\n${codes.map(sectionOf).join('\n')}`;
};

if (require.main === module) writeFileSync(ERRORS_FILE, errorsText());
