/** Looks over JSON before it is parsed: where it breaks off, how deep it goes, which keys it must not have. Builds nothing. */
import { MAX_NESTING } from './limits';

/** What is wrong with a text, and where: the index of its character. */
export interface JsonFault {
	readonly kind: 'syntax' | 'depth' | 'key';
	readonly at: number;
}

/** Keys that change how objects behave instead of what they hold. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const BLANK = /[ \t\r\n]*/y;

/** What may come next. `first` is a value or the end of an empty array, `firstKey` a key or the end of an empty object. */
type Expected = 'value' | 'first' | 'key' | 'firstKey' | 'colon' | 'next' | 'end';

interface Scanner {
	readonly text: string;
	at: number;
	expected: Expected;
	/** The objects and arrays that are open. */
	readonly open: ('{' | '[')[];
}

const fault = (kind: JsonFault['kind'], at: number): JsonFault => ({ kind, at });

const isValueExpected = ({ expected }: Scanner): boolean =>
	expected === 'value' || expected === 'first';

const afterValue = (scanner: Scanner): void => {
	scanner.expected = scanner.open.length === 0 ? 'end' : 'next';
};

/** The index after the closing quote of the string that opens at `from`, or undefined when it never closes. */
const stringEnd = (text: string, from: number): number | undefined => {
	for (let at = from + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x22) return at + 1;
		if (code === 0x5c) at++;
		else if (code < 0x20) return undefined;
	}
	return undefined;
};

const isForbidden = (raw: string): boolean => {
	if (!raw.includes('\\')) return FORBIDDEN_KEYS.has(raw.slice(1, -1));
	try {
		return FORBIDDEN_KEYS.has(String(JSON.parse(raw)));
	} catch {
		return false;
	}
};

const readString = (scanner: Scanner): JsonFault | undefined => {
	const { text, at, expected } = scanner;
	const isKey = expected === 'key' || expected === 'firstKey';
	if (!isKey && !isValueExpected(scanner)) return fault('syntax', at);
	const end = stringEnd(text, at);
	if (end === undefined) return fault('syntax', at);
	if (isKey && isForbidden(text.slice(at, end))) return fault('key', at);
	scanner.at = end;
	if (isKey) scanner.expected = 'colon';
	else afterValue(scanner);
	return undefined;
};

const readOpening = (scanner: Scanner, bracket: '{' | '['): JsonFault | undefined => {
	if (!isValueExpected(scanner)) return fault('syntax', scanner.at);
	if (scanner.open.push(bracket) > MAX_NESTING) return fault('depth', scanner.at);
	scanner.at++;
	scanner.expected = bracket === '{' ? 'firstKey' : 'first';
	return undefined;
};

const readClosing = (scanner: Scanner, bracket: '{' | '['): JsonFault | undefined => {
	const empty = bracket === '{' ? 'firstKey' : 'first';
	const fits = scanner.expected === 'next' || scanner.expected === empty;
	if (!fits || scanner.open.at(-1) !== bracket) return fault('syntax', scanner.at);
	scanner.open.pop();
	scanner.at++;
	afterValue(scanner);
	return undefined;
};

const readComma = (scanner: Scanner): JsonFault | undefined => {
	if (scanner.expected !== 'next') return fault('syntax', scanner.at);
	scanner.at++;
	scanner.expected = scanner.open.at(-1) === '{' ? 'key' : 'value';
	return undefined;
};

const readColon = (scanner: Scanner): JsonFault | undefined => {
	if (scanner.expected !== 'colon') return fault('syntax', scanner.at);
	scanner.at++;
	scanner.expected = 'value';
	return undefined;
};

const readLiteral = (scanner: Scanner): JsonFault | undefined => {
	LITERAL.lastIndex = scanner.at;
	if (!isValueExpected(scanner) || !LITERAL.test(scanner.text)) return fault('syntax', scanner.at);
	scanner.at = LITERAL.lastIndex;
	afterValue(scanner);
	return undefined;
};

const readToken = (scanner: Scanner): JsonFault | undefined => {
	switch (scanner.text[scanner.at]) {
		case '"':
			return readString(scanner);
		case '{':
			return readOpening(scanner, '{');
		case '[':
			return readOpening(scanner, '[');
		case '}':
			return readClosing(scanner, '{');
		case ']':
			return readClosing(scanner, '[');
		case ',':
			return readComma(scanner);
		case ':':
			return readColon(scanner);
		default:
			return readLiteral(scanner);
	}
};

const skipBlank = (scanner: Scanner): void => {
	BLANK.lastIndex = scanner.at;
	BLANK.test(scanner.text);
	scanner.at = BLANK.lastIndex;
};

/** The first fault of a JSON text, or undefined. Escapes inside strings are left to the parser. */
export const faultOf = (text: string): JsonFault | undefined => {
	const scanner: Scanner = { text, at: 0, expected: 'value', open: [] };
	skipBlank(scanner);
	while (scanner.at < text.length) {
		const found = readToken(scanner);
		if (found) return found;
		skipBlank(scanner);
	}
	return scanner.expected === 'end' ? undefined : fault('syntax', text.length);
};
