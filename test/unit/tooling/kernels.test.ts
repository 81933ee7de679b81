/** The script that compiles the kernels: what it leaves as it is, and what it makes anew. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const wasm = join(folder, 'kernels.wasm');

const built = (): Buffer => {
	execFileSync(process.execPath, [join(__dirname, '../../../scripts/build-kernels.mjs'), folder]);
	return readFileSync(wasm);
};

it('kernels of other sources are made anew, however new their file is; those of these sources stay', () => {
	const made = built();
	expect(made.subarray(0, 4).toString('latin1')).toBe('\0asm');
	const other = Buffer.from(made);
	other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
	writeFileSync(wasm, other);
	const later = new Date('2100-01-01T00:00:00Z');
	utimesSync(wasm, later, later);
	expect(built().equals(made)).toBe(true);
	utimesSync(wasm, new Date(0), new Date(0));
	built();
	expect(statSync(wasm).mtimeMs).toBe(0);
});
