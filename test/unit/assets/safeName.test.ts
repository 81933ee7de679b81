import fc from 'fast-check';
import { resolve, sep, win32 } from 'node:path';
import { safeRelativePath } from '../../../render-agent/src/assets/safeName';

const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

const nasty = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	fc
		.array(
			fc.constantFrom(
				...[
					'..',
					'.',
					'/',
					'\\',
					':',
					'C:',
					'CON',
					'nul.txt',
					'COM¹',
					' ',
					'.',
					'\0',
					'\u202e',
					'~',
					'a',
					'片',
				],
			),
		)
		.map((parts) => parts.join('')),
);

describe('safeRelativePath', () => {
	it('gives, for any text, nothing or a path inside the folder without reserved names', () => {
		fc.assert(
			fc.property(nasty, (text) => {
				const path = safeRelativePath(text);
				if (path === undefined) return;
				expect(resolve('/root', path).startsWith(`/root${sep}`)).toBe(true);
				expect(win32.resolve('C:\\root', path).startsWith('C:\\root\\')).toBe(true);
				for (const part of path.split('/')) {
					expect(part).not.toMatch(RESERVED);
					expect(part).not.toMatch(/[. ]$|[\\:*?"<>|\p{Cc}\p{Cf}]/u);
					expect(Buffer.byteLength(part)).toBeLessThanOrEqual(120);
				}
			}),
			{ numRuns: 3000 },
		);
	});

	it('changes nothing when done twice', () => {
		fc.assert(
			fc.property(nasty, (text) => {
				const path = safeRelativePath(text);
				if (path !== undefined) expect(safeRelativePath(path)).toBe(path);
			}),
			{ numRuns: 3000 },
		);
	});

	it.each([
		'../up',
		'a/../../b',
		'..\\..\\CON.mp4',
		'/etc/passwd',
		'C:\\windows\\x',
		'C:x',
		'\\\\server\\share',
		'a:stream',
		'a\0b',
		'',
		'.',
		'...',
	])('refuses %j', (name) => {
		expect(safeRelativePath(name)).toBeUndefined();
	});

	it.each([
		['assets/videos/a.mp4', 'assets/videos/a.mp4'],
		['assets\\videos\\a.mp4', 'assets/videos/a.mp4'],
		['./片头 1.mp4', '片头 1.mp4'],
		['CON.mp4', '_CON.mp4'],
		['aux', '_aux'],
		['name. . ', 'name'],
		['a\u202egpj.exe', 'agpj.exe'],
	])('makes of %j %j', (name, expected) => {
		expect(safeRelativePath(name)).toBe(expected);
	});

	it('keeps long names apart and their extension', () => {
		const [a, b] = ['a', 'b'].map((end) => safeRelativePath(`${'长'.repeat(80)}${end}.mp4`));
		expect(a).toMatch(/\.mp4$/);
		expect(a).not.toBe(b);
	});
});
