/** Signs requests as S3 storages want them: AWS Signature Version 4. The only file that imports aws4. */
import { sign } from 'aws4';
import type { Method } from '../../net/exchange';

/** Who signs. */
export interface S3Keys {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Of keys that end after a while. */
	readonly sessionToken?: string | undefined;
}

/** What a signature is made with. */
export interface Signer {
	readonly keys: S3Keys;
	readonly region: string;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** A request to be signed. `sha256` is of its body, hexadecimal. */
export interface Unsigned {
	readonly method: Method;
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly sha256: string;
}

const stampOf = (now: number): string => new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');

const credentialsOf = ({ accessKeyId, secretAccessKey, sessionToken }: S3Keys) => ({
	accessKeyId,
	secretAccessKey,
	...(sessionToken !== undefined && { sessionToken }),
});

const textsOf = (headers: object): Readonly<Record<string, string>> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** The headers of a request with its signature among them; all of them are signed. */
export const signedRequest = (
	{ method, url, headers, sha256 }: Unsigned,
	{ keys, region, now }: Signer,
): Readonly<Record<string, string>> => {
	const { host, pathname, search } = new URL(url);
	const signed = sign(
		{
			service: 's3',
			region,
			method,
			host,
			path: pathname + search,
			headers: { ...headers, 'X-Amz-Content-Sha256': sha256, 'X-Amz-Date': stampOf(now) },
		},
		credentialsOf(keys),
	);
	return textsOf(signed.headers ?? {});
};

/** Signatures of links may not live longer. */
const LONGEST_SECONDS = 7 * 86_400;

/** An address at which anybody can read an object for `seconds`, at most seven days. */
export const signedLink = (url: string, seconds: number, { keys, region, now }: Signer): string => {
	const { host, origin, pathname } = new URL(url);
	const expires = Math.max(1, Math.min(LONGEST_SECONDS, Math.floor(seconds)));
	const query = `X-Amz-Date=${stampOf(now)}&X-Amz-Expires=${String(expires)}`;
	const request = { service: 's3', region, method: 'GET', host, signQuery: true };
	const { path } = sign({ ...request, path: `${pathname}?${query}` }, credentialsOf(keys));
	return `${origin}${path ?? ''}`;
};
