/** How failures of delivery read: part of the catalogue's texts. */

/** The sentence and the advice of each. `{target}` is the name of the target. */
export const DELIVERY_TEXTS = {
	DELIVERY_FAILED: {
		zh: '上传失败',
		en: 'The video could not be uploaded',
		hint: {
			zh: '视频已保留在渲染机上，可用 video_url 下载。请按提示检查投递目标 {target} 的地址和设置（存储桶、区域、路径），修正后重新投递。',
			en: 'The video is kept by the agent under video_url. Check the address and settings of the target {target} (bucket, region, path) by what it answered, then deliver again.',
		},
	},
	DELIVERY_DENIED: {
		zh: '上传失败',
		en: 'The upload was refused',
		hint: {
			zh: '请检查投递目标 {target} 的密钥是否正确、未过期且有写入权限，修正设置后重新投递；视频已保留，可用 video_url 下载。',
			en: 'Check the key and secret of the target {target}, that they have not expired and that they may write there, then deliver again. The video is kept under video_url.',
		},
	},
	DELIVERY_CLOCK: {
		zh: '上传失败',
		en: 'The clock of the render machine is wrong',
		hint: {
			zh: '请校准渲染机的时间（开启网络时间同步），然后重新投递；视频已保留，可用 video_url 下载。',
			en: 'Set the clock of the render machine right (turn on network time), then deliver again. The video is kept under video_url.',
		},
	},
	DELIVERY_FULL: {
		zh: '上传失败',
		en: 'The target has no room for the video',
		hint: {
			zh: '请清理投递目标 {target} 或调高其容量、单文件大小限制，然后重新投递；视频已保留，可用 video_url 下载。',
			en: 'Make room at the target {target}, or raise its quota or its limit for one file, then deliver again. The video is kept under video_url.',
		},
	},
	DELIVERY_UNREACHABLE: {
		zh: '上传失败',
		en: 'The target could not be reached',
		hint: {
			zh: '请检查渲染机能否访问投递目标 {target}（对方是否在运行，网络、防火墙、地址），然后重新投递；视频已保留，可用 video_url 下载。',
			en: 'Check that the render machine reaches the target {target} (that it runs, network, firewall, address), then deliver again. The video is kept under video_url.',
		},
	},
	DELIVERY_CORRUPT: {
		zh: '上传失败',
		en: 'The video arrived changed',
		hint: {
			zh: '请重新投递；若再次出现，请检查渲染机与投递目标 {target} 之间的代理或网关是否改动了内容。视频已保留，可用 video_url 下载。',
			en: 'Deliver again. If it happens once more, look for a proxy or gateway between the render machine and the target {target} that changes what passes. The video is kept under video_url.',
		},
	},
} as const;
