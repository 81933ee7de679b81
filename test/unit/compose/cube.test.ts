import { type Cube, cubeChange, readingCube } from '../../../render-agent/src/compose/color/cube';
import type { Rgb } from '../../../render-agent/src/compose/color/sliders';
import { cubeOf } from '../../support/cubes';

/** The text of a cube whose entries are a function of the place. */
const cubeText = (size: number, entry: (color: Rgb) => readonly number[]): string => {
	const lines = [`TITLE "test"`, `# a comment`, `LUT_3D_SIZE ${String(size)}`, ''];
	const share = (i: number): number => i / (size - 1);
	for (let b = 0; b < size; b++)
		for (let g = 0; g < size; g++)
			for (let r = 0; r < size; r++)
				lines.push(
					entry([share(r), share(g), share(b)])
						.map((v) => v.toFixed(6))
						.join(' '),
				);
	return lines.join('\r\n');
};

const read = (text: string): Cube => {
	const cube = cubeOf(text);
	if (!cube) throw new RangeError('not read');
	return cube;
};
const through = (cube: Cube, color: Rgb): Rgb => {
	const own: Rgb = [...color];
	cubeChange(cube)(own);
	return own;
};

describe('a LUT file', () => {
	it.each([2, 17, 33])('of %p entries that changes nothing changes nothing', (size) => {
		const cube = read(cubeText(size, (color) => color));
		through(cube, [0.31, 0.62, 0.97]).forEach((value, i) => {
			expect(value).toBeCloseTo([0.31, 0.62, 0.97][i] ?? NaN, 5);
		});
	});

	it('that swaps red and blue swaps red and blue, red running fastest', () => {
		const cube = read(cubeText(2, ([red, green, blue]) => [blue, green, red]));
		through(cube, [0.9, 0.4, 0.1]).forEach((value, i) => {
			expect(value).toBeCloseTo([0.1, 0.4, 0.9][i] ?? NaN, 5);
		});
	});

	it('of curves takes each channel through its own', () => {
		const cube = read('LUT_1D_SIZE 3\n0 0 1\n0.5 0.2 0.5\n1 1 0\n');
		const [red, green, blue] = through(cube, [0.25, 0.5, 0.75]);
		expect([red, green, blue].map((value) => Number(value.toFixed(5)))).toEqual([0.25, 0.2, 0.25]);
	});

	it('with a domain of its own is measured in it', () => {
		const cube = read(`DOMAIN_MIN 0 0 0\nDOMAIN_MAX 2 2 2\n${cubeText(2, (color) => color)}`);
		expect(through(cube, [0.5, 1, 0])[0]).toBeCloseTo(0.25, 5);
	});

	it.each([
		['LUT_3D_SIZE 2\n0 0 0\n', 'is cut short'],
		['LUT_3D_SIZE 500\n', 'is too large'],
		['0 0 0\n', 'has no size'],
		['LUT_3D_SIZE 2\nhello\n', 'says something else'],
		['LUT_3D_SIZE 2.5\n', 'has no whole size'],
		['LUT_1D_SIZE 2\n0 0 0\n1 1 1\nLUT_1D_SIZE 2\n', 'has two sizes'],
		['LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\n0 0 0\n1 1 1\n', 'has an empty domain'],
	])('%j is refused: it %s', (text) => {
		expect(cubeOf(text)).toBeUndefined();
	});

	it('is refused at the first number too many, and at a line without an end', () => {
		const reading = readingCube();
		expect(reading.take('LUT_1D_SIZE 2\n0 0 0\n1 1 1\n')).toBe(true);
		expect(reading.take('1 1 1\n')).toBe(false);
		expect(readingCube().take('#'.repeat(70_000))).toBe(false);
	});

	it('is the same in pieces as whole, with the mark of its encoding', () => {
		const text = `\u00EF\u00BB\u00BFTITLE "x"\r\n${cubeText(3, (color) => color).replaceAll('\n', '\r\n')}`;
		const reading = readingCube();
		expect((text.match(/[^]{1,5}/g) ?? []).every(reading.take)).toBe(true);
		expect(reading.end()).toEqual(read(text));
	});
});
