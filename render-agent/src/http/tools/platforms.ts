/** The platforms that import our tools from a file: how long each waits, and what each asks of an address. */
import { isIP } from 'node:net';
import { isLoopback } from '../../keys/listening';
import type { Words } from '../../kernel/words';
import { bareHost } from '../../net/bareHost';

/** Names of the platforms, as they stand in addresses. */
export const PLATFORM_NAMES = ['coze', 'dify', 'fastgpt'] as const;

/** One of the platforms. */
export type PlatformName = (typeof PLATFORM_NAMES)[number];

/** What we know of a platform. */
export interface Platform {
	readonly title: string;
	/** Longest wait in seconds: what is left of its own time limit. */
	readonly longestWait: number;
	/** `/flat` where anything but HTTP 200 counts as a broken tool. */
	readonly prefix: '' | '/flat';
	/** Whether it calls domain names only. */
	readonly asksForDomain: boolean;
}

/** The platforms by their names. */
export const PLATFORMS = {
	coze: { title: 'Coze', longestWait: 150, prefix: '/flat', asksForDomain: true },
	dify: { title: 'Dify', longestWait: 50, prefix: '', asksForDomain: false },
	fastgpt: { title: 'FastGPT', longestWait: 280, prefix: '', asksForDomain: false },
} as const satisfies Record<PlatformName, Platform>;

const PRIVATE =
	/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/** What keeps a platform from calling this address; undefined when nothing does. */
export const addressNote = (platform: Platform, base: string): Words | undefined => {
	const host = bareHost(new URL(base).hostname);
	if (isLoopback(host) || PRIVATE.test(host))
		return {
			zh: `注意：${host} 是内网地址，${platform.title} 无法访问。请设置 RENDER_AGENT_PUBLIC_URL 为它能访问的地址，然后重新导入`,
			en: `Note: ${host} is a private address that ${platform.title} will not call. Set RENDER_AGENT_PUBLIC_URL to an address that it can reach, then import again`,
		};
	if (platform.asksForDomain && isIP(host) !== 0)
		return {
			zh: `注意：coze.cn 不接受 IP 地址 ${host}。请设置 RENDER_AGENT_PUBLIC_URL 为域名，然后重新导入`,
			en: `Note: coze.cn does not take the IP address ${host}. Set RENDER_AGENT_PUBLIC_URL to a domain name, then import again`,
		};
	return undefined;
};
