import { measured } from '../../../scripts/bench/measure';
import { median, medianOf } from '../../../scripts/bench/results';

const BUSY = 'const end = process.cpuUsage().user + 60_000; while (process.cpuUsage().user < end);';

describe('measuring a command', () => {
	it('counts the CPU time of a process that the command has started and waited for', async () => {
		const child = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(BUSY)}])`;
		const { cpu, wall, memory } = await measured({
			program: process.execPath,
			args: ['-e', child],
		});
		expect(cpu).toBeGreaterThanOrEqual(0.06);
		expect(wall).toBeGreaterThan(0);
		if (process.platform === 'linux') expect(memory).toBeGreaterThan(1);
	});

	it('gives an input from a file, variables and arguments with spaces and quotes', async () => {
		const check = `process.exit(process.env.WORD === 'a "b"' && process.argv[1] === "it's $HOME" ? 0 : 3)`;
		const command = { program: process.execPath, args: ['-e', check, "it's $HOME"] };
		await expect(measured({ ...command, env: { WORD: 'a "b"' } })).resolves.toMatchObject({});
	});

	it('fails with the last words of a command that fails', async () => {
		const args = ['-e', 'console.error("no such thing"); process.exit(4)'];
		await expect(measured({ program: process.execPath, args })).rejects.toThrow(
			/ended with 4: no such thing/,
		);
	});
});

describe('the median', () => {
	it('is the middle, or lies between the two middle ones', () => {
		expect(median([3, 1, 2])).toBe(2);
		expect(median([4, 1, 2, 3])).toBe(2.5);
		expect(
			medianOf([
				{ cpu: 1, wall: 9 },
				{ cpu: 3, wall: 5 },
				{ cpu: 2, wall: 7 },
			]),
		).toEqual({ cpu: 2, wall: 7 });
	});
});
