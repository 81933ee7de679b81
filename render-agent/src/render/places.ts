/** Where the built parts of the agent lie: worker threads and kernels are always run as built, from sources too. */
import { join } from 'node:path';

/** The folder of the built agent. */
export const DIST = join(__dirname, '..', '..', 'dist');

/** The compiled kernels. */
export const KERNELS = join(DIST, 'compose', 'kernels.wasm');
/** What a worker thread runs. */
export const WORKER = join(DIST, 'render', 'workerThread.js');
