/** Writes a folder as a zip or tar.gz, the same bytes for the same files wherever and whenever it is done. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';

/** The time of every file in an archive: the first that a zip can say. */
const MOMENT = new Date('1980-01-01T00:00:00Z');

interface Entry {
	readonly path: string;
	/** With `/`, beginning with the folder's name. */
	readonly name: string;
	readonly bytes: number;
	readonly mode: number;
}

const PROGRAMS = /(^|\/)runtime\/[^/]+$|\.sh$|\.exe$/;

const entriesOf = (folder: string): readonly Entry[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name: last }) => {
			const path = join(parentPath, last);
			const name = [basename(folder), ...relative(folder, path).split(sep)].join('/');
			return { path, name, bytes: statSync(path).size, mode: PROGRAMS.test(name) ? 0o755 : 0o644 };
		})
		.toSorted((a, b) => (a.name < b.name ? -1 : 1));

const zipTo = async (entries: readonly Entry[], file: string): Promise<void> => {
	const zip = new ZipFile();
	for (const { path, name, mode } of entries)
		zip.addFile(path, name, { mtime: MOMENT, mode: 0o100000 | mode, forceDosTimestamp: true });
	zip.end();
	await pipeline(zip.outputStream, createWriteStream(file));
};

const tarTo = async (entries: readonly Entry[], file: string): Promise<void> => {
	const tar = pack();
	const written = pipeline(tar, createGzip({ level: 9 }), createWriteStream(file));
	for (const { path, name, bytes, mode } of entries)
		await pipeline(
			createReadStream(path),
			tar.entry({ name, size: bytes, mode, mtime: MOMENT, uid: 0, gid: 0 }),
		);
	tar.finalize();
	await written;
};

/** SHA-256 of a file, in hexadecimal digits. */
export const sha256Of = async (file: string): Promise<string> => {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return hash.digest('hex');
};

/** Writes `folder` as `file`, with `<file>.sha256` beside it in the form that `sha256sum -c` reads. Gives the SHA-256. */
export const writeArchive = async (
	folder: string,
	{ file, kind }: { readonly file: string; readonly kind: 'zip' | 'tar.gz' },
): Promise<string> => {
	// A zip's times are local ones.
	process.env['TZ'] = 'UTC';
	await (kind === 'zip' ? zipTo : tarTo)(entriesOf(folder), file);
	const sha256 = await sha256Of(file);
	writeFileSync(`${file}.sha256`, `${sha256}  ${basename(file)}\n`);
	return sha256;
};
