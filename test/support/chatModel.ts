/**
 * Stands in for a language model behind OpenAI's chat completions: asked to render a draft, it calls the first tool with the
 * address from the user's words; given the tool's answer, it says what came of it. Knows no agent and no n8n.
 */
import { type LocalServer, type Reply, type Seen, serve } from './localServer';

interface Message {
	readonly role: string;
	readonly content?: unknown;
}

interface OfferedTool {
	readonly function: {
		readonly name: string;
		readonly description: string;
		readonly parameters: { readonly properties?: Readonly<Record<string, unknown>> };
	};
}

interface Asked {
	readonly messages?: readonly Message[];
	readonly tools?: readonly OfferedTool[];
}

/** What the tools looked like that it was offered. */
export interface ChatModel extends LocalServer {
	readonly offered: () => readonly OfferedTool['function'][];
}

const wordsOf = ({ content }: Message): string =>
	typeof content === 'string' ? content : JSON.stringify(content ?? '');

const completion = (message: object, reason: string): Reply => ({
	json: {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 1_764_000_000,
		model: 'gpt-4o-mini',
		choices: [{ index: 0, finish_reason: reason, message: { role: 'assistant', ...message } }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	},
});

const said = (content: string): Reply => completion({ content }, 'stop');

const calling = (name: string, given: object): Reply => {
	const call = { name, arguments: JSON.stringify(given) };
	const tool_calls = [{ id: 'call_1', type: 'function', function: call }];
	return completion({ content: null, tool_calls }, 'tool_calls');
};

/** What it says to the answer of the tool. */
const reported = (told: string): Reply => {
	const video = /"video_url":\s*"([^"]+)"/.exec(told)?.[1];
	return said(video === undefined ? `It failed: ${told}` : `Here is your video: ${video}`);
};

/** Calls the tool with the address that it was told. */
const obeyed = (words: string, tool: OfferedTool | undefined): Reply => {
	const address = /https?:\/\/[^\s"\\]+/.exec(words)?.[0];
	const [field] = Object.keys(tool?.function.parameters.properties ?? {});
	if (tool === undefined || address === undefined || field === undefined)
		return said('I can do nothing about that.');
	return calling(tool.function.name, { [field]: address });
};

const answerTo = ({ body }: Seen): Reply => {
	const { messages, tools } = (body ?? {}) as Asked;
	const last = messages?.at(-1) ?? { role: '' };
	return last.role === 'tool' ? reported(wordsOf(last)) : obeyed(wordsOf(last), tools?.[0]);
};

/** Starts the model; its base address for n8n's credential is `origin` with `/v1`. */
export const startChatModel = async (): Promise<ChatModel> => {
	const server = await serve((seen) =>
		seen.path === '/v1/chat/completions' ? answerTo(seen) : { json: { data: [] } },
	);
	return {
		...server,
		offered: () =>
			server.requests.flatMap(
				({ body }) => ((body ?? {}) as Asked).tools?.map((tool) => tool.function) ?? [],
			),
	};
};
