/** Links to finished videos: signed, and dead after a while. Refuses every link that it did not sign. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What is wrong with a link, or nothing. */
export type LinkVerdict = 'good' | 'expired' | 'forged';

/** Makes links with the newest secret and checks them with every one that still counts. */
export interface Links {
	/** Path and query of the link, from `/videos/` on. `expires`: milliseconds since 1970. */
	readonly pathOf: (name: string, expires: number) => string;
	readonly check: (
		link: { readonly name: string; readonly expires: string; readonly signature: string },
		now: number,
	) => LinkVerdict;
}

const signatureOf = (
	secret: string,
	{ name, expires }: { name: string; expires: string },
): Buffer =>
	Buffer.from(createHmac('sha256', secret).update(`${name}\n${expires}`).digest('base64url'));

/** Links signed with HMAC-SHA256 over name and end, by the first secret; the others stand behind links made before. */
export const createLinks = (...secrets: readonly [string, ...string[]]): Links => ({
	pathOf: (name, expires) => {
		const seconds = String(Math.floor(expires / 1000));
		const signature = signatureOf(secrets[0], { name, expires: seconds }).toString();
		return `/videos/${encodeURIComponent(name)}?expires=${seconds}&signature=${signature}`;
	},
	check: ({ signature, ...link }, now) => {
		const given = Buffer.from(signature);
		const isGood = (secret: string): boolean => {
			const wanted = signatureOf(secret, link);
			return wanted.length === given.length && timingSafeEqual(wanted, given);
		};
		if (!secrets.some(isGood)) return 'forged';
		return Number(link.expires) * 1000 > now ? 'good' : 'expired';
	},
});
