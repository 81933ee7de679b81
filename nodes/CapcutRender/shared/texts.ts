/** What the node itself says, in both languages. The service's own sentences come from the service. */

export type Language = 'en' | 'zh';

/** Every sentence, or part of one, that is ours. */
export interface Texts {
	readonly draftUrlEmpty: string;
	readonly jobIdEmpty: string;
	readonly metadataInvalid: string;
	readonly targetsInvalid: string;
	readonly baseUrlInvalid: (baseUrl: string) => string;
	readonly silent: (baseUrl: string) => string;
	readonly todoSilent: string;
	readonly slow: (baseUrl: string) => string;
	readonly todoSlow: string;
	readonly notReached: (baseUrl: string, reason: string) => string;
	readonly todoBaseUrl: string;
	readonly todoBehindProxy: string;
	readonly answeredStatus: (status: number) => string;
	readonly answeredNoData: (baseUrl: string, status: number) => string;
	readonly answeredNoJob: (baseUrl: string) => string;
	readonly todoNoTargets: string;
	readonly keepWithAgent: string;
	readonly agentOnly: (operation: string, baseUrl: string) => string;
	readonly todoAgentOnly: string;
	readonly renderFailed: string;
	readonly noVideoUrl: string;
	readonly todoNoVideoUrl: string;
	readonly stillRunning: (minutes: number, state: string) => string;
	readonly todoStillRunning: (jobId: string | undefined) => string;
	readonly pollsFailed: (count: number, last: string) => string;
	readonly stopped: string;
	readonly oneItemOnly: (count: number) => string;
	readonly toolNotSuspended: string;
	readonly suspendAgentOnly: (baseUrl: string) => string;
	readonly todoSuspendAgentOnly: string;
	readonly n8nAddressInvalid: (address: string) => string;
	readonly notCalledBack: (minutes: number) => string;
	readonly todoNotCalledBack: (jobId: string) => string;
	readonly signatureWrong: string;
	readonly videoNotFetched: (reason: string) => string;
	readonly videoCutShort: (got: number, promised: number) => string;
	readonly todoVideoNotFetched: string;
	/** Advice by the service's number or the HTTP status, for services that give no hint. */
	readonly todoByCode: Readonly<Record<number, string>>;
	/** Advice for a job that failed without a hint, by the words of the hosted service. */
	readonly todoAfter: (errorMessage: string) => string;
}

