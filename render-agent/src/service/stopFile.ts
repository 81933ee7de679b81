/** How a running service is asked to end from another process, on every system: by a file in its data folder. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeNamedFolder } from '../config/folders';
import { clearAwayNow, removeNow } from '../config/heldFiles';
import type { Clock } from '../kernel/clock';

const LOOKED_EVERY = 500;

const fileIn = (data: string): string => join(data, 'service.stop');
const markIn = (data: string): string => join(data, 'service.running');

/** Asks the service of that data folder to end. */
export const askToStop = (data: string): void => {
	writeFileSync(fileIn(data), '');
};

/** Whether a supervised service holds that data folder. A mark that a power cut left behind is taken for one. */
export const isMarkedRunning = (data: string): boolean => existsSync(markIn(data));

/** Marks the data folder as served and watches for the request; the given function takes the mark away. */
export const watchStopFile = (
	data: string,
	{ clock, stop }: { readonly clock: Clock; readonly stop: () => void },
): (() => void) => {
	makeNamedFolder(data);
	// What was asked of an earlier run is no request to this one.
	removeNow(fileIn(data));
	writeFileSync(markIn(data), '');
	const cancel = clock.every(LOOKED_EVERY, () => {
		if (!existsSync(fileIn(data))) return;
		clearAwayNow(fileIn(data));
		stop();
	});
	return () => {
		cancel();
		clearAwayNow(markIn(data));
	};
};

/** Waits until the service has gone; false when it is still there after `patience` milliseconds. */
export const gone = async (
	data: string,
	{ clock, patience }: { readonly clock: Clock; readonly patience: number },
): Promise<boolean> => {
	for (let waited = 0; isMarkedRunning(data); waited += LOOKED_EVERY) {
		if (waited >= patience) return false;
		await clock.sleep(LOOKED_EVERY);
	}
	return true;
};
