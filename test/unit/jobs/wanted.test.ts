/** What is refused before any media are fetched: the full product of codecs and containers and small pictures when it is submitted, a small canvas when the draft was read. */
import { renderOptions } from '../../../render-agent/src/config/options';
import { asAsked } from '../../../render-agent/src/jobs/asAsked';
import { checkOptions, wanted } from '../../../render-agent/src/jobs/wanted';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { inLanguage, type Words } from '../../../render-agent/src/kernel/words';
import { canvasOf, timelineOf } from '../../support/timelines';

const { codec, container } = renderOptions.shape;
const pairs = codec
	.unwrap()
	.options.flatMap((one) => container.unwrap().options.map((other) => [one, other] as const));

const wordsOf = (deed: () => unknown): Words | undefined => {
	try {
		deed();
		return undefined;
	} catch (error) {
		if (error instanceof AgentError) return error.object;
		throw error;
	}
};
const refusalOf = (deed: () => unknown): string | undefined => {
	const words = wordsOf(deed);
	return words && inLanguage(words, 'en');
};
const said = (one: (typeof pairs)[number]): Words | undefined =>
	wordsOf(() => {
		checkOptions(renderOptions.parse({ codec: one[0], container: one[1] }));
	});

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

const TOO_SMALL =
	'codec: av1 takes pictures of 64 pixels or more each way, and this one has 100x58; use h264 or a larger size';

it.each([
	['av1', '100x58', TOO_SMALL],
	['av1', '100x64', undefined],
	['h265', '100x58', undefined],
	['h264', '16x16', undefined],
])('%s in %s is refused where it has no pictures of that size', (one, size, refusal) => {
	const options = renderOptions.parse({ codec: one, size });
	expect(refusalOf(() => checkOptions(options))).toBe(refusal);
});

it('a draft with a canvas that is too small for its codec is refused, too', () => {
	const tiny = timelineOf(1, { canvas: canvasOf({ width: 100, height: 58 }) });
	expect(refusalOf(() => wanted(tiny, renderOptions.parse({ codec: 'av1' })))).toBe(TOO_SMALL);
	expect(refusalOf(() => wanted(tiny, renderOptions.parse({})))).toBeUndefined();
});

describe('a preview', () => {
	const sizeOf = ([width, height]: readonly [number, number], size: string): string => {
		const timeline = timelineOf(1, { canvas: canvasOf({ width, height }) });
		const { canvas } = wanted(timeline, renderOptions.parse({ preview: true, size }));
		return `${String(canvas.width)}x${String(canvas.height)}`;
	};

	it.each<readonly [readonly [number, number], string, string]>([
		[[1920, 1080], 'source', '640x360'],
		[[1920, 1080], '4k', '640x360'],
		[[1080, 1920], '1080p', '360x640'],
		[[1920, 1080], '1080x1920', '360x640'],
		[[320, 180], '720p', '640x360'],
		[[320, 180], 'source', '320x180'],
		[[1920, 1080], '426x240', '426x240'],
	])('of %j with size %s is %s', (canvas, size, made) => {
		expect(sizeOf(canvas, size)).toBe(made);
	});

	const READ = { timeline: timelineOf(1, {}), diagnostics: [], elements: [] };
	const said = (options: Readonly<Record<string, unknown>>): readonly string[] =>
		asAsked(READ, renderOptions.parse(options)).diagnostics.map(
			({ code, text }) => `${code}: ${inLanguage(text, 'en')}`,
		);

	it('says which options it does not follow', () => {
		expect(said({ preview: true, size: '4k', quality: 'high' })).toEqual([
			'OPTION_OVERRULED: preview: true wins over size: 4k and quality: high: the output is a quick proxy of 360 lines; for size: 4k and quality: high, leave preview out',
		]);
		expect(said({ preview: true, size: '1280x720' })).toEqual([
			'OPTION_OVERRULED: preview: true wins over size: 1280x720: the output is a quick proxy of 360 lines; for size: 1280x720, leave preview out',
		]);
		expect(said({ preview: true, size: '426x240' })).toEqual([]);
		expect(said({ preview: true })).toEqual([]);
		expect(said({ size: '4k', quality: 'high' })).toEqual([]);
		expect(said({ size: '641x361' })).toEqual([
			'OPTION_OVERRULED: size: 641x361 has an odd side, which encoders do not take: the output is 642x362; for another size use even numbers',
		]);
		expect(said({ size: '642x362' })).toEqual([]);
		expect(said({ size: '0720x0480' })).toEqual([]);
	});
});