const en: Texts = {
	draftUrlEmpty:
		'The draft URL is empty: give the address that create_draft or save_draft returned, with its draft_id.',
	jobIdEmpty: 'The job ID is empty: give the job_id that Submit returned.',
	metadataInvalid: 'The option Metadata is not a JSON object: write it like {"order": 42}.',
	targetsInvalid:
		'The option Deliver To holds something that is neither the name of a target nor a target as an object: give names, or objects such as {"kind": "put", "url": "https://…"}.',
	baseUrlInvalid: (baseUrl) =>
		`The base URL "${baseUrl}" in the credential is not an address: write it like http://127.0.0.1:30100.`,
	silent: (baseUrl) => `The render agent at ${baseUrl} does not answer`,
	todoSilent:
		'Start it with `capcut-render-agent serve`, or correct the address in the credential (from Docker use http://host.docker.internal:30100)',
	slow: (baseUrl) => `The service at ${baseUrl} took too long to answer`,
	todoSlow: 'Look whether it is overloaded or whether a proxy holds the connection, then try again',
	notReached: (baseUrl, reason) => `The service at ${baseUrl} cannot be reached, ${reason}`,
	todoBaseUrl: 'Check the base URL in the credential',
	todoBehindProxy: 'The render service behind that address is away or restarting; try again later',
	answeredStatus: (status) => `The service answered HTTP ${status} without saying why`,
	answeredNoData: (baseUrl, status) =>
		`${baseUrl} answered HTTP ${status} with something that is no answer of a render service`,
	answeredNoJob: (baseUrl) => `${baseUrl} answered without the status of a job`,
	agentOnly: (operation, baseUrl) =>
		`${operation} works with the CapCut Render agent only, and the service at ${baseUrl} has no such function`,
	todoNoTargets: 'Leave Deliver To empty, and the video stays with the service',
	keepWithAgent: 'None: Keep It with the Agent',
	todoAgentOnly: 'Use Get Status with the draft URL instead',
	renderFailed: 'The render failed',
	noVideoUrl: 'The render is completed, but the service gives no address of the video',
	todoNoVideoUrl: 'Look it up with Get Status in a while, or submit the draft again',
	stillRunning: (minutes, state) =>
		`The render is not finished after ${minutes} minutes and still runs (${state})`,
	todoStillRunning: (jobId) =>
		`Look it up later with Get Status and ${jobId === undefined ? 'the draft URL' : `job ID ${jobId}`}, or raise Wait at Most`,
	pollsFailed: (count, last) =>
		`The status could not be read ${count} times in a row; last: ${last}`,
	stopped: 'The workflow was stopped while the video was rendered.',
	oneItemOnly: (count) =>
		`Suspended waiting takes one item at a time and got ${count}: put the node into a Loop Over Items with batch size 1, or set Wait By to Asking.`,
	toolNotSuspended: 'A tool of an AI agent cannot be suspended: set Wait By to Asking.',
	suspendAgentOnly: (baseUrl) => `The service at ${baseUrl} does not call back`,
	todoSuspendAgentOnly:
		'Set Wait By to Asking; the render goes on and can be looked up by its draft',
	n8nAddressInvalid: (address) =>
		`The n8n address "${address}" is not an address: write it like http://host.docker.internal:5678, or leave it empty.`,
	notCalledBack: (minutes) => `The render agent has not called back within ${minutes} minutes`,
	todoNotCalledBack: (jobId) =>
		`Look the job up with Get Status and job ID ${jobId}; if it is finished, the agent could not reach n8n: correct the n8n address in this node or set Wait By to Asking`,
	signatureWrong: 'The signature of the call is wrong',
	videoNotFetched: (reason) => `The video is rendered, but could not be downloaded, ${reason}`,
	videoCutShort: (got, promised) => `only ${got} of ${promised} bytes arrived`,
	todoVideoNotFetched: 'Fetch it from that address yourself while the link is valid, or run again',
	todoByCode: {
		401: 'Put a valid API key into the credential',
		403: 'Use an API key that is allowed to do this',
		404: 'Check the base URL in the credential',
		405: 'Check the base URL in the credential, also whether it must begin with https',
		429: 'Wait a little and try again',
		500: 'Try again; if it stays, ask the operator of the service',
		503: 'Wait a little and try again',
		504: 'Wait a little and try again',
		1001: 'Correct the field that is named',
		1003: 'Use an API key that is allowed to do this',
		1004: 'Put a valid API key into the credential',
		2001: 'Check that the draft URL is complete, with its draft_id, and that the draft still exists',
		2031: 'Submit the draft first; the service forgets unfinished renders when it restarts',
		2032: 'Try again in a moment',
		2035: 'Top up the account of the API key at the hosted service',
		2036: 'Put the API key of the hosted service (a UUID) into the credential',
		2905: 'Wait a little and try again',
		2912: 'Wait a little and try again',
		9998: 'Try again; if it stays, ask the operator of the service',
		9999: 'Try again; if it stays, ask the operator of the service',
	},
	todoAfter: (errorMessage) => {
		if (errorMessage.includes('Windows')) {
			return 'This service renders on Windows only; use the CapCut Render agent or a service on Windows';
		}
		if (errorMessage.includes('网络不稳定')) return 'Submit it again later';
		if (errorMessage.includes('草稿下载失败')) {
			return 'Check that the draft URL opens from the render service and that every media address in the draft still works';
		}
		if (errorMessage.includes('不大于3秒')) return 'Make the draft longer than 3 seconds';
		if (errorMessage.includes('上传失败')) return 'Ask its operator to check the storage settings';
		return 'Submit it again; if it fails again, ask the operator of the service';
	},
};

