/** Bundles: the same files give the same bytes, programs stay programs, and the list of what is inside is complete. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Of, writeArchive } from '../../../scripts/bundle/archive';
import { ffmpegFolderOf } from '../../../scripts/bundle/ffmpegInput';
import { PLATFORMS } from '../../../scripts/bundle/platforms';
import { sbomOf } from '../../../scripts/bundle/sbom';
import { writtenFiles } from '../../../scripts/bundle/written';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'bundle-'));
});
afterEach(() => {
	rmSync(home, { recursive: true });
});

const lay = (where: string, files: Readonly<Record<string, string>>, at: Date): string => {
	const folder = join(home, where, 'agent-1.0');
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(join(folder, name, '..'), { recursive: true });
		writeFileSync(join(folder, name), text);
		utimesSync(join(folder, name), at, at);
	}
	return folder;
};

const FILES = {
	'app/package.json': '{"name":"capcut-render-agent","version":"1.0.0","license":"MIT"}',
	'app/node_modules/@a/b/package.json': '{"name":"@a/b","version":"2.0.0","license":"MIT OR ISC"}',
	'app/node_modules/c/package.json': '{"name":"c","version":"3.1.0"}',
	'app/node_modules/c/node_modules/d/package.json':
		'{"name":"d","version":"0.1.0","license":"MIT"}',
	'runtime/node.exe': 'node',
	'说明.txt': '你好',
};

describe.each(['zip', 'tar.gz'] as const)('a %s', (kind) => {
	it('is the same bytes for the same files, however old they are and in whatever order they were written', async () => {
		const backwards = Object.fromEntries(Object.entries(FILES).toReversed());
		const one = lay('one', FILES, new Date('2020-02-03T04:05:06Z'));
		const two = lay('two', backwards, new Date('2026-11-01T00:00:00Z'));
		const first = await writeArchive(one, { file: join(home, `1.${kind}`), kind });
		const second = await writeArchive(two, { file: join(home, `2.${kind}`), kind });
		expect(second).toBe(first);
		expect(readFileSync(join(home, `1.${kind}.sha256`), 'utf8')).toBe(`${first}  1.${kind}\n`);
		expect(await sha256Of(join(home, `1.${kind}`))).toBe(first);
	});

	it('is another for one byte more', async () => {
		const one = lay('one', FILES, new Date());
		const two = lay('two', { ...FILES, 'runtime/node.exe': 'node!' }, new Date());
		const first = await writeArchive(one, { file: join(home, `1.${kind}`), kind });
		expect(await writeArchive(two, { file: join(home, `2.${kind}`), kind })).not.toBe(first);
	});
});

/** Names and permissions in the central directory of a zip. */
const modesIn = (zip: Buffer): ReadonlyMap<string, number> => {
	const seen = new Map<string, number>();
	for (
		let at = zip.indexOf('PK\u0001\u0002');
		at >= 0;
		at = zip.indexOf('PK\u0001\u0002', at + 4)
	) {
		const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
		seen.set(name, zip.readUInt16LE(at + 40) & 0o777);
	}
	return seen;
};

it('a zip keeps names beyond ASCII, and marks programs as such', async () => {
	const file = join(home, 'a.zip');
	await writeArchive(lay('one', FILES, new Date()), { file, kind: 'zip' });
	const seen = modesIn(readFileSync(file));
	expect([...seen.keys()]).toContain('agent-1.0/说明.txt');
	expect(seen.get('agent-1.0/runtime/node.exe')).toBe(0o755);
	expect(seen.get('agent-1.0/app/package.json')).toBe(0o644);
});

it('the bill of materials names every package, nested ones too, and the programs with their digests', async () => {
	const folder = lay('one', FILES, new Date());
	const bom = JSON.parse(await sbomOf(folder, PLATFORMS.windows, '24.0.0')) as {
		specVersion: string;
		components: { name: string; version: string; purl?: string; hashes?: { content: string }[] }[];
	};
	expect(bom.specVersion).toBe('1.6');
	expect(bom.components.map(({ purl }) => purl).filter(Boolean)).toEqual([
		'pkg:npm/%40a/b@2.0.0',
		'pkg:npm/c@3.1.0',
		'pkg:npm/d@0.1.0',
	]);
	const node = bom.components.find(({ name }) => name === 'node');
	expect(node?.version).toBe('24.0.0');
	expect(node?.hashes?.[0]?.content).toBe(await sha256Of(join(folder, 'runtime/node.exe')));
});

