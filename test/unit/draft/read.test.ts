import { readDraftText } from '../../../render-agent/src/draft/read';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { inLanguage } from '../../../render-agent/src/kernel/words';

const failureOf = (draft: string | Uint8Array): { code: string; object: string } => {
	try {
		readDraftText(draft);
	} catch (error) {
		if (error instanceof AgentError)
			return { code: error.code, object: inLanguage(error.object ?? '', 'en') };
		throw error;
	}
	return { code: 'none', object: '' };
};

describe('readDraftText', () => {
	it('reads JSON after a byte order mark and blanks', () => {
		const bytes = new TextEncoder().encode('\uFEFF  {"tracks": []}');
		expect(readDraftText(bytes)).toEqual({ tracks: [] });
		expect(readDraftText('\uFEFF{"tracks": []}')).toEqual({ tracks: [] });
	});

	it('reads every kind of JSON value', () => {
		const text = ' {"a" : [1, -2.5e+3, "\\u0041\\"", true, false, null, [], {}], "b": {"c": 0}} ';
		expect(readDraftText(text)).toEqual(JSON.parse(text));
	});

	it('names line and column where the JSON goes wrong', () => {
		expect(failureOf('{\n "a": 1,\n "b": ]\n}')).toEqual({
			code: 'DRAFT_INVALID',
			object: 'line 3, column 7: no valid JSON at ]',
		});
	});

	it.each([
		['{"a": 1', 'line 1, column 8: the JSON breaks off here'],
		['{"a": "text', 'line 1, column 7: no valid JSON at "text'],
		['{"a" 1}', 'line 1, column 6: no valid JSON at 1}'],
		['{"a": 1,}', 'line 1, column 9: no valid JSON at }'],
		['{"a": [1,]}', 'line 1, column 10: no valid JSON at ]}'],
		['{"a": [1 2]}', 'line 1, column 10: no valid JSON at 2]}'],
		['{"a": [}', 'line 1, column 8: no valid JSON at }'],
		['{"a": NaN}', 'line 1, column 7: no valid JSON at NaN}'],
		['{a: 1}', 'line 1, column 2: no valid JSON at a: 1}'],
		['{"a": 1} {}', 'line 1, column 10: no valid JSON at {}'],
		['{"a": 1}]', 'line 1, column 9: no valid JSON at ]'],
		['{"a": : 1}', 'line 1, column 7: no valid JSON at : 1}'],
		['{, "a": 1}', 'line 1, column 2: no valid JSON at , "a": 1}'],
		['{"a": 1 "b": 2}', 'line 1, column 9: no valid JSON at "b": 2}'],
		['{"a": "tab\t"}', 'line 1, column 7: no valid JSON at "tab\t"}'],
	])('%s is refused at its fault', (text, object) => {
		expect(failureOf(text)).toEqual({ code: 'DRAFT_INVALID', object });
	});

	it('refuses a bad escape inside a string', () => {
		expect(failureOf('{"a": "\\x"}').code).toBe('DRAFT_INVALID');
		expect(failureOf('{"\\x": 1}').code).toBe('DRAFT_INVALID');
	});

	it('takes one long run of base64 for an encrypted draft', () => {
		expect(failureOf('c92P2+zHd3OC2pYwL82DeaGdyy8Yck0kF4nP'.repeat(4)).code).toBe(
			'DRAFT_ENCRYPTED',
		);
	});

	it('takes bytes that are no text for an encrypted draft', () => {
		expect(failureOf(Uint8Array.from([0x91, 0xff, 0x00, 0xc3, 0x28])).code).toBe('DRAFT_ENCRYPTED');
		expect(failureOf(Uint8Array.from([0x41, 0x00, 0x02])).code).toBe('DRAFT_ENCRYPTED');
	});

	it('says what a file is that is none of a draft', () => {
		expect(failureOf(new TextEncoder().encode('PK\u0003\u0004…')).object).toContain('zip');
		expect(failureOf(new TextEncoder().encode('\0\0\0 ftypisom')).object).toContain('mp4');
		expect(failureOf('<html>404</html>').object).toContain('does not begin with {');
		expect(failureOf('[]').code).toBe('DRAFT_INVALID');
		expect(failureOf(' \n').object).toBe('the file is empty');
	});

	it('reads UTF-16 that says so', () => {
		const text = '{"a":1}';
		const units = Array.from(text, (character) => [character.charCodeAt(0), 0]);
		const bytes = Uint8Array.from([0xff, 0xfe, ...units.flat()]);
		expect(readDraftText(bytes)).toEqual({ a: 1 });
	});

	it('refuses more than 64 levels, and takes 64', () => {
		const nested = (levels: number): string =>
			`{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
		expect(failureOf(nested(64)).code).toBe('none');
		expect(failureOf(nested(65)).object).toContain('nested more than 64 levels');
	});

	it('survives a million open brackets', () => {
		expect(failureOf(`{"a":${'['.repeat(1_000_000)}`).code).toBe('DRAFT_INVALID');
	});

	it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])(
		'refuses the key %s wherever it stands',
		(key) => {
			expect(failureOf(`{"a": [{"${key}": {}}]}`).object).toContain('is not allowed');
		},
	);

	it('takes such a word as a value', () => {
		expect(readDraftText('{"name": "__proto__"}')).toEqual({ name: '__proto__' });
	});

	it('refuses more than 32 MiB', () => {
		expect(failureOf(new Uint8Array(32 * 1024 * 1024 + 1)).code).toBe('TOO_LARGE');
	});
});
