/** What the watchdog does of its own accord: end a program that takes too much memory. Needs the built agent. */
import { start } from '../../render-agent/src/render/processes';
import { startWatchdog } from '../../render-agent/src/render/watchdog';

const MIB = 1024 ** 2;
const isLinux = process.platform === 'linux';

/** A program that holds so much memory, and ends by itself after 20 s. */
const holding = (mebibytes: number): readonly string[] => [
	'-e',
	`globalThis.held = Buffer.alloc(${String(mebibytes)} * ${String(MIB)}, 1); setTimeout(() => undefined, 20_000)`,
];

(isLinux ? describe : describe.skip)('a program under the watchdog', () => {
	it('that takes more memory than it may is ended, and no other', async () => {
		const dog = startWatchdog(200 * MIB);
		const small = start(process.execPath, holding(1));
		const large = start(process.execPath, holding(400));
		expect((await large.ended).signal).toBe('SIGKILL');
		small.stop();
		expect((await small.ended).signal).toBe('SIGTERM');
		dog.stop();
	});
});
