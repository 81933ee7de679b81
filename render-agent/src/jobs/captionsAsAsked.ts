/** What is told of captions that are not to be in the picture: that they are left out as asked, and nothing else. Pure. */
import type { RenderOptions } from '../config/options';
import type { Words } from '../kernel/words';
import type { Element } from '../timeline/element';
import type { ReadDraft } from './readTimeline';

type LeftOut = 'none' | 'sidecar';

const WHY: Readonly<Record<LeftOut, Words>> = {
	none: {
		zh: '按 captions: none 的要求，画面中不含字幕',
		en: 'captions are left out of the picture, as captions: none asks',
	},
	sidecar: {
		zh: '按 captions: sidecar 的要求，字幕不在画面中，而写入视频旁的文件',
		en: 'captions are written beside the video and not into the picture, as captions: sidecar asks',
	},
};

/** A caption itself stands for all that is on it. */
const inOne = (element: Element, unseen: Words): readonly Element[] => {
	const { isCaption, isOff, what, segment, track, start, end } = element;
	if (!isCaption) return [element];
	const isWhole = !isOff && (what === 'text' || what === 'segment');
	return isWhole ? [{ what: 'text', name: '', segment, track, start, end, unseen }] : [];
};

/** What a draft says, without what it says of captions where the options leave them out of the picture. */
export const captionsAsAsked = (
	read: ReadDraft,
	{ captions }: Pick<RenderOptions, 'captions'>,
): ReadDraft =>
	captions === 'burn' || captions === 'both'
		? read
		: {
				...read,
				elements: read.elements.flatMap((element) => inOne(element, WHY[captions])),
				diagnostics: read.diagnostics.filter(({ isCaption }) => isCaption !== true),
			};
