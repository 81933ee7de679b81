/** How each failure reads: the sentence and what to do, in both languages. `{name}` in a hint is filled from the error. */
import { DELIVERY_TEXTS } from './deliveryTexts';
import { type AgentError, type ErrorCode } from './errors';
import { WORKER_TEXTS } from './workerTexts';
import { inLanguage, type Language } from './words';

interface Text {
	readonly zh: string;
	readonly en: string;
	readonly hint: Readonly<Record<Language, string>>;
	/** What to do instead when it happened at a delivery target. */
	readonly atTarget?: Readonly<Record<Language, string>>;
	/** What to do instead when it happened with a path of this machine. */
	readonly atPath?: Readonly<Record<Language, string>>;
}

/** The sentence and the advice of every failure. The first eleven sentences are the contract's. */
export const ERROR_TEXTS = {
	DRAFT_URL_MISSING: {
		zh: 'draft_url是必填项',
		en: 'draft_url is required',
		hint: {
			zh: '请在请求体中提供 draft_url，例如 create_draft 或 save_draft 返回的地址。',
			en: 'Send draft_url in the body: the address that create_draft or save_draft returned.',
		},
	},
	DRAFT_URL_INVALID: {
		zh: 'draft_url格式无效',
		en: 'draft_url is not a valid address',
		hint: {
			zh: '地址须以 http:// 或 https:// 开头，并指向 get_draft、draft_content.json 或草稿的 zip 文件。',
			en: 'Use an http:// or https:// address of get_draft, of a draft_content.json or of a zipped draft folder.',
		},
	},
	DRAFT_NOT_FOUND: {
		zh: '草稿不存在',
		en: 'The draft does not exist',
		hint: {
			zh: '请确认草稿地址正确，且草稿尚未被其服务器清理；可重新保存草稿后再提交。',
			en: 'Check the address, and whether its server has already removed the draft; save the draft again and resubmit.',
		},
		atPath: {
			zh: '本机没有该文件或文件夹：请给出草稿文件夹、zip 或 draft_content.json 的路径，或 http(s) 地址。',
			en: 'There is no such file or folder on this machine: give the path of a draft folder, a zip or a draft_content.json, or an http(s) address.',
		},
	},
	DRAFT_EMPTY: {
		zh: '草稿内容为空',
		en: 'The draft is empty',
		hint: {
			zh: '请先在草稿中添加视频、图片、音频或文字，再提交。',
			en: 'Add at least one video, picture, sound or caption to the draft, then resubmit.',
		},
	},
	DRAFT_ENCRYPTED: {
		zh: '草稿已加密',
		en: 'The draft is encrypted',
		hint: {
			zh: '剪映 6 及以上版本保存时会加密草稿。请使用由 API（如 capcut-mate）生成且未在剪映中保存过的草稿，或用剪映 5.9 及以下版本重新保存。',
			en: 'JianYing 6 and later encrypts what it saves. Use the draft as an API made it, not saved by JianYing since, or save it with JianYing 5.9 or earlier.',
		},
	},
	DRAFT_INVALID: {
		zh: '草稿内容无效',
		en: 'The draft cannot be read',
		hint: {
			zh: '请按提示的位置修正草稿 JSON，或用生成它的工具重新导出。',
			en: 'Correct the JSON at the place named, or export the draft again with the tool that made it.',
		},
	},
	MEDIA_UNREACHABLE: {
		zh: '素材无法访问',
		en: 'Media cannot be reached',
		hint: {
			zh: '请检查这些素材地址能否打开、是否已过期；或提交时设置 on_missing=skip 跳过它们。',
			en: 'Check that these addresses open and have not expired, or submit with on_missing=skip to leave them out.',
		},
	},
	MEDIA_MISSING: {
		zh: '素材无法访问',
		en: 'Media is missing from the draft',
		hint: {
			zh: '草稿引用了这些文件，但草稿文件夹中没有。请连同素材一起上传（zip），或设置 on_missing=skip。',
			en: 'The draft names these files but they are not in its folder. Upload them with it (as a zip), or submit with on_missing=skip.',
		},
	},
	MEDIA_BROKEN: {
		zh: '素材无法访问',
		en: 'Media cannot be read',
		hint: {
			zh: '文件已下载但不是可识别的视频、图片或音频。请替换这些文件，或设置 on_missing=skip。',
			en: 'The files arrived but are no readable video, picture or sound. Replace them, or submit with on_missing=skip.',
		},
	},
	RENDER_FAILED: {
		zh: '视频渲染失败',
		en: 'The video could not be drawn',
		hint: {
			zh: '请重试一次；若仍失败，请把任务编号和渲染报告发给管理员。',
			en: 'Try once more; if it fails again, give the job id and its report to whoever runs the agent.',
		},
	},
	AUDIO_FAILED: {
		zh: '音频处理失败',
		en: 'The sound could not be mixed',
		hint: {
			zh: '请检查所列音频文件能否正常播放，替换后重试。',
			en: 'Check that the sound files named here play, replace them and try again.',
		},
	},
	ENCODE_FAILED: {
		zh: '编码失败',
		en: 'The video could not be encoded',
		hint: {
			zh: '请在渲染机上运行 capcut-render-agent doctor 检查 ffmpeg，然后重试。',
			en: 'Run capcut-render-agent doctor on the render machine to check ffmpeg, then try again.',
		},
	},
	BUSY: {
		zh: '服务繁忙',
		en: 'The agent is busy',
		hint: {
			zh: '排队任务已满，请稍后重试（见 Retry-After）。',
			en: 'The queue is full. Try again later (see Retry-After).',
		},
	},
	DISK_FULL: {
		zh: '服务繁忙',
		en: 'The agent has no disk space left',
		hint: {
			zh: '渲染机磁盘空间不足。请清理 {folder} 所在磁盘，或调低 RENDER_AGENT_RETENTION_DAYS。',
			en: 'Free space on the disk of {folder} on the render machine, or lower RENDER_AGENT_RETENTION_DAYS.',
		},
		atTarget: {
			zh: '请清理投递目标 {target} 的目录 {folder} 所在磁盘，然后重新投递；视频已保留，可用 video_url 下载。',
			en: 'Free space on the disk of {folder}, where the target {target} puts videos, then deliver again. The video is kept under video_url.',
		},
	},
	NOT_READY: {
		zh: '服务繁忙',
		en: 'The agent is not ready',
		hint: {
			zh: '请在渲染机上运行 capcut-render-agent doctor，它会说明缺少什么、如何补上。',
			en: 'Run capcut-render-agent doctor on the render machine: it says what is missing and how to add it.',
		},
	},
	TIMED_OUT: {
		zh: '处理超时',
		en: 'The render took too long',
		hint: {
			zh: '请简化或缩短草稿，或把 time_limit_seconds（以及 RENDER_AGENT_TIME_LIMIT_SECONDS）调大后重试。',
			en: 'Shorten or simplify the draft, or raise time_limit_seconds (and RENDER_AGENT_TIME_LIMIT_SECONDS) and try again.',
		},
	},
	SUBMIT_FAILED: {
		zh: '视频生成任务提交失败',
		en: 'The render could not be submitted',
		hint: {
			zh: '请稍后重试；若仍失败，请管理员检查渲染机的数据目录是否可写。',
			en: 'Try again shortly; if it fails again, check that the data folder of the render machine can be written.',
		},
	},
	UNSUPPORTED: {
		zh: '草稿含有不支持的内容',
		en: 'The draft has something that cannot be drawn',
		hint: {
			zh: '请从草稿中去掉所列内容，或设置 on_unsupported=approximate 用最接近的效果代替。',
			en: 'Take out what is named here, or submit with on_unsupported=approximate for the nearest look.',
		},
	},
	ADDRESS_REFUSED: {
		zh: '地址不被允许',
		en: 'The address is not allowed',
		hint: {
			zh: '出于安全，默认不访问内网和本机地址。若信任它，请在渲染机上设置 {setting} 后重启。',
			en: 'Private and local addresses are refused for safety. If you trust this one, set {setting} on the render machine and restart the agent.',
		},
	},
	CANCELLED: {
		zh: '任务已取消',
		en: 'The job was cancelled',
		hint: {
			zh: '如仍需要视频，请重新提交草稿。',
			en: 'Submit the draft again if you still want the video.',
		},
	},
	IDEMPOTENCY_CONFLICT: {
		zh: '此 Idempotency-Key 已用于另一个请求',
		en: 'This Idempotency-Key was used for another request',
		hint: {
			zh: '同一个 Idempotency-Key 在一天内只代表同一份草稿和同样的选项。请为新的请求换一个 Idempotency-Key。',
			en: 'For a day one Idempotency-Key stands for one draft with the same options. Send another key with another request.',
		},
	},
	JOB_NOT_FOUND: {
		zh: '任务不存在',
		en: 'No such job',
		hint: {
			zh: '请检查 job_id 或 draft_url；过期任务会被清理，可重新提交。',
			en: 'Check job_id or draft_url. Old jobs are removed after a while; submit the draft again.',
		},
	},
	REQUEST_INVALID: {
		zh: '参数校验失败',
		en: 'The request is not valid',
		hint: { zh: '请按提示逐项修正参数。', en: 'Correct the fields named here.' },
	},
	KEY_MISSING: {
		zh: '认证失败',
		en: 'An API key is required',
		hint: {
			zh: '请在请求头加上 Authorization: Bearer <key>；密钥由 capcut-render-agent keys create 生成。',
			en: 'Send Authorization: Bearer <key>. Make a key with capcut-render-agent keys create.',
		},
	},
	KEY_INVALID: {
		zh: '认证失败',
		en: 'The API key is not valid',
		hint: {
			zh: '密钥错误或已吊销。请用 capcut-render-agent keys create 生成新的密钥。',
			en: 'The key is wrong or was revoked. Make a new one with capcut-render-agent keys create.',
		},
	},
	FORBIDDEN: {
		zh: '权限不足',
		en: 'This key may not do that',
		hint: {
			zh: '请使用具有所需权限（{scope}）的密钥。',
			en: 'Use a key with the scope that is needed ({scope}).',
		},
	},
	RATE_LIMITED: {
		zh: '请求过于频繁',
		en: 'Too many requests',
		hint: {
			zh: '请降低请求频率，按 Retry-After 等待后重试。',
			en: 'Slow down and wait as Retry-After says.',
		},
	},
	TOO_LARGE: {
		zh: '文件大小超出限制',
		en: 'The file is too large',
		hint: {
			zh: '请压缩或拆分文件；上限为 {limit}。',
			en: 'Make it smaller or split it; the limit is {limit}.',
		},
	},
	...DELIVERY_TEXTS,
	...WORKER_TEXTS,
	INTERNAL: {
		zh: '系统内部错误',
		en: 'Something went wrong in the agent',
		hint: {
			zh: '这是我们的错误。请把编号 {id} 发给管理员，他可以在日志中找到原因。',
			en: 'This is a fault of ours. Quote {id} to whoever runs the agent: the log has the cause under it.',
		},
	},
} as const satisfies Record<ErrorCode, Text>;

const filled = (hint: string, values: Readonly<Record<string, string>>): string =>
	hint.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);

const adviceOf = ({ hint, atTarget, atPath }: Text, values: AgentError['hint']): Text['hint'] => {
	if (values['path'] !== undefined) return atPath ?? hint;
	return values['target'] === undefined ? hint : (atTarget ?? hint);
};

/** A failure as people read it: the sentence, the sentence with its object, and what to do. */
export const textOf = (
	{ code, object, hint }: Pick<AgentError, 'code' | 'object' | 'hint'>,
	language: Language,
): { readonly message: string; readonly detail: string; readonly hint: string } => {
	const text: Text = ERROR_TEXTS[code];
	const message = text[language];
	const said = object === undefined ? '' : inLanguage(object, language);
	const colon = language === 'zh' ? '：' : ': ';
	return {
		message,
		detail: said === '' ? message : `${message}${colon}${said}`,
		hint: filled(adviceOf(text, hint)[language], hint),
	};
};
