/** Whether a call comes from the agent: signatures as Standard Webhooks says. */
import { createHmac, timingSafeEqual } from 'crypto';
import { textIn } from './wire';

/** How old a call may be, so that nobody can send an old one again. Seconds. */
const TOLERANCE = 300;

/** A call as it came in. */
export interface SignedCall {
	readonly headers: Readonly<Record<string, unknown>>;
	/** The bytes of the body, untouched. */
	readonly body: Buffer;
	/** Seconds since 1970. */
	readonly now: number;
}

/** Whether the call was signed with the secret, not long ago. `secret`: `whsec_` and base64. */
export function isSignedBy(secret: string, { headers, body, now }: SignedCall): boolean {
	const id = textIn(headers['webhook-id']);
	const timestamp = Number(headers['webhook-timestamp']);
	if (secret === '' || !(Math.abs(now - timestamp) <= TOLERANCE)) return false;
	const expected = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
		.update(`${id}.${timestamp}.`)
		.update(body)
		.digest();
	return textIn(headers['webhook-signature'])
		.split(' ')
		.filter((one) => one.startsWith('v1,'))
		.map((one) => Buffer.from(one.slice(3), 'base64'))
		.some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
