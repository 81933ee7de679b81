/**
 * How a running service is asked to end from another process, on every system: by a file in its data folder. Only services
 * look at it: a launcher on the same folder is ended by closing its window.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeNamedFolder } from '../config/folders';
import { clearAwayNow, removeNow } from '../config/heldFiles';
import type { Clock } from '../kernel/clock';
import { isRunning } from '../render/processes';

const LOOKED_EVERY = 500;

const fileIn = (data: string): string => join(data, 'service.stop');
const markIn = (data: string): string => join(data, 'service.running');

/** Asks the service of that data folder to end. */
export const askToStop = (data: string): void => {
	writeFileSync(fileIn(data), '');
};

/** Whether a supervised service runs on that data folder. A mark whose process is gone, as after a power cut, is none. */
export const isMarkedRunning = (data: string): boolean => {
	try {
		const id = Number(readFileSync(markIn(data), 'utf8'));
		return Number.isInteger(id) && id > 0 && isRunning(id);
	} catch {
		return false;
	}
};

/** Marks the data folder as one that a service runs on and watches for the request; the given function takes the mark away. */
export const watchStopFile = (
	data: string,
	{ clock, stop }: { readonly clock: Clock; readonly stop: () => void },
): (() => void) => {
	makeNamedFolder(data);
	// What was asked of an earlier run is no request to this one.
	removeNow(fileIn(data));
	writeFileSync(markIn(data), String(process.pid));
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
