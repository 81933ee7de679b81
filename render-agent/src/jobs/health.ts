/** What an agent needs in order to render, looked at one by one. */
import { AgentError, asAgentError } from '../kernel/errors';
import { requireRoom } from './disk';
import type { JobParts } from './parts';

/** One thing that was looked at. */
export interface HealthCheck {
	readonly name: 'ffmpeg' | 'encoder' | 'disk' | 'store' | 'watchdog' | 'delivery';
	/** What is wrong; absent when it is well. */
	readonly problem?: AgentError;
	/** Whether the agent renders without it. */
	readonly isNeeded: boolean;
}

/** What health is read from. */
export interface HealthParts extends Pick<
	JobParts,
	'notReady' | 'freeBytes' | 'settings' | 'store'
> {
	/** Tries the encoder, once: what keeps it from encoding, if anything does. */
	readonly encoderTrial: () => Promise<AgentError | undefined>;
	/** What keeps programs from being watched over, if anything does. */
	readonly unwatched: () => AgentError | undefined;
}

const problemOf = async (look: () => Promise<void> | void): Promise<AgentError | undefined> => {
	try {
		await look();
		return undefined;
	} catch (error) {
		return asAgentError(error, 'NOT_READY');
	}
};

const unwritable = (cause: unknown): AgentError =>
	new AgentError('NOT_READY', {
		object: {
			zh: '任务与密钥的文件无法写入，请检查磁盘和权限',
			en: 'the file of jobs and keys cannot be written: see to its disk and its rights',
		},
		cause,
	});

const failedDeliveries = (targets: readonly string[]): AgentError =>
	new AgentError('DELIVERY_FAILED', {
		object: {
			zh: `最近一次上传到 ${targets.join('、')} 失败；视频仍在本机`,
			en: `the last uploads to ${targets.join(', ')} failed; the videos are still here`,
		},
	});

/** Looks at ffmpeg, its encoder, the disk, the file of jobs and the last deliveries. Never throws. */
export const healthOf = async (parts: HealthParts): Promise<readonly HealthCheck[]> => {
	const { store } = parts;
	const check = (
		name: HealthCheck['name'],
		isNeeded: boolean,
		problem: AgentError | undefined,
	): HealthCheck => ({ name, isNeeded, ...(problem && { problem }) });
	const failing = await problemOf(() => {
		const targets = store.failingTargets();
		if (targets.length > 0) throw failedDeliveries(targets);
	});
	const written = await problemOf(() => {
		try {
			store.touch();
		} catch (cause) {
			throw unwritable(cause);
		}
	});
	return [
		check('ffmpeg', true, parts.notReady()),
		check('encoder', true, await parts.encoderTrial()),
		check('disk', true, await problemOf(() => requireRoom(parts))),
		check('store', true, written),
		check('watchdog', true, parts.unwatched()),
		check('delivery', false, failing),
	];
};
