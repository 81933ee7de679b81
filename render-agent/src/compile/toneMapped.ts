/** Which clips show media in HDR: their colors are brought into the range of the output, by a law that is not the app's. */
import { fileWordsOf, type FileWords } from '../timeline/asset';
import { endOf } from '../timeline/range';
import type { PictureClip, Timeline } from '../timeline/timeline';
import type { Facts } from './scenes';
import { type Told, toldWithin } from './tellWithin';

const noteOf = ({ id: segment, track, target }: PictureClip, file: FileWords): Told => ({
	...{ code: 'COLOR_STAGE_APPROXIMATED', subject: { ...file.subject, what: 'video' } },
	...{ segment, track, start: target.start, end: endOf(target) },
	text: {
		zh: `素材“${file.said.zh}”是 HDR（PQ 或 HLG），按通用的色调映射转换为 SDR，与应用的转换可能不同`,
		en: `${file.said.en} is HDR (PQ or HLG): it is brought to SDR by a usual tone mapping, which may differ from the app's`,
	},
});

/** A word for every clip of a timeline whose file is in HDR. */
export const toneMappedIn = (timeline: Timeline, facts: Facts): readonly Told[] => [
	...timeline.visuals.flatMap((clip) =>
		clip.kind === 'picture' && facts.get(clip.asset)?.picture?.hdr === true
			? [noteOf(clip, fileWordsOf(timeline.assets, clip.asset))]
			: [],
	),
	...toldWithin(timeline, (inner) => toneMappedIn(inner, facts)),
];
