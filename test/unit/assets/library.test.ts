/** What the library of a user holds, and what is said of a broken one. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openLibrary } from '../../../render-agent/src/assets/library';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { inLibrary } from '../../../render-agent/src/timeline/library';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'library-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

const put = (path: string, content = ''): void => {
	const file = join(folder, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, content);
};
const map = (mapping: unknown): void => {
	put('library.json', JSON.stringify(mapping));
};

const faultOf = async (): Promise<string> => {
	const fault = await openLibrary(folder).then(
		() => undefined,
		(error: unknown) => error,
	);
	if (!(fault instanceof AgentError)) throw new RangeError('it opened');
	expect(fault.code).toBe('REQUEST_INVALID');
	const object = fault.object ?? '';
	return typeof object === 'string' ? object : object.en;
};

it.each([[[1, 2]], ['text'], [null]])(
	'a mapping that is %j is told what it must be',
	async (wrong) => {
		map(wrong);
		expect(await faultOf()).toBe(
			`the library's library.json: it must be a JSON object with a name or id for each file, such as {"panda": "panda.png"}`,
		);
	},
);

describe('the files of a library', () => {
	it('are known by their names when there is no mapping', async () => {
		put('stickers/Panda.png');
		put('fonts/我的字体.ttf');
		put('notes.txt');
		const { index, find } = await openLibrary(folder);
		expect([...index.keys()].sort()).toEqual(['font:我的字体', 'sticker:panda']);
		expect(await find('sticker:panda')).toMatchObject({ kind: 'file' });
	});

	it('are found by id before name, whatever the case and blanks', async () => {
		put('a.png');
		put('b.png');
		map({ '702': 'a.png', 'Big Panda': 'b.png' });
		const { index } = await openLibrary(folder);
		expect(inLibrary(index, 'sticker', { name: 'bigpanda', resourceId: '702' })?.key).toBe(
			'sticker:702',
		);
		expect(inLibrary(index, 'sticker', { name: 'big PANDA', resourceId: '9' })?.key).toBe(
			'sticker:bigpanda',
		);
		expect(inLibrary(index, 'font', { name: 'Big Panda', resourceId: '' })).toBeUndefined();
	});

	it('of the mapping go before files of the same name', async () => {
		put('snow.mp4');
		put('other.mp4');
		map({ snow: { file: 'other.mp4', blend: 'multiply' } });
		const { index, find } = await openLibrary(folder);
		expect(index.get('overlay:snow')?.blend).toBe('multiply');
		expect(await find('overlay:snow')).toMatchObject({
			file: expect.stringContaining('other.mp4') as string,
		});
	});

	it('outside the folder are not there', async () => {
		const outside = mkdtempSync(join(tmpdir(), 'outside-'));
		writeFileSync(join(outside, 'x.png'), '');
		symlinkSync(join(outside, 'x.png'), join(folder, 'x.png'));
		expect([...(await openLibrary(folder)).index.keys()]).toEqual([]);
		rmSync(outside, { recursive: true });
	});
});

it.each(['gone.png', '../a.png'])(
	'a mapping to %s, which is not in it, is known by its key and found nowhere',
	async (file) => {
		put('b.png');
		map({ panda: file, bear: 'b.png' });
		const library = await openLibrary(folder);
		expect(library.named('sticker:panda')).toEqual({ path: file, mapped: 'panda' });
		expect(await library.find('sticker:panda')).toEqual({ kind: 'missing' });
		expect(await library.find('sticker:bear')).toMatchObject({ kind: 'file' });
		expect(library.named('sticker:b')).toEqual({ path: 'b.png' });
	},
);

describe('a broken library', () => {
	it('that is not there is named', async () => {
		rmSync(folder, { recursive: true });
		expect(await faultOf()).toContain('cannot be read');
	});

	it('whose mapping is no JSON says so', async () => {
		put('library.json', '{ "a": ');
		expect(await faultOf()).toContain('no valid JSON');
	});

	it.each([
		[{ panda: 3 }, '“panda”'],
		[{ panda: { file: 'a.png', blend: 'sparkle' } }, '“panda'],
		[{ panda: 'a.txt' }, 'a.txt of “panda” is of no kind'],
	])('with the mapping %j says where', async (mapping, words) => {
		put('a.png');
		put('a.txt');
		map(mapping);
		expect(await faultOf()).toContain(words);
	});
});
