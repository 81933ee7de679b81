/** Where the render service is and the key it asks for. The key travels as a header, and to the hosted service as `apiKey`. */
import type {
	IAuthenticate,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What each number of a refused test means; the rules of a credential test compare with one value each. */
const REFUSALS: ReadonlyArray<
	readonly [codes: ReadonlyArray<number | undefined>, message: string]
> = [
	[
		[undefined],
		'Something answers at this address, but it is no render service: check the base URL',
	],
	[
		[404, 405],
		'The service at this address is no render service, or a very old one: check the base URL',
	],
	[
		[401, 1004],
		'The service refuses this API key: make one with `capcut-render-agent keys create`',
	],
	[[403, 1003], 'This API key may not use the service: ask its operator for another'],
	[[2035], 'The account of this API key has no points left: top it up at the hosted service'],
	[[2036], 'The hosted service does not know this API key: log in there to get one'],
	[[2905, 2912], 'The service is busy: wait a little and test again'],
	[
		[1001, 2032, 9998, 9999],
		'The service answers, but reports a fault of its own: look into its log',
	],
];

const rules: IAuthenticateRuleResponseSuccessBody[] = REFUSALS.flatMap(([codes, message]) =>
	codes
		.flatMap((code) => (code === undefined ? [code] : [code, String(code)]))
		.map((value) => ({
			type: 'responseSuccessBody',
			properties: { key: 'code', value, message },
		})),
);

function withKey(
	credentials: ICredentialDataDecryptedObject,
	requestOptions: IHttpRequestOptions,
): IHttpRequestOptions {
	const apiKey = typeof credentials.apiKey === 'string' ? credentials.apiKey.trim() : '';
	if (apiKey === '') return requestOptions;
	const headers = { ...requestOptions.headers, Authorization: `Bearer ${apiKey}` };
	const isSubmission = /\/gen_video$/.test(requestOptions.url);
	if (!isSubmission || !UUID.test(apiKey)) return { ...requestOptions, headers };
	const body = { ...(requestOptions.body as IDataObject | undefined), apiKey };
	return { ...requestOptions, headers, body };
}

export class CapCutRenderApi implements ICredentialType {
	name = 'capCutRenderApi';

	displayName = 'CapCut Render API';

	icon: Icon = {
		light: 'file:../nodes/CapcutRender/capcutRender.svg',
		dark: 'file:../nodes/CapcutRender/capcutRender.dark.svg',
	};

	documentationUrl = 'https://github.com/capcut-render/n8n-nodes-capcut-render#readme';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'http://127.0.0.1:30100',
			required: true,
			description:
				'Address of the render agent or of a capcut-mate service. From Docker, an agent on the same machine is at http://host.docker.internal:30100.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Leave empty for an agent without keys. The hosted service asks for the UUID from your account.',
		},
	];

	/** A function, because a header without a key must not be sent at all. */
	authenticate: IAuthenticate = (credentials, requestOptions) =>
		Promise.resolve(withKey(credentials, requestOptions));

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{$credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/openapi\\/capcut-mate\\/v1$/, "")}}',
			url: '/openapi/capcut-mate/v1/gen_video_active_count',
			method: 'GET',
			headers: { 'Accept-Language': 'en' },
		},
		rules,
	};
}
