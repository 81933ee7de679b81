/** The nine steps of a job, in the order of the contract's document. Steps may overlap in time. */
import type { Words } from '../kernel/words';

/** Names of the steps, as `phase` shows them; `done` is no step but their end. */
export const STEPS = [
	'validate',
	'read_draft',
	'download',
	'arrange',
	'effects',
	'mix',
	'render',
	'deliver',
] as const;

/** A step of a job. The ninth, returning the address, is one with publishing the end: `done`. */
export type Step = (typeof STEPS)[number];

/** Where a job is: its earliest unfinished step, or `done`. */
export type Phase = Step | 'done';

/** What people read for each phase. */
export const PHASE_TEXTS = {
	validate: { zh: '验证参数', en: 'Checking the request' },
	read_draft: { zh: '解析草稿', en: 'Reading the draft' },
	download: { zh: '下载素材', en: 'Downloading media' },
	arrange: { zh: '按时间轴排列素材', en: 'Arranging the timeline' },
	effects: { zh: '应用视觉效果和转场', en: 'Preparing effects and transitions' },
	mix: { zh: '混合音频轨道', en: 'Mixing the sound' },
	render: { zh: '渲染最终视频', en: 'Rendering the video' },
	deliver: { zh: '编码并上传视频文件', en: 'Finishing and delivering the video' },
	done: { zh: '返回视频URL', en: 'Done' },
} as const satisfies Record<Phase, Words>;