it('the bill of materials of a package in two places is the same text each time, and its references are unique', async () => {
	const twice = {
		'app/node_modules/@a/b/node_modules/c/package.json': '{"name":"c","version":"3.1.0"}',
	};
	const folder = lay('one', { ...FILES, ...twice }, new Date());
	const first = await sbomOf(folder, PLATFORMS.windows, '24.0.0');
	expect(await sbomOf(folder, PLATFORMS.windows, '24.0.0')).toBe(first);
	const { components } = JSON.parse(first) as { components: { 'bom-ref': string }[] };
	const refs = components.map((component) => component['bom-ref']);
	expect(refs.filter((ref) => ref === 'c@3.1.0')).toHaveLength(1);
	expect(new Set(refs).size).toBe(refs.length);
});

it('the bill of materials says which ffmpeg it is, under which license, and what is linked into it', async () => {
	const bytes = (name: string, more: string): string =>
		`\0%s version %d\0%s version ${name} Copyright\0--enable-gpl ${more}\0`;
	const linked = '\0x264 - core %d\0 r3095 baee400\0 deflate 1.2.13 Copyright 1995\0';
	const programs = {
		'runtime/ffmpeg.exe': bytes('5.1.9', '') + linked,
		'runtime/ffprobe.exe': bytes('N-66595-gc2b38619c0-static', '--enable-version3'),
	};
	const folder = lay('one', { ...FILES, ...programs }, new Date());
	const { components } = JSON.parse(await sbomOf(folder, PLATFORMS.windows, '24.0.0')) as {
		components: object[];
	};
	expect(components).toMatchObject([
		{},
		{},
		{},
		{
			name: 'ffmpeg',
			version: '5.1.9',
			licenses: [{ license: { id: 'GPL-2.0-or-later' } }],
			components: [
				{ 'bom-ref': 'ffmpeg/x264@r3095 baee400', name: 'x264', version: 'r3095 baee400' },
				{ 'bom-ref': 'ffmpeg/zlib@1.2.13', name: 'zlib', version: '1.2.13' },
			],
		},
		{
			name: 'ffprobe',
			version: 'N-66595-gc2b38619c0-static',
			licenses: [{ license: { id: 'GPL-3.0-or-later' } }],
		},
		{ name: 'node', version: '24.0.0' },
	]);
});

it('the Windows launcher is ASCII with Windows line ends, and finds its files beside itself', () => {
	const launcher = writtenFiles(PLATFORMS.windows)['CapCut Render Agent.cmd'] ?? '';
	expect(launcher).toMatch(/^[\r\n\x20-\x7e]+$/);
	expect(launcher.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
	expect(launcher).toContain(
		'"%~dp0runtime\\node.exe" "%~dp0app\\bin\\capcut-render-agent.js" start',
	);
});

describe('the ffmpeg of a bundle', () => {
	const platform = PLATFORMS.windows;
	it('is taken from a folder, or from its bin folder, as publishers pack it', async () => {
		mkdirSync(join(home, 'ffmpeg/bin'), { recursive: true });
		writeFileSync(join(home, 'ffmpeg/bin/ffmpeg.exe'), '');
		const asked = { platform, work: join(home, 'work') };
		expect(await ffmpegFolderOf(join(home, 'ffmpeg'), asked)).toBe(join(home, 'ffmpeg/bin'));
		expect(await ffmpegFolderOf(join(home, 'ffmpeg/bin'), asked)).toBe(join(home, 'ffmpeg/bin'));
	});

	it('is taken out of a zip', async () => {
		const folder = lay(
			'zip',
			{ 'bin/ffmpeg.exe': 'the program', 'LICENSE.txt': 'GPL' },
			new Date(),
		);
		const file = join(home, 'ffmpeg.zip');
		await writeArchive(folder, { file, kind: 'zip' });
		const found = await ffmpegFolderOf(file, { platform, work: join(home, 'work') });
		expect(readFileSync(join(found, 'ffmpeg.exe'), 'utf8')).toBe('the program');
		expect(readFileSync(join(found, 'LICENSE.txt'), 'utf8')).toBe('GPL');
	});

	it('is refused by name when it is not there', async () => {
		const asked = { platform, work: join(home, 'work') };
		await expect(ffmpegFolderOf(join(home, 'none'), asked)).rejects.toThrow(
			'no such folder or zip',
		);
		await expect(ffmpegFolderOf(home, asked)).rejects.toThrow('no ffmpeg.exe in it');
	});
});
