/** How an agent on a data folder serves, kept there for commands that run beside it with other settings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { replaceNow } from './heldFiles';
import type { Settings } from './schema';

const servedAs = z.object({
	host: z.string().min(1),
	port: z.number().int(),
	publicUrl: z.string().optional(),
});

/** Where an agent listens, and the address that it is reached by. */
export type ServedAs = Pick<Settings, 'host' | 'port' | 'publicUrl'>;

const fileIn = (data: string): string => join(data, 'served-as.json');

/** Keeps how the agent on a data folder serves; it stays when the agent ends. */
export const keepServedAs = (data: string, { host, port, publicUrl }: ServedAs): void => {
	replaceNow(fileIn(data), JSON.stringify({ host, port, publicUrl }));
};

/** How the agent on a data folder served last; undefined when that is not known. */
export const servedAsIn = (data: string): ServedAs | undefined => {
	try {
		const { publicUrl, ...rest } = servedAs.parse(JSON.parse(readFileSync(fileIn(data), 'utf8')));
		return { ...rest, publicUrl };
	} catch {
		return undefined;
	}
};
