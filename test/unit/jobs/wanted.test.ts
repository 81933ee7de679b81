/** The full product of codecs and containers: what is refused when it is submitted, before anything is fetched. */
import { renderOptions } from '../../../render-agent/src/config/options';
import { checkOptions } from '../../../render-agent/src/jobs/wanted';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { inLanguage, type Words } from '../../../render-agent/src/kernel/words';

const { codec, container } = renderOptions.shape;
const pairs = codec
	.unwrap()
	.options.flatMap((one) => container.unwrap().options.map((other) => [one, other] as const));

const said = (one: (typeof pairs)[number]): Words | undefined => {
	try {
		checkOptions(renderOptions.parse({ codec: one[0], container: one[1] }));
		return undefined;
	} catch (error) {
		if (error instanceof AgentError) return error.object;
		throw error;
	}
};

it('a codec is refused in the containers that do not hold it, and in no other, saying which do', () => {
	expect(pairs).toHaveLength(12);
	const refused = pairs.flatMap((one) => said(one) ?? []);
	expect(refused.map((words) => inLanguage(words, 'en'))).toEqual([
		'container: webm does not hold codec: h264, but av1',
		'container: webm does not hold codec: h265, but av1',
		'container: mov does not hold codec: av1, but h264 and h265',
	]);
	expect(refused.map((words) => inLanguage(words, 'zh'))[2]).toBe(
		'container: mov 不能与 codec: av1 一起使用，可用：h264、h265',
	);
});
