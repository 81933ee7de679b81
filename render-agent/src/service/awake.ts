/** Keeps the machine from falling asleep while a job runs, by a program of the system that does so as long as it lives. */
import type { Running } from '../render/processes';

/** How a system is kept awake: the program runs until its input is closed or it is ended. */
export const AWAKE_PROGRAMS = {
	win32: {
		program: 'powershell',
		args: [
			'-NoProfile',
			'-NonInteractive',
			'-Command',
			[
				'$m = Add-Type -PassThru -Name Awake -Namespace Capcut -MemberDefinition \'[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint f);\'',
				'$null = $m::SetThreadExecutionState([uint32]"0x80000001")',
				'$null = [Console]::In.ReadToEnd()',
			].join('; '),
		],
	},
	darwin: { program: 'caffeinate', args: ['-i', 'cat'] },
	linux: {
		program: 'systemd-inhibit',
		args: ['--what=sleep', '--who=capcut-render-agent', '--why=rendering', 'cat'],
	},
} as const;

/** Starts a program with an open input. */
export type StartProgram = (program: string, args: readonly string[]) => Running;

/** Counts who needs the machine awake. */
export interface Awake {
	/** Keeps it awake until the function that it gives is called. */
	readonly hold: () => () => void;
}

/** Keeps the machine awake as long as somebody holds it; does nothing where the system has no such program. */
export const createAwake = (platform: NodeJS.Platform, start: StartProgram): Awake => {
	const way = platform in AWAKE_PROGRAMS ? AWAKE_PROGRAMS[platform as 'linux'] : undefined;
	let holders = 0;
	let running: Running | undefined;
	const begin = (): void => {
		if (!way || running) return;
		running = start(way.program, way.args);
		// Where the program is not there the machine sleeps when it likes; the job goes on afterwards.
		running.ended.catch(() => undefined);
	};
	const end = (): void => {
		running?.stdin?.end();
		running?.stop();
		running = undefined;
	};
	return {
		hold: () => {
			holders += 1;
			begin();
			let held = true;
			return () => {
				if (!held) return;
				held = false;
				holders -= 1;
				if (holders === 0) end();
			};
		},
	};
};
