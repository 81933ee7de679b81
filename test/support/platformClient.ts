/**
 * Coze, Dify or FastGPT with the agent's tools imported: refuses the file as the platform would, sends what it would send,
 * waits as long as it would, and gives what its users would see. The public name of the agent leads to it as DNS would.
 */
import { request } from 'node:http';
import { type ImportedTool, importInto, PLATFORM_RULES } from './platformRules';

type Platform = keyof typeof PLATFORM_RULES;
type Fields = Readonly<Record<string, unknown>>;

/** What came over the wire. */
interface Came {
	readonly status: number;
	readonly bytes: Buffer;
}

/** A platform that has imported the tools. */
export interface PlatformClient {
	/** The names of the tools in its list. */
	readonly tools: readonly string[];
	/** Calls a tool; throws for what the platform counts as a failed call. */
	readonly call: (tool: string, given: Fields) => Promise<Fields>;
	/** Loads what an address of an answer leads to. */
	readonly load: (url: unknown) => Promise<Buffer>;
}

/** Where the agent is, and under which name the platform knows it. */
export interface Place {
	readonly agentUrl: string;
	/** `http://` or `https://` and a name. */
	readonly publicUrl: string;
	readonly key?: string;
}

/** Asks the agent as a reverse proxy before it would: under its public name. */
const overTheWire = (
	{ agentUrl, publicUrl, key }: Place,
	url: string,
	{ body, seconds }: { readonly body?: Fields; readonly seconds: number },
): Promise<Came> => {
	if (!url.startsWith(`${publicUrl}/`)) throw new Error(`${url} is not below ${publicUrl}`);
	return new Promise((resolve, reject) => {
		const sent = request(agentUrl + url.slice(publicUrl.length), {
			method: body === undefined ? 'GET' : 'POST',
			headers: {
				host: new URL(publicUrl).host,
				...(body && { 'content-type': 'application/json' }),
				...(body && key !== undefined && { 'x-api-key': key }),
			},
			signal: AbortSignal.timeout(seconds * 1000),
		});
		sent.on('error', reject).on('response', (answer) => {
			const chunks: Buffer[] = [];
			answer
				.on('data', (chunk: Buffer) => chunks.push(chunk))
				.on('error', reject)
				.on('end', () => {
					resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(chunks) });
				});
		});
		sent.end(body && JSON.stringify(body));
	});
};

/** Imports the agent's file into a platform. Throws with what the platform refuses. */
export const joinPlatform = async (platform: Platform, place: Place): Promise<PlatformClient> => {
	const { timeLimit: seconds, sent, taken } = PLATFORM_RULES[platform];
	const address = `${place.publicUrl}/integrations/${platform}/openapi.json`;
	const file = await overTheWire(place, address, { seconds });
	const tools = new Map<string, ImportedTool>(
		importInto(platform, JSON.parse(file.bytes.toString())).map((tool) => [tool.name, tool]),
	);
	return {
		tools: [...tools.keys()],
		call: async (name, given) => {
			const tool = tools.get(name);
			if (!tool) throw new Error(`no tool ${name}`);
			const body = sent(tool, given);
			const { status, bytes } = await overTheWire(place, tool.url, { body, seconds });
			return taken(tool, { status, body: JSON.parse(bytes.toString()) as Fields });
		},
		load: async (url) => {
			const { status, bytes } = await overTheWire(place, String(url), { seconds });
			if (status !== 200) throw new Error(`${String(url)}: HTTP ${String(status)}`);
			return bytes;
		},
	};
};
