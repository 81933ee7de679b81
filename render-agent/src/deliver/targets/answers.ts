/** Where the answer to an upload carries the video's address. Pure. */
import { AgentError } from '../../kernel/errors';
import type { PostAnswer } from '../../net/post';

/** Means the `Location` header of the answer. */
const LOCATION = '$location';
/** Means the whole body of the answer. */
const TEXT = '$text';

const at = (value: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(inner, name) =>
				typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
					? (inner as Record<string, unknown>)[name]
					: undefined,
			value,
		);

const parsed = (body: string): unknown => {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
};

const found = ({ headers, text }: PostAnswer, path: string): unknown => {
	if (path === LOCATION) return headers['location'];
	return path === TEXT ? text.trim() : at(parsed(text), path);
};

/**
 * The address that an answer carries: at names joined by dots in its JSON, in `$location`, or as `$text`. A relative one
 * is completed by `url`, which was asked.
 * @throws {AgentError} DELIVERY_FAILED when there is none
 */
export const addressIn = (answer: PostAnswer, path: string, url: string): string => {
	const said = found(answer, path);
	if (typeof said === 'string' && said !== '' && URL.canParse(said, url))
		return new URL(said, url).href;
	const { host } = new URL(url);
	throw new AgentError('DELIVERY_FAILED', {
		object: {
			zh: `${host} 的应答中没有 ${path}（见 result_path 或 RENDER_AGENT_UPLOAD_RESULT_PATH）`,
			en: `the answer of ${host} has no ${path} (see result_path or RENDER_AGENT_UPLOAD_RESULT_PATH)`,
		},
	});
};
