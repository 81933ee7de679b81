/** How a thrown thing is stored with its job: a code, an object, what fills the hint. Never a stack. */
import { AgentError, asAgentError } from '../kernel/errors';
import { cameFromFullDisk } from './disk';
import type { Failure } from './job';

const sortOf = (error: unknown, folder: string): AgentError =>
	cameFromFullDisk(error)
		? new AgentError('DISK_FULL', { hint: { folder }, cause: error })
		: (brokenDisk(error) ?? asAgentError(error));

const DISK_FAULTS = new Set(['EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ESTALE']);
const SQLITE_IOERR = 10;

/** A disk or a system that refuses is no fault of ours: whoever runs the machine can see to it. */
const brokenDisk = (error: unknown): AgentError | undefined => {
	if (typeof error !== 'object' || error === null || error instanceof AgentError) return undefined;
	const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
	const isStore = (Number(errcode) & 0xff) === SQLITE_IOERR;
	const name = isStore ? 'SQLITE_IOERR' : String(code);
	if (!isStore && !DISK_FAULTS.has(name)) return undefined;
	return new AgentError('RENDER_FAILED', {
		object: {
			zh: `渲染机无法读写文件（${name}），请检查磁盘、权限和打开文件数上限`,
			en: `the render machine could not read or write a file (${name}): see to its disk, its rights and its limit of open files`,
		},
		cause: error,
	});
};

/** What is stored of a failure. `id` is what people quote when the fault is ours; `folder` is named when a disk was full. */
export const failureOf = (
	error: unknown,
	{ id, folder }: { readonly id: string; readonly folder: string },
): Failure => {
	const { code, object, hint } = sortOf(error, folder);
	const place = code === 'DISK_FULL' ? { folder } : {};
	return { code, hint: { id, ...hint, ...place }, ...(object !== undefined && { object }) };
};

/** A stored failure as an error again. */
export const errorOf = ({ code, object, hint }: Failure): AgentError =>
	new AgentError(code, { hint, ...(object !== undefined && { object }) });

/** How a job ends whose runs were cut off again and again: something in it may bring down whoever renders it. */
export const WORN: Failure = {
	code: 'RENDER_FAILED',
	object: {
		zh: '渲染进程多次意外中断',
		en: 'the agent stopped again and again while it rendered this job',
	},
	hint: {},
};
