import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Diagnostic } from '../../../render-agent/src/kernel/diagnostic';
import { inLanguage } from '../../../render-agent/src/kernel/words';
import { type AssetId } from '../../../render-agent/src/timeline/asset';
import { fontDiagnostics } from '../../../render-agent/src/render/text/fontDiagnostics';
import { faceOfFile } from '../../../render-agent/src/render/text/faces';
import { openFonts } from '../../../render-agent/src/render/text/fonts';
import { layoutText } from '../../../render-agent/src/render/text/layoutText';
import { readFontFacts } from '../../../render-agent/src/render/text/sfnt';
import { covers } from '../../../render-agent/src/render/text/coverage';
import { caption, captionIn, notoFile, ownFonts, styled } from '../../support/captions';

const asset = 'font-1' as AssetId;
const asking = (name: string, resourceId = '') => ({ font: { name, resourceId } });
const codesOf = (style: ReturnType<typeof asking>) =>
	fontDiagnostics(captionIn(style, '字'), ownFonts(), { segment: 's1' });

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'fonts-'));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

/** A copy of Noto Sans SC whose bytes from the start of one table on were changed. */
const altered = (name: string, tag: string, change: (table: Buffer) => void): string => {
	const bytes = readFileSync(notoFile('400Regular'));
	const records = Array.from({ length: bytes.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
	const record = records.find((at) => bytes.toString('latin1', at, at + 4) === tag) ?? 0;
	change(bytes.subarray(bytes.readUInt32BE(record + 8)));
	const file = join(folder, name);
	writeFileSync(file, bytes);
	return file;
};

/** A message's English sentence. */
const english = (message?: Pick<Diagnostic, 'text'>) => inLanguage(message?.text ?? '', 'en');

describe('readFontFacts', () => {
	it('reads the typographic span, the names and the characters of a font', () => {
		const facts = readFontFacts(notoFile('700Bold'));
		expect(facts).toMatchObject({ ascent: 0.88, descent: 0.12, bold: true, italic: false });
		expect(facts?.names).toContain('Noto Sans SC');
		const has = (character: string) =>
			facts !== undefined && covers(facts.coverage, character.codePointAt(0) ?? 0);
		expect(Array.from('你A，🄀').map(has)).toEqual([true, true, true, true]);
		expect(Array.from('สش').map(has)).toEqual([false, false]);
	});

	it('takes the characters of the basic plane from format 4 as well as from format 12', () => {
		const whole = readFontFacts(notoFile('400Regular'));
		const four = readFontFacts(
			altered('format4.ttf', 'cmap', (table) => {
				for (let i = 0; i < table.readUInt16BE(2); i += 1) {
					const at = table.readUInt32BE(8 + 8 * i);
					if (table.readUInt16BE(at) === 12) table.writeUInt16BE(99, 4 + 8 * i);
				}
			}),
		);
		const basic = (facts = whole) =>
			Array.from({ length: 0xffff }, (_, code) => code).filter(
				(code) => facts && covers(facts.coverage, code),
			);
		expect(four && covers(four.coverage, 0x20bb7)).toBe(false);
		expect(basic(four)).toEqual(basic());
	});

	it('gives nothing for a file that is no font, is cut off or is not there', () => {
		const file = join(folder, 'cut.ttf');
		writeFileSync(file, readFileSync(notoFile('400Regular')).subarray(0, 300));
		expect(
			[__filename, file, join(folder, 'absent.ttf')].map((path) => readFontFacts(path)),
		).toEqual([undefined, undefined, undefined]);
	});
});

describe('the size law', () => {
	it('makes the em larger for a font whose typographic span is smaller', () => {
		const file = altered('span.ttf', 'OS/2', (table) => {
			table.writeInt16BE(820, 68);
			table.writeInt16BE(-100, 70);
		});
		const block = captionIn({ height: 92, font: { asset, name: '', resourceId: '' } }, '你好');
		const layout = layoutText(block, ownFonts({ [asset]: file }));
		expect(layout.height).toBeCloseTo(92, 3);
		expect(layout.width).toBeCloseTo(2 * 100, 3);
	});
});

describe('openFonts', () => {
	it('draws with the file of the draft', () => {
		const fonts = ownFonts({ [asset]: notoFile('900Black') });
		const chosen = fonts.faceOf(styled({ font: { asset, name: 'X', resourceId: '' } }));
		expect(chosen.face.label).toContain('Black');
		expect(chosen.substituted).toBe(false);
	});

	it('thickens a face that has no bold one, and not the own font, which has', () => {
		const fonts = ownFonts({ [asset]: notoFile('300Light') });
		const light = styled({ bold: true, font: { asset, name: '', resourceId: '' } });
		expect(fonts.faceOf(light).thicken).toBe(true);
		expect(fonts.faceOf(styled({ bold: true }))).toMatchObject({
			thicken: false,
			face: { bold: true },
		});
	});

	it('finds an installed font by its name', () => {
		const folders = [dirname(notoFile('900Black'))];
		const fonts = openFonts({ files: new Map(), folders });
		const chosen = fonts.faceOf(styled(asking('noto sans SC-black')));
		expect(chosen.substituted).toBe(false);
		expect(fonts.faceOf(styled(asking('Comic Neue'))).substituted).toBe(true);
	});

	it('takes an installed font for a character that the own font lacks', () => {
		const thai = 'ส';
		const file = altered('thai.ttf', 'cmap', (table) => {
			for (let i = 0; i < table.readUInt16BE(2); i += 1) {
				const at = table.readUInt32BE(8 + 8 * i);
				if (table.readUInt16BE(at) !== 12) continue;
				// The first group becomes the Thai letter.
				table.writeUInt32BE(0xe2a, at + 16);
				table.writeUInt32BE(0xe2a, at + 20);
			}
		});
		const fonts = openFonts({ files: new Map(), folders: [dirname(file)] });
		expect(fonts.glyphsOf(thai, styled()).text).toBe(thai);
		expect(ownFonts().glyphsOf(thai, styled()).text).toBe('');
	});

	/** A copy of Noto Sans SC that has these characters in the places of its first ones. */
	const having = (file: string, characters: string): string =>
		altered(file, 'cmap', (table) => {
			for (let i = 0; i < table.readUInt16BE(2); i += 1) {
				const at = table.readUInt32BE(8 + 8 * i);
				if (table.readUInt16BE(at) !== 12) continue;
				Array.from(characters).forEach((character, group) => {
					table.writeUInt32BE(character.codePointAt(0) ?? 0, at + 16 + 12 * group);
					table.writeUInt32BE(character.codePointAt(0) ?? 0, at + 20 + 12 * group);
				});
			}
		});

	it('takes a font that has all of a cluster before one that has its first character only', () => {
		const own = join(folder, 'clusters');
		mkdirSync(own);
		having('clusters/a.ttf', '\u0E01');
		const whole = having('clusters/b.ttf', '\u0E01\u0E31');
		const fonts = openFonts({ files: new Map(), folders: [own] });
		const chosen = fonts.glyphsOf('\u0E01\u0E31', styled());
		expect(chosen).toMatchObject({ text: '\u0E01\u0E31', lost: [] });
		expect(readFontFacts(whole)?.coverage).toBeDefined();
		expect(chosen.face.has(0x0e31)).toBe(true);
	});

	it('takes what the user has to spare before what the machine has, and says nothing then', () => {
		const own = join(folder, 'spare');
		mkdirSync(own);
		having('spare/machine.ttf', '\u0E01');
		const mine = having('mine.ttf', '\u0E01');
		const fonts = openFonts({ files: new Map([[asset, mine]]), folders: [own] });
		const style = styled({ font: { name: '', resourceId: '', spares: [{ asset }] } });
		expect(fonts.glyphsOf('\u0E01', style).face).toBe(faceOfFile(mine));
		expect(fonts.glyphsOf('\u0E01', styled()).face).not.toBe(faceOfFile(mine));
		expect(fonts.glyphsOf('字', style).face).toBe(fonts.faceOf(styled()).face);
		expect(fontDiagnostics(caption([{ text: '\u0E01', style }]), fonts, {})).toEqual([]);
	});

	it('names the part of a cluster that no font has', () => {
		const own = join(folder, 'parts');
		mkdirSync(own);
		having('parts/a.ttf', '\u0E01');
		const fonts = openFonts({ files: new Map(), folders: [own] });
		expect(fonts.glyphsOf('\u0E01\u0E31', styled())).toMatchObject({
			text: '\u0E01',
			lost: ['\u0E31'],
		});
		const [lost] = fontDiagnostics(caption('\u0E01\u0E31'), fonts, {});
		expect(lost?.code).toBe('CHARACTERS_MISSING');
	});

	it('leaves no box for a part of a cluster that the face lacks', () => {
		expect(ownFonts().glyphsOf('☆\uFE0F\u{1F3FD}', styled()).text).toBe('☆\uFE0F');
	});
});

describe('fontDiagnostics', () => {
	it('says nothing of the own font under any of its names', () => {
		expect(
			[asking(''), asking('思源黑体'), asking('思源黑体 Bold'), asking('系统')].map(codesOf),
		).toEqual([[], [], [], []]);
	});

	it('names the font that is missing and the one that stands for it, once', () => {
		const style = styled(asking('抖音美好体'));
		const runs = [
			{ text: '一', style },
			{ text: '二', style: { ...style, bold: true } },
		];
		const [only, ...more] = fontDiagnostics(caption(runs), ownFonts(), { segment: 's1', track: 2 });
		expect(more).toEqual([]);
		expect(only).toMatchObject({ code: 'FONT_SUBSTITUTED', segment: 's1', track: 2 });
		expect(english(only)).toMatch(/抖音美好体.*Noto Sans SC/u);
	});

	it('names a font whose file is not there, and not the app’s own one', () => {
		const font = { asset, name: '', resourceId: '' };
		expect(fontDiagnostics(captionIn({ font }, '字'), ownFonts(), {})).toHaveLength(1);
		const system = { ...font, name: 'zh-hans.ttf' };
		expect(fontDiagnostics(captionIn({ font: system }, '字'), ownFonts(), {})).toEqual([]);
	});

	it('names a font by its resource id when that is all there is', () => {
		expect(english(codesOf(asking('', '6740435494053614093'))[0])).toContain('6740435494053614093');
	});

	it('names the characters that no font has', () => {
		const [lost] = fontDiagnostics(caption('好สส'), ownFonts(), {});
		expect(lost?.code).toBe('CHARACTERS_MISSING');
		expect(english(lost)).toContain('characters ส,');
	});

	it.each([
		['สวัสดี', ['Thai'], 'Thai.ttf (Noto Sans Thai)'],
		['नमस्ते', ['Devanagari'], 'Devanagari.ttf (Noto Sans Devanagari)'],
		['مرحبا', ['Arabic'], 'Arabic.ttf (Noto Sans Arabic)'],
		['한 א', ['Hangul', 'Hebrew'], 'Hangul.ttf (Noto Sans KR) and Hebrew.ttf (Noto Sans Hebrew)'],
		['\u{13000}', ['fallback'], 'fallback.ttf (a font that has them)'],
	])('tells which file of the library would draw %s', (text, library, file) => {
		const [lost] = fontDiagnostics(caption(text), ownFonts(), {});
		expect(lost?.subject?.library).toEqual(library);
		expect(english(lost)).toContain(`under the name ${file}, or`);
	});
});
