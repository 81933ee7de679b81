/** What is told of a draft under the options of its render: captions where they are to be, and options that another one overrules. Pure. */
import type { RenderOptions } from '../config/options';
import type { Diagnostic } from '../kernel/diagnostic';
import { captionsAsAsked } from './captionsAsAsked';
import type { ReadDraft } from './readTimeline';
import { isAbovePreview, PREVIEW_LINES, sidesIn } from './wanted';

/** The options that a preview does not follow, in one word. */
const overruledIn = ({ preview, size, quality }: RenderOptions): readonly Diagnostic[] => {
	const lost = [
		...(isAbovePreview(size) ? [`size: ${size}`] : []),
		...(quality === 'high' ? ['quality: high'] : []),
	];
	if (!preview || lost.length === 0) return [];
	const lines = String(PREVIEW_LINES);
	const [zh, en] = [lost.join('、'), lost.join(' and ')];
	return [
		{
			code: 'OPTION_OVERRULED',
			text: {
				zh: `preview: true 优先于 ${zh}：输出为 ${lines} 行的快速预览；需要 ${zh} 时请去掉 preview`,
				en: `preview: true wins over ${en}: the output is a quick proxy of ${lines} lines; for ${en}, leave preview out`,
			},
		},
	];
};

/** A size with an odd side, which no encoder takes. */
const oddIn = ({ preview, size }: RenderOptions): readonly Diagnostic[] => {
	const sides = preview ? undefined : sidesIn(size);
	const isOdd = size.split('x').some((side) => Number(side) % 2 === 1);
	if (!sides || !isOdd) return [];
	const made = `${String(sides.width)}x${String(sides.height)}`;
	return [
		{
			...{ code: 'OPTION_OVERRULED', how: 'exact' },
			text: {
				zh: `size: ${size} 有奇数边，编码器不接受：输出为 ${made}；如需其他尺寸，请使用偶数`,
				en: `size: ${size} has an odd side, which encoders do not take: the output is ${made}; for another size use even numbers`,
			},
		},
	];
};

/** What a draft says, as far as the options of its render let it be seen, with a word on options that are not followed. */
export const asAsked = (read: ReadDraft, options: RenderOptions): ReadDraft => {
	const seen = captionsAsAsked(read, options);
	return {
		...seen,
		diagnostics: [...seen.diagnostics, ...overruledIn(options), ...oddIn(options)],
	};
};
