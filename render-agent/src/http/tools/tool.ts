/** A tool as data: what chains (Coze, Dify, FastGPT) and agents (MCP) can call. Routes, import files and MCP are made from it. */
import type { z } from 'zod/v4';
import type { Bilingual, Words } from '../../kernel/words';
import type { Scope } from '../../keys/keyStore';
import type { Context } from '../route';

/** What a tool is told beside its fields. */
export interface ToolCall extends Pick<Context, 'caller' | 'language' | 'base' | 'gone'> {
	/** How long the caller's own time limit allows to wait. Seconds. */
	readonly longestWait: number;
	/** Everything that was sent, known or not. */
	readonly sent: Readonly<Record<string, unknown>>;
}

/** A picture beside the fields of an answer, for callers that can look at it. */
export interface ToolPicture {
	readonly bytes: Uint8Array;
	readonly type: string;
}

/** What a tool gives: the fields of its answer, which have no null, no objects and no lists. */
export interface ToolResult {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly picture?: ToolPicture;
}

/** A tool. */
export interface Tool {
	/** Unique; `operationId` of the import files and the tool's name in MCP. */
	readonly name: string;
	readonly scope: Scope;
	/** What it does, in some words. */
	readonly summary: Bilingual;
	/** When to use it, for a model that has to choose. */
	readonly advice: Bilingual;
	/** Flat fields, when the caller may wait so long. */
	readonly input: (longestWait: number) => z.ZodObject;
	readonly output: z.ZodObject;
	/** Whether it changes nothing. */
	readonly reads: boolean;
	readonly run: (
		fields: Readonly<Record<string, unknown>>,
		call: ToolCall,
	) => Promise<ToolResult> | ToolResult;
}

/** Both languages in one line, Chinese first: importers know one text only. */
export const bilingual = (words: Words): string =>
	typeof words === 'string' ? words : `${words.zh} / ${words.en}`;
