/** How failures between gateway and workers read: part of the catalogue's texts. */

/** The sentence and the advice of each. */
export const WORKER_TEXTS = {
	LEASE_LOST: {
		zh: '该任务已不由此工作机处理',
		en: 'This worker no longer holds the job',
		hint: {
			zh: '任务已交给别的机器或已结束，工作机会自动放下它，无需处理。若经常发生，请在网关上调大 RENDER_AGENT_WORKER_LEASE_SECONDS。',
			en: 'It went to another machine or is over; the worker drops it by itself. If this happens often, raise RENDER_AGENT_WORKER_LEASE_SECONDS at the gateway.',
		},
	},
	ENROL_CODE_INVALID: {
		zh: '登记码无效',
		en: 'The enrolment code is not valid',
		hint: {
			zh: '登记码只能使用一次，且 15 分钟内有效。请在网关上运行渲染程序的 worker code 生成新的登记码。',
			en: 'A code works once and for 15 minutes. Make a new one at the gateway with worker code of the agent there.',
		},
	},
	WORKER_KEY_INVALID: {
		zh: '网关不认识此工作机',
		en: 'The gateway does not know this worker',
		hint: {
			zh: '它可能已被吊销。请在网关上运行渲染程序的 worker code，再在此机运行 capcut-render-agent worker enrol 重新登记。',
			en: 'It may have been revoked. Run worker code of the agent at the gateway, then capcut-render-agent worker enrol here.',
		},
	},
	GATEWAY_UNREACHABLE: {
		zh: '无法连接网关',
		en: 'The gateway cannot be reached',
		hint: {
			zh: '请检查网关地址、网络和防火墙，并确认网关上的渲染服务正在运行、允许该主机名（RENDER_AGENT_ALLOW_HOSTS）；工作机会自动重试。',
			en: 'Check the address of the gateway, the network and the firewall, and that the agent runs there and answers under that name (RENDER_AGENT_ALLOW_HOSTS); a worker tries again by itself.',
		},
	},
} as const;
