/** The version of the agent, as its package names it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';

/** The version of the agent. */
export const VERSION = z
	.object({ version: z.string() })
	.parse(JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'))).version;
