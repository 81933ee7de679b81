/** Chinese words for the options of gen_video, for import files that show one text in both languages. */
import type { Shape } from './flat';

const CHINESE: Readonly<Record<string, string>> = {
	on_missing: '素材缺失时：fail 停止并列出全部，skip 跳过并提示',
	on_unsupported:
		'无法精确还原的内容：approximate 用最接近的效果，skip 去掉，fail 只要有任何近似或略过的内容就停止',
	preview: '是否快速预览：360 行、低质量',
	size: '成片尺寸：source（草稿画布）、720p、1080p、4k 或 宽x高',
	fps: '成片帧率，默认与草稿相同',
	quality: '画质：draft 草稿、standard 标准、high 高',
	codec: '视频编码',
	container: '文件格式',
	loudness: '目标响度（LUFS），off 为不调整',
	captions: '字幕：burn 压入画面，sidecar 另存 SRT，both 两者，none 不要',
	time_limit_seconds: '渲染超过这么多秒即失败',
	priority: '优先级 0 到 9，大的先渲染',
	metadata: '任意 JSON 对象，原样带回',
	callback_url: '任务结束时回调的地址',
	callback_events: '回调哪些事件',
	frames: '分镜画面数，1 到 60，默认 12',
	at: '只要这一秒的画面',
	deliver: '成片送到哪里：投递目标的名称列表',
	deliver_extras:
		'随成片一起投递的文件：captions 字幕、report 报告、poster 封面、storyboard 分镜图',
	download_name: '下载时的文件名',
};

/** The same fields, described in both languages where there is a Chinese text. */
export const submitDescriptions = (shape: Shape): Shape =>
	Object.fromEntries(
		Object.entries(shape).map(([name, field]) => {
			const chinese = CHINESE[name];
			return [
				name,
				chinese === undefined ? field : field.describe(`${chinese} / ${field.description ?? name}`),
			];
		}),
	);
