/** Presses the Test button of a credential as n8n does. Renders nothing. */
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IAuthenticateRuleResponseSuccessBody,
} from 'n8n-workflow';
import { CapCutRenderApi } from '../../credentials/CapCutRenderApi.credentials';
import {
	additionalDataOf,
	CREDENTIAL_NAME,
	described,
	field,
	nodeOf,
	nodeTypes,
	type Credential,
} from './n8n';

/** What n8n's button says. */
export interface CredentialTested {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

/** Tests a credential as n8n does: the request of its type through the engine's routing, then its rules in order. */
export const testCredential = async (credential: Credential): Promise<CredentialTested> => {
	const { request, rules = [] } = new CapCutRenderApi().test;
	const node = nodeOf('Temp', 'test.after', {
		parameters: { temp: '' },
		credentials: { [CREDENTIAL_NAME]: { id: 'c1', name: 'CapCut Render' } },
	});
	const nodeType = {
		description: {
			...described('temp', [{ ...field('temp', 'string'), routing: { request } }]),
			credentials: [{ name: CREDENTIAL_NAME, required: true }],
		},
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { ...nodeTypes, getByNameAndVersion: () => nodeType, getByName: () => nodeType },
	});
	const inputData = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalDataOf({ credential }),
		'internal',
		createRunExecutionData(),
		0,
		[{ json: {} }],
		inputData,
		{ data: inputData, node, source: null },
		[],
	);
	try {
		const output = await new RoutingNode(context, nodeType).runNode();
		return judged(output?.[0]?.[0]?.json, rules as IAuthenticateRuleResponseSuccessBody[]);
	} catch (error) {
		return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
	}
};

const judged = (
	answer: unknown,
	rules: readonly IAuthenticateRuleResponseSuccessBody[],
): CredentialTested => {
	const broken = rules.find(({ properties: { key, value } }) => {
		const found: unknown =
			typeof answer === 'object' && answer !== null ? Reflect.get(answer, key) : undefined;
		return found === value;
	});
	return broken === undefined
		? { status: 'OK', message: 'Connection successful!' }
		: { status: 'Error', message: broken.properties.message };
};