const zh: Texts = {
	draftUrlEmpty: '草稿地址为空：请填写 create_draft 或 save_draft 返回的、带 draft_id 的地址。',
	jobIdEmpty: '任务 ID 为空：请填写提交时返回的 job_id。',
	metadataInvalid: '选项 Metadata 不是 JSON 对象：请写成 {"order": 42} 的形式。',
	targetsInvalid:
		'选项 Deliver To 中有既不是目标名称、也不是目标对象的内容：请填写名称，或 {"kind": "put", "url": "https://…"} 这样的对象。',
	baseUrlInvalid: (baseUrl) =>
		`凭据中的地址“${baseUrl}”无效：请写成 http://127.0.0.1:30100 的形式。`,
	silent: (baseUrl) => `${baseUrl} 的渲染服务没有应答`,
	todoSilent:
		'请用 `capcut-render-agent serve` 启动它，或更正凭据中的地址（在 Docker 中请用 http://host.docker.internal:30100）',
	slow: (baseUrl) => `${baseUrl} 的服务应答超时`,
	todoSlow: '请检查它是否过载、是否被代理阻塞，然后重试',
	notReached: (baseUrl, reason) => `无法连接 ${baseUrl} 的服务，${reason}`,
	todoBaseUrl: '请检查凭据中的地址',
	todoBehindProxy: '该地址背后的渲染服务不在线或正在重启，请稍后重试',
	answeredStatus: (status) => `服务返回 HTTP ${status}，未说明原因`,
	answeredNoData: (baseUrl, status) => `${baseUrl} 返回 HTTP ${status}，内容不是渲染服务的应答`,
	answeredNoJob: (baseUrl) => `${baseUrl} 的应答中没有任务状态`,
	agentOnly: (operation, baseUrl) =>
		`${operation} 仅适用于 CapCut Render 渲染服务，${baseUrl} 没有此功能`,
	todoNoTargets: '请将 Deliver To 留空，视频会留在服务上',
	keepWithAgent: '无：仅保留在渲染服务',
	todoAgentOnly: '请改用 Get Status 并填写草稿地址',
	renderFailed: '视频渲染失败',
	noVideoUrl: '渲染已完成，但服务没有给出视频地址',
	todoNoVideoUrl: '请稍后用 Get Status 查询，或重新提交草稿',
	stillRunning: (minutes, state) => `等待 ${minutes} 分钟后渲染仍在进行（${state}）`,
	todoStillRunning: (jobId) =>
		`请稍后用 Get Status 和${jobId === undefined ? '草稿地址' : `任务 ID ${jobId}`}查询，或调高 Wait at Most`,
	pollsFailed: (count, last) => `连续 ${count} 次无法读取状态；最后一次：${last}`,
	stopped: '视频渲染期间工作流被停止。',
	oneItemOnly: (count) =>
		`挂起等待一次只能处理一项，收到 ${count} 项：请放入批大小为 1 的 Loop Over Items，或把 Wait By 设为 Asking。`,
	toolNotSuspended: 'AI 智能体的工具不能挂起等待：请把 Wait By 设为 Asking。',
	suspendAgentOnly: (baseUrl) => `${baseUrl} 的服务不支持回调`,
	todoSuspendAgentOnly: '请把 Wait By 设为 Asking；渲染仍在进行，可用草稿地址查询',
	n8nAddressInvalid: (address) =>
		`n8n 地址“${address}”无效：请写成 http://host.docker.internal:5678 的形式，或留空。`,
	notCalledBack: (minutes) => `渲染服务在 ${minutes} 分钟内没有回调`,
	todoNotCalledBack: (jobId) =>
		`请用 Get Status 和任务 ID ${jobId} 查询；若已完成，说明渲染服务无法访问 n8n，请更正此节点的 n8n 地址，或把 Wait By 设为 Asking`,
	signatureWrong: '调用的签名不正确',
	videoNotFetched: (reason) => `视频已渲染，但下载失败，${reason}`,
	videoCutShort: (got, promised) => `只收到 ${promised} 字节中的 ${got} 字节`,
	todoVideoNotFetched: '请在链接有效期内自行下载，或重新运行',
	todoByCode: {
		401: '请在凭据中填写有效的 API key',
		403: '请使用有权限的 API key',
		404: '请检查凭据中的地址',
		405: '请检查凭据中的地址，以及是否应以 https 开头',
		429: '请稍后重试',
		500: '请重试；若仍失败，请联系服务的管理员',
		503: '请稍后重试',
		504: '请稍后重试',
		1001: '请更正所指出的字段',
		1003: '请使用有权限的 API key',
		1004: '请在凭据中填写有效的 API key',
		2001: '请检查草稿地址是否完整、带有 draft_id，且草稿仍然存在',
		2031: '请先提交草稿；服务重启后会丢失未完成的任务',
		2032: '请稍后重试',
		2035: '请为该 API key 的账户充值',
		2036: '请在凭据中填写托管服务的 API key（UUID）',
		2905: '请稍后重试',
		2912: '请稍后重试',
		9998: '请重试；若仍失败，请联系服务的管理员',
		9999: '请重试；若仍失败，请联系服务的管理员',
	},
	todoAfter: (errorMessage) => {
		if (errorMessage.includes('Windows')) {
			return '该服务只能在 Windows 上渲染，请使用 CapCut Render 渲染服务或 Windows 上的服务';
		}
		if (errorMessage.includes('网络不稳定')) return '请稍后重新提交';
		if (errorMessage.includes('草稿下载失败')) {
			return '请确认渲染服务能打开草稿地址，且草稿中的每个素材地址仍然有效';
		}
		if (errorMessage.includes('不大于3秒')) return '请让草稿长于 3 秒';
		if (errorMessage.includes('上传失败')) return '请联系管理员检查存储设置';
		return '请重新提交；若仍失败，请联系服务的管理员';
	},
};

/** Our texts in one language. */
export const textsIn = (language: Language): Texts => (language === 'zh' ? zh : en);
