/** The log: JSON lines. Owns that no secret gets into them; refuses nothing that is logged. */
import { basename, dirname } from 'node:path';
import { Writable } from 'node:stream';
import { type DestinationStream, type Logger, pino } from 'pino';
import { createStream } from 'rotating-file-stream';
import { withoutSecrets } from '../kernel/masked';
import { makeNamedFolder } from './folders';
import type { Settings } from './schema';

/** What parts write their log lines to. */
export type Log = Logger;

const MASKED_FIELDS = [
	'authorization',
	'x-api-key',
	'apiKey',
	'signature',
	'secret',
	'token',
	'cookie',
].flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);

const masking = (to: DestinationStream): Writable =>
	new Writable({
		decodeStrings: false,
		write(line: string, _encoding, done) {
			to.write(withoutSecrets(line));
			done();
		},
	});

/** A log of JSON lines on `to` (default: stderr), secrets masked. */
export const createLog = (
	level: Settings['logLevel'],
	to: DestinationStream = process.stderr,
): Log =>
	pino(
		{
			level,
			base: null,
			timestamp: pino.stdTimeFunctions.isoTime,
			redact: { paths: MASKED_FIELDS, censor: '…' },
		},
		masking(to),
	);

/** A log file that is cut into pieces of 10 MB, of which the last five are kept beside it. */
export const rotatingFile = (file: string): DestinationStream => {
	makeNamedFolder(dirname(file), 'RENDER_AGENT_LOG_FILE');
	return createStream(basename(file), { path: dirname(file), size: '10M', maxFiles: 5 });
};
