/** `npm run demo`: a draft becomes a video by an n8n workflow, on this machine alone. `-- --keep` leaves the agent on. */
import './nodeVersion';
import { demo } from './demo';

demo({ keep: process.argv.includes('--keep') }).then(
	// n8n's engine keeps timers and sockets of its own.
	() => process.exit(0),
	(error: unknown) => {
		const reason = error instanceof Error ? error.message : String(error);
		process.stderr.write(`\nThe demo stopped: ${reason}\n`);
		process.exit(1);
	},
);
