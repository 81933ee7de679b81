/** What is left of an agent that was killed with its watchdog. Needs the built agent. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftovers } from '../../render-agent/src/render/leftovers';
import { DIST } from '../../render-agent/src/render/places';
import { gone, isAlive } from '../support/alive';

/** What an agent of a folder leaves running that ends without a word to anybody. */
const leftBy = (folder: string): number => {
	const script = `
		require(${JSON.stringify(join(DIST, 'render', 'leftovers.js'))}).endLeftovers(process.argv[1]);
		const left = require('node:child_process').spawn('sleep', ['30'], { detached: true, stdio: 'ignore' });
		console.log(left.pid);
		process.kill(process.pid, 'SIGKILL');`;
	const { stdout } = spawnSync(process.execPath, ['-e', script, folder], { encoding: 'utf8' });
	return Number(stdout);
};

(process.platform === 'linux' ? describe : describe.skip)(
	'what a killed agent left running',
	() => {
		let folder: string;
		beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'left-'))));
		afterEach(() => {
			rmSync(folder, { recursive: true });
		});

		it('is ended by the next one of its folder, and nothing else is', async () => {
			const left = leftBy(folder);
			const other = leftBy(join(folder, 'another'));
			expect([left, other].map(isAlive)).toEqual([true, true]);
			expect(endLeftovers(folder)).toBe(1);
			await gone(left);
			expect(isAlive(other)).toBe(true);

			// What this process starts is its own, and it lives.
			const own = spawn('sleep', ['30']);
			expect(endLeftovers(folder)).toBe(0);
			expect(isAlive(own.pid ?? 0)).toBe(true);
			own.kill();
			await once(own, 'close');
			expect(endLeftovers(join(folder, 'another'))).toBe(1);
		});
	},
);
