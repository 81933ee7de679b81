/** Which targets a job goes to: the agent's by their names, and those that a request brought along. */
import type { SentKind, TargetSettings } from '../config/targets';
import type { DeliveryTarget } from '../deliver/target';
import { AgentError } from '../kernel/errors';
import type { Words } from '../kernel/words';
import type { JobOptions } from './job';

/** Targets that requests may bring along. */
export interface SentTargets {
	/** Kinds that the operator allows. */
	readonly kinds: readonly SentKind[];
	/** Opens one; its addresses are guarded as those of drafts are. */
	readonly open: (name: string, settings: TargetSettings) => DeliveryTarget;
}

/** The targets of an agent. */
export interface Targets {
	/** The agent's own, by their names. */
	readonly targets: readonly DeliveryTarget[];
	/** Names of those that a job goes to when it asks for none; default: all. */
	readonly presetTargets?: readonly string[];
	/** Absent: requests bring none along. */
	readonly sentTargets?: SentTargets;
}

type Asked = JobOptions['deliver'];

const refused = (object: Words): AgentError => new AgentError('REQUEST_INVALID', { object });

const unknown = (name: string, targets: Targets['targets']): AgentError => {
	const known = targets.map((one) => one.name).join(', ');
	return refused({
		zh: `deliver：没有名为 ${name} 的投递目标，可用的有：${known === '' ? '无' : known}`,
		en: `deliver: there is no target named ${name}; there are: ${known === '' ? 'none' : known}`,
	});
};

const notAllowed = (kind: SentKind, kinds: readonly SentKind[]): AgentError => {
	const setting = `RENDER_AGENT_JOB_TARGETS=${[...kinds, kind].join(',')}`;
	return refused({
		zh: `deliver：此服务不接受请求自带的 ${kind} 目标（管理员可设置 ${setting}）`,
		en: `deliver: requests may bring no ${kind} target along here (the operator may set ${setting})`,
	});
};

/** A name for the nth target of a request, which has none. */
const sentName = (kind: SentKind, index: number): string => `job-${kind}-${String(index + 1)}`;

/**
 * Names of the targets of a submission, each once.
 * @throws {AgentError} REQUEST_INVALID when one is not there or not allowed
 */
export const targetNamesOf = (
	{ targets, presetTargets, sentTargets }: Targets,
	asked: Asked,
): readonly string[] => {
	if (asked === undefined) return presetTargets ?? targets.map(({ name }) => name);
	const kinds = sentTargets?.kinds ?? [];
	const names = asked.map((one, index) => {
		if (typeof one === 'string') {
			if (targets.some(({ name }) => name === one)) return one;
			throw unknown(one, targets);
		}
		if (!kinds.includes(one.kind)) throw notAllowed(one.kind, kinds);
		const name = sentName(one.kind, index);
		// Opened to be checked: a bucket without an address is refused now, not after the render.
		sentTargets?.open(name, one);
		return name;
	});
	return [...new Set(names)];
};

/**
 * The target of a name.
 * @throws {AgentError} DELIVERY_FAILED when the agent has it no more
 */
export const targetOf = (
	{ targets, sentTargets }: Targets,
	name: string,
	asked: Asked,
): DeliveryTarget => {
	const own = targets.find((one) => one.name === name);
	if (own) return own;
	for (const [index, one] of (asked ?? []).entries()) {
		if (typeof one === 'string' || sentName(one.kind, index) !== name) continue;
		if (sentTargets?.kinds.includes(one.kind)) return sentTargets.open(name, one);
	}
	throw new AgentError('DELIVERY_FAILED', {
		object: {
			zh: `此服务不再有名为 ${name} 的投递目标`,
			en: `the agent has no target named ${name} any more`,
		},
	});
};
