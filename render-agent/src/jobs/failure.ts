/** How a thrown thing is stored with its job: a code, an object, what fills the hint. Never a stack. */
import { AgentError, asAgentError } from '../kernel/errors';
import { cameFromFullDisk } from './disk';
import type { Failure } from './job';

const sortOf = (error: unknown, folder: string): AgentError =>
	cameFromFullDisk(error)
		? new AgentError('DISK_FULL', { hint: { folder }, cause: error })
		: asAgentError(error);

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
