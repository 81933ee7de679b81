/** Signs callbacks as Standard Webhooks says, so that the receiver knows who called. */
import { createHmac } from 'node:crypto';

/** One message to be signed. */
export interface Message {
	readonly id: string;
	/** Seconds since 1970. */
	readonly timestamp: number;
	readonly body: string;
}

/** The headers that go with a message. `secret`: base64, with or without `whsec_`. */
export const signedHeaders = (
	{ id, timestamp, body }: Message,
	secret: string,
): Readonly<Record<string, string>> => {
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const signature = createHmac('sha256', key)
		.update(`${id}.${String(timestamp)}.${body}`)
		.digest('base64');
	return {
		'Content-Type': 'application/json; charset=utf-8',
		'webhook-id': id,
		'webhook-timestamp': String(timestamp),
		'webhook-signature': `v1,${signature}`,
	};
};
