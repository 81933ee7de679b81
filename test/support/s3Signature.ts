/** Checks signatures of S3 requests by the specification of AWS Signature Version 4, written without the client's library. */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Whose signatures are good. */
export interface S3Account {
	readonly id: string;
	readonly secret: string;
	readonly region: string;
}

/** A request as it came. `url`: path and query, undecoded. */
export interface SignedRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
}

/** What is wrong with a signature, as S3 names it. */
export type SignatureFault =
	'AccessDenied' | 'InvalidAccessKeyId' | 'SignatureDoesNotMatch' | 'RequestTimeTooSkewed';

const SKEW = 15 * 60_000;

const hmac = (key: string | Buffer, text: string): Buffer =>
	createHmac('sha256', key).update(text).digest();

const encoded = (text: string): string =>
	encodeURIComponent(text).replace(
		/[!'()*]/g,
		(letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
	);

const canonicalPath = (path: string): string =>
	path
		.split('/')
		.map((part) => encoded(decodeURIComponent(part)))
		.join('/');

const canonicalQuery = (query: URLSearchParams): string =>
	[...query]
		.filter(([name]) => name !== 'X-Amz-Signature')
		.map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
		.sort()
		.join('&');

const timeOf = (stamp: string): number =>
	Date.parse(stamp.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));

interface Claim {
	readonly credential: string;
	readonly signedHeaders: string;
	readonly signature: string;
	readonly stamp: string;
	readonly payload: string;
}

const claimInQuery = (query: URLSearchParams): Claim => {
	const [credential, signedHeaders, signature, stamp] = [
		'X-Amz-Credential',
		'X-Amz-SignedHeaders',
		'X-Amz-Signature',
		'X-Amz-Date',
	].map((name) => query.get(name) ?? '') as [string, string, string, string];
	return { credential, signedHeaders, signature, stamp, payload: 'UNSIGNED-PAYLOAD' };
};

const AUTHORIZATION =
	/^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

const claimInHeaders = (headers: IncomingHttpHeaders): Claim | undefined => {
	const found = AUTHORIZATION.exec(headers.authorization ?? '');
	if (!found) return undefined;
	const [, credential, signedHeaders, signature] = found as unknown as [
		string,
		string,
		string,
		string,
	];
	const stamp = String(headers['x-amz-date']);
	const payload = String(headers['x-amz-content-sha256']);
	return { credential, signedHeaders, signature, stamp, payload };
};

const claimIn = ({ headers }: SignedRequest, query: URLSearchParams): Claim | undefined =>
	query.has('X-Amz-Signature') ? claimInQuery(query) : claimInHeaders(headers);

const signatureOf = (
	{ method, url, headers }: SignedRequest,
	{ claim, query, account }: { claim: Claim; query: URLSearchParams; account: S3Account },
): string => {
	const names = claim.signedHeaders.split(';');
	const lines = names.map(
		(name) => `${name}:${String(headers[name]).trim().replace(/\s+/g, ' ')}\n`,
	);
	const path = canonicalPath(url.split('?')[0] ?? '/');
	const request = [
		method,
		path,
		canonicalQuery(query),
		lines.join(''),
		claim.signedHeaders,
		claim.payload,
	].join('\n');
	const day = claim.stamp.slice(0, 8);
	const scope = `${day}/${account.region}/s3/aws4_request`;
	const hash = createHash('sha256').update(request).digest('hex');
	const key = [account.region, 's3', 'aws4_request'].reduce<Buffer>(
		hmac,
		hmac(`AWS4${account.secret}`, day),
	);
	return hmac(key, ['AWS4-HMAC-SHA256', claim.stamp, scope, hash].join('\n')).toString('hex');
};

const unsignedHeaders = ({ headers }: SignedRequest, signed: string): readonly string[] =>
	Object.keys(headers).filter(
		(name) => (name.startsWith('x-amz-') || name === 'host') && !signed.split(';').includes(name),
	);

const isExpired = (query: URLSearchParams, at: number, now: number): boolean =>
	now > at + Number(query.get('X-Amz-Expires')) * 1000;

/** What is wrong with the signature of a request at a time, or nothing. */
export const signatureFault = (
	request: SignedRequest,
	account: S3Account,
	now: number,
): SignatureFault | undefined => {
	const query = new URL(request.url, 'http://s3').searchParams;
	const claim = claimIn(request, query);
	if (!claim) return 'AccessDenied';
	if (!claim.credential.startsWith(`${account.id}/`)) return 'InvalidAccessKeyId';
	const at = timeOf(claim.stamp);
	if (query.has('X-Amz-Expires')) {
		if (isExpired(query, at, now)) return 'AccessDenied';
	} else if (Math.abs(now - at) > SKEW) return 'RequestTimeTooSkewed';
	if (unsignedHeaders(request, claim.signedHeaders).length > 0) return 'AccessDenied';
	const wanted = signatureOf(request, { claim, query, account });
	return wanted === claim.signature ? undefined : 'SignatureDoesNotMatch';
};
