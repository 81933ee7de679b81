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
	readonly stream?: boolean;
}

/** What the tools looked like that it was offered. */
export interface ChatModel extends LocalServer {
	readonly offered: () => readonly OfferedTool['function'][];
}

const wordsOf = ({ content }: Message): string =>
	typeof content === 'string' ? content : JSON.stringify(content ?? '');

/** What the model says or calls, as the chat completions carry it. */
interface Told {
	readonly message: { readonly content: string | null; readonly tool_calls?: readonly object[] };
	readonly reason: 'stop' | 'tool_calls';
}

const ABOUT = { id: 'chatcmpl-1', created: 1_764_000_000, model: 'gpt-4o-mini' };

const whole = ({ message, reason }: Told): Reply => ({
	json: {
		...ABOUT,
		object: 'chat.completion',
		choices: [{ index: 0, finish_reason: reason, message: { role: 'assistant', ...message } }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	},
});

/** The same as a stream of events, which is what agents ask for. */
const streamed = ({ message, reason }: Told): Reply => {
	const tool_calls = message.tool_calls?.map((call, index) => ({ index, ...call }));
	const delta = { role: 'assistant', ...message, ...(tool_calls && { tool_calls }) };
	const events = [
		{ delta, finish_reason: null },
		{ delta: {}, finish_reason: reason },
	].map((choice) => ({
		...ABOUT,
		object: 'chat.completion.chunk',
		choices: [{ index: 0, ...choice }],
	}));
	const lines = [...events.map((event) => JSON.stringify(event)), '[DONE]'];
	return {
		bytes: lines.map((line) => `data: ${line}\n\n`).join(''),
		headers: { 'content-type': 'text/event-stream' },
	};
};

const said = (content: string): Told => ({ message: { content }, reason: 'stop' });

const calling = (name: string, given: object): Told => {
	const call = { name, arguments: JSON.stringify(given) };
	const tool_calls = [{ id: 'call_1', type: 'function', function: call }];
	return { message: { content: null, tool_calls }, reason: 'tool_calls' };
};

/** What it says to the answer of the tool. */
const reported = (told: string): Told => {
	const video = /"video_url":\s*"([^"]+)"/.exec(told)?.[1];
	return said(video === undefined ? `It failed: ${told}` : `Here is your video: ${video}`);
};

/** Calls the tool with the address that it was told. */
const obeyed = (words: string, tool: OfferedTool | undefined): Told => {
	const address = /https?:\/\/[^\s"\\]+/.exec(words)?.[0];
	const [field] = Object.keys(tool?.function.parameters.properties ?? {});
	if (tool === undefined || address === undefined || field === undefined)
		return said('I can do nothing about that.');
	return calling(tool.function.name, { [field]: address });
};

const answerTo = ({ body }: Seen): Reply => {
	const { messages, tools, stream } = (body ?? {}) as Asked;
	const last = messages?.at(-1) ?? { role: '' };
	const told = last.role === 'tool' ? reported(wordsOf(last)) : obeyed(wordsOf(last), tools?.[0]);
	return stream === true ? streamed(told) : whole(told);
};

/** Starts the model; its base address for n8n's credential is `origin` with `/v1`. */
export const startChatModel = async (): Promise<ChatModel> => {
	const server = await serve((seen) =>
		seen.path === '/v1/chat/completions'
			? answerTo(seen)
			: { status: 404, json: { error: { message: `no ${seen.path}` } } },
	);
	return {
		...server,
		offered: () =>
			server.requests.flatMap(
				({ body }) => ((body ?? {}) as Asked).tools?.map((tool) => tool.function) ?? [],
			),
	};
};
