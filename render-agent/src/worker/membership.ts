/** What a machine keeps of being a worker: where its gateway is and its credential. Readable by its user only. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { makeNamedFolder } from '../config/folders';
import { removeNow, replaceNow } from '../config/heldFiles';
import { AgentError } from '../kernel/errors';

const membership = z.object({
	gateway: z.url({ protocol: /^https?$/ }),
	worker_id: z.string(),
	name: z.string(),
	credential: z.string(),
});

/** To which gateway a machine belongs, and as whom. */
export type Membership = z.infer<typeof membership>;

const fileIn = (data: string): string => join(data, 'worker.json');

const notEnrolled = (): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: '此机尚未登记为工作机；请在网关上运行渲染程序的 worker code，再在此机运行它显示的命令',
			en: 'this machine is no worker yet: run worker code of the agent at the gateway, then the command that it shows here',
		},
	});

const broken = (file: string, cause: unknown): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: `${file} 已损坏，请删除它并重新登记`,
			en: `${file} is damaged; delete it and enrol again`,
		},
		cause,
	});

/** Whether the machine is enrolled already. */
export const isEnrolled = (data: string): boolean => existsSync(fileIn(data));

/** The membership of a data folder. @throws {AgentError} REQUEST_INVALID when there is none or it cannot be read */
export const membershipIn = (data: string): Membership => {
	const file = fileIn(data);
	if (!existsSync(file)) throw notEnrolled();
	try {
		return membership.parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch (cause) {
		throw broken(file, cause);
	}
};

/** Keeps it, in one step. */
export const keepMembership = (data: string, kept: Membership): void => {
	makeNamedFolder(data);
	replaceNow(fileIn(data), JSON.stringify(kept, null, '\t'), 0o600);
};

/** Forgets it. */
export const dropMembership = (data: string): void => {
	removeNow(fileIn(data));
};
