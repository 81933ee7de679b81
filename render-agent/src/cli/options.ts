/** The options of a render as flags of the command line, made from the very schema that the service validates with. */
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod/v4';
import { faultWords } from '../config/faultWords';
import { type RenderOptions, renderOptions } from '../config/options';
import { type StoryboardOptions, storyboardOptions } from '../config/storyboardOptions';
import { AgentError } from '../kernel/errors';
import { together, type Words } from '../kernel/words';

/** Options that make sense only where jobs wait in a queue. */
const SERVER_ONLY = new Set(['priority', 'metadata']);

const names = Object.keys(renderOptions.shape).filter(
	(name) => !SERVER_ONLY.has(name),
) as (keyof RenderOptions)[];

const flagOf = (name: string): string => `--${name.replaceAll('_', '-')}`;

/** The flag's name as commander keeps it. */
const keyOf = (name: string): string =>
	name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Adds a flag for each option of a render. */
export const withRenderOptions = (command: Command): Command => {
	for (const name of names) {
		const isSwitch = name === 'preview';
		const flag = isSwitch ? flagOf(name) : `${flagOf(name)} <value>`;
		command.addOption(new Option(flag, renderOptions.shape[name].description ?? ''));
	}
	return command;
};

const NUMBERS = new Set(['fps', 'time_limit_seconds']);

type Flags = Readonly<Record<string, unknown>>;

/** What is wrong with a flag, in words. */
const saidOf = (issue: z.core.$ZodIssue, flags: Flags): Words =>
	faultWords(issue, {
		name: flagOf(issue.path.join('.')),
		shown: String(flags[keyOf(String(issue.path[0]))]),
		otherwise: { zh: issue.message, en: issue.message },
	});

/** The values that flags give to the fields of a schema. @throws {AgentError} REQUEST_INVALID, flag by flag */
const checked = <S extends z.ZodObject>(
	schema: S,
	given: Readonly<Record<string, unknown>>,
	flags: Flags,
): z.output<S> => {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	throw new AgentError('REQUEST_INVALID', {
		object: together(parsed.error.issues.map((issue) => saidOf(issue, flags))),
		cause: z.prettifyError(parsed.error),
	});
};

const givenIn = (flags: Flags, wanted: readonly string[], isNumber: (name: string) => boolean) =>
	Object.fromEntries(
		wanted.flatMap((name) => {
			const value = flags[keyOf(name)];
			return value === undefined ? [] : [[name, isNumber(name) ? Number(value) : value]];
		}),
	);

/**
 * The options that the flags say.
 * @throws {AgentError} REQUEST_INVALID, flag by flag
 */
export const renderOptionsOf = (flags: Flags): RenderOptions =>
	checked(
		renderOptions,
		givenIn(flags, names, (name) => NUMBERS.has(name)),
		flags,
	);

const CONTAINERS: readonly string[] = renderOptions.shape.container.unwrap().options;

const unknownEnding = (named: string): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: `文件名以 .${named} 结尾，不是可以写出的格式：${CONTAINERS.join('、')}；或另加 --container`,
			en: `the file ends in .${named}, which is no container that is written here: ${CONTAINERS.join(', ')}; or say one with --container`,
		},
	});

/**
 * The flags, with the container that the name of the file says where no flag does. A name without an ending says nothing.
 * @throws {AgentError} REQUEST_INVALID where both say it and not the same, or where the name ends as no container does
 */
export const withContainerOf = (output: string, flags: Flags): Flags => {
	const named = extname(output).slice(1).toLowerCase();
	const asked = typeof flags['container'] === 'string' ? flags['container'] : undefined;
	if (!CONTAINERS.includes(named)) {
		if (asked === undefined && named !== '') throw unknownEnding(named);
		return flags;
	}
	if (asked === undefined || asked === named) return { ...flags, container: named };
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `--container ${asked}，而文件名以 .${named} 结尾：请使两者一致`,
			en: `--container ${asked}, and the file is called .${named}: let both say the same`,
		},
	});
};

/**
 * Passes where a picture may be called so: it is PNG.
 * @throws {AgentError} REQUEST_INVALID where the name ends as that of another format
 */
export const requirePng = (output: string): void => {
	const named = extname(output).slice(1);
	if (named === '' || named.toLowerCase() === 'png') return;
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `-o 的文件名以 .${named} 结尾，而分镜只写出 PNG：请改用 .png`,
			en: `-o ends in .${named}, and a storyboard is written as PNG only: let the file end in .png`,
		},
	});
};

const WISHES = Object.keys(storyboardOptions.shape) as (keyof StoryboardOptions)[];

/** Adds a flag for each option of a storyboard. */
export const withWish = (command: Command): Command => {
	for (const name of WISHES)
		command.addOption(
			new Option(`${flagOf(name)} <value>`, storyboardOptions.shape[name].description ?? ''),
		);
	return command;
};

/**
 * What the flags say of a storyboard.
 * @throws {AgentError} REQUEST_INVALID, flag by flag
 */
export const wishFlagsOf = (flags: Flags): StoryboardOptions =>
	checked(
		storyboardOptions,
		givenIn(flags, WISHES, () => true),
		flags,
	);
