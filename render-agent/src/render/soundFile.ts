/** The file of the sound: taken from the store when the same was mixed before, else mixed and kept. */
import { soundOptions } from './encoding';
import { codeStamp } from './engineStamp';
import { madeKey } from './madeKey';
import { type SoundFindings, soundFindings } from './quality/findings';
import type { Machine, Rendering } from './rendering';
import type { Findings } from './tasks';

/** Makes the file of a sound. `mixed` counts samples. */
export const mixToFile = async (
	file: string,
	{
		rendering: { plan, container, store, doubted },
		machine: { tools, threads },
		mixed,
	}: {
		readonly rendering: Rendering;
		readonly machine: Machine;
		readonly mixed: (samples: number) => void;
	},
	signal: AbortSignal,
): Promise<SoundFindings> => {
	const options = soundOptions(container);
	const task = { kind: 'sound', plan: plan.sound, file, options } as const;
	const key = madeKey({ ...task, code: codeStamp(), ffmpeg: tools.version }, []);
	const taken = soundFindings.safeParse(await store?.take(key, file, signal));
	if (taken.success) {
		mixed(plan.sound.samples);
		return taken.data;
	}
	let findings: Findings = {};
	const made = (_: number, told: Findings): void => {
		findings = told;
	};
	await threads.perform(task, { progressed: mixed, made, doubted }, signal);
	await store?.keep(key, file, findings);
	return soundFindings.parse(findings);
};
