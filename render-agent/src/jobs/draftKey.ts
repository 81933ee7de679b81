/** When two submissions are the same: the draft's address without what changes from spelling to spelling. */
import { createHash } from 'node:crypto';
import { AgentError } from '../kernel/errors';
import { bareAddress } from '../kernel/masked';

const DRAFT_ID = /^\d{14}[0-9a-f]{8}$/;
const INVISIBLE = /[\uFEFF\u200B-\u200D]/g;
const MAX_LENGTH = 8192;
const VOLATILE =
	/^(x-amz-|x-goog-|q-|x-tos-|x-oss-|x-cos-)|^(sign|signature|expires|x-expires|x-signature|ossaccesskeyid|awsaccesskeyid|googleaccessid|security-token|x-orig-authkey|x-orig-expires|x-orig-sign|token|auth_key|policy|key-pair-id)$/i;

const isVolatile = (name: string): boolean => VOLATILE.test(name);

const invalid = (zh: string, en: string): AgentError =>
	new AgentError('DRAFT_URL_INVALID', { object: { zh, en } });

const draftIdIn = ({ searchParams }: URL): string => searchParams.get('draft_id')?.trim() ?? '';

const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';

/**
 * A draft's address as the caller meant it: trimmed, without invisible characters.
 * @throws {AgentError} DRAFT_URL_MISSING, DRAFT_URL_INVALID
 */
export const draftAddressOf = (sent: unknown): string => {
	if (sent === undefined || sent === null) throw new AgentError('DRAFT_URL_MISSING');
	const cleaned = typeof sent === 'string' ? sent.replace(INVISIBLE, '').trim() : '';
	if (cleaned === '') throw invalid('地址为空', 'it is blank');
	const shown = bareAddress(cleaned).slice(0, 200);
	if (cleaned.length > MAX_LENGTH || !URL.canParse(cleaned)) throw invalid(shown, shown);
	const url = new URL(cleaned);
	if (!isHttp(url)) throw invalid(shown, shown);
	if (url.pathname.endsWith('/get_draft') && draftIdIn(url) === '')
		throw invalid('get_draft 地址缺少 draft_id', 'the get_draft address has no draft_id');
	return cleaned;
};

/** What all spellings of one draft's address have in common. Parameters that sign a link do not count. */
export const draftKeyOf = (address: string): string => {
	const url = new URL(address);
	const id = draftIdIn(url);
	if (url.pathname.endsWith('/get_draft')) {
		return DRAFT_ID.test(id) ? `draft:${id}` : `${url.origin}${url.pathname}?draft_id=${id}`;
	}
	const kept = [...url.searchParams].filter(([name]) => !isVolatile(name)).sort();
	const query = new URLSearchParams(kept).toString();
	return `${url.origin}${url.pathname}${query === '' ? '' : `?${query}`}`;
};

const sorted = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).filter(([, item]) => item !== undefined);
	return Object.fromEntries(
		entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, sorted(item)]),
	);
};

/** Equal for the same draft, the same options and the same caller. Hexadecimal SHA-256. */
export const identityOf = (draftKey: string, options: unknown, owner: string): string =>
	createHash('sha256')
		.update(JSON.stringify([draftKey, sorted(options), owner]))
		.digest('hex');
