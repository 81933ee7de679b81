/** CapCut Render Trigger switched on and off as n8n does it, by n8n's own context of such hooks. */
import { HookContext } from 'n8n-core';
import { type IDataObject, type IHookFunctions, Workflow } from 'n8n-workflow';
import { CapcutRenderTrigger } from '../../nodes/CapcutRenderTrigger/CapcutRenderTrigger.node';
import { additionalDataOf, type Credential, CREDENTIAL_NAME, nodeOf, nodeTypes } from './n8n';

/** A trigger in a workflow. */
export interface TriggerSetup {
	readonly credential: Credential;
	readonly events: readonly string[];
	/** Address of n8n as the agent reaches it. */
	readonly n8nAddress: string;
	/** What n8n has stored for the node; it is written into. */
	readonly stored: IDataObject;
}

const hooks = new CapcutRenderTrigger().webhookMethods.default;

const contextOf = ({ credential, events, n8nAddress, stored }: TriggerSetup): IHookFunctions => {
	const node = nodeOf('Trigger', 'n8n-nodes-capcut-render.capcutRenderTrigger', {
		parameters: { events: [...events], options: { n8nAddress } },
		credentials: { [CREDENTIAL_NAME]: { id: 'c1', name: 'CapCut Render' } },
		webhookId: 'hook-of-the-trigger',
	});
	const workflow = new Workflow({
		...{ id: 'w1', name: 'told', active: true, settings: {} },
		...{ nodes: [node], connections: {}, nodeTypes, staticData: { 'node:Trigger': stored } },
	});
	const data = additionalDataOf({ credential });
	return new HookContext(workflow, node, data, 'trigger', 'activate') as IHookFunctions;
};

/** Switches it on: made at the agent unless it is there. Whether it had to be made. */
export const switchOn = async (setup: TriggerSetup): Promise<boolean> => {
	const context = contextOf(setup);
	if (await hooks.checkExists.call(context)) return false;
	return hooks.create.call(context);
};

/** Switches it off. False when the agent could not be told. */
export const switchOff = (setup: TriggerSetup): Promise<boolean> =>
	hooks.delete.call(contextOf(setup));
