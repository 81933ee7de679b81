/** Links to finished videos: signed, and dead after a while. Refuses every link that it did not sign. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What is wrong with a link, or nothing. */
export type LinkVerdict = 'good' | 'expired' | 'forged';

/** Makes and checks links with one secret. */
export interface Links {
	/** Path and query of the link, from `/videos/` on. `expires`: milliseconds since 1970. */
	readonly pathOf: (name: string, expires: number) => string;
	readonly check: (
		link: { readonly name: string; readonly expires: string; readonly signature: string },
		now: number,
	) => LinkVerdict;
}

/** Links signed with HMAC-SHA256 over name and end. */
export const createLinks = (secret: string): Links => {
	const signatureOf = (name: string, expires: string): string =>
		createHmac('sha256', secret).update(`${name}\n${expires}`).digest('base64url');
	return {
		pathOf: (name, expires) => {
			const seconds = String(Math.floor(expires / 1000));
			return `/videos/${encodeURIComponent(name)}?expires=${seconds}&signature=${signatureOf(name, seconds)}`;
		},
		check: ({ name, expires, signature }, now) => {
			const wanted = Buffer.from(signatureOf(name, expires));
			const given = Buffer.from(signature);
			if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return 'forged';
			return Number(expires) * 1000 > now ? 'good' : 'expired';
		},
	};
};
