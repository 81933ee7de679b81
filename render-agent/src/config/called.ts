/** How the agent is called on a command line: a download that was unpacked has command files of its own, npm a command. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../kernel/words';

/** The folder of an unpacked download, seen from the built files in its `app/dist/config`. */
const UNPACKED = join(__dirname, '../../..');

const BY_NPM = 'capcut-render-agent';
/** The command file of a download for Linux, called in its folder. */
const ON_LINUX = './capcut-render-agent.sh';
/** The command file of a download for Windows, called in its folder by cmd and PowerShell alike. */
const ON_WINDOWS = '.\\capcut-render-agent.cmd';

/** How the agent whose files lie below `folder` is called there. Default: this one. */
export const programName = (folder: string = UNPACKED): string => {
	if (existsSync(join(folder, 'runtime', 'node.exe'))) return ON_WINDOWS;
	return existsSync(join(folder, 'runtime', 'node')) ? ON_LINUX : BY_NPM;
};

const here = programName();

const TOLD =
	/(?<!npx )capcut-render-agent(?= (?:deliver|doctor|ffmpeg|keys|open|render|serve|service|start|worker)\b)/g;

/** A text whose commands are told as they are called here. */
export const asCalledHere = (text: string, program: string = here): string =>
	text.replaceAll(TOLD, () => program);

/** A command, and on which machine it is typed. */
export interface Typed {
	readonly where: Words;
	readonly command: string;
}

const within = ({ zh, en }: { readonly zh: string; readonly en: string }, form: string): Words => ({
	zh: `${zh}（${form}）`,
	en: `${en} (${form})`,
});

/** A command for another machine, in every form: nobody knows what it has. */
export const typedElsewhere = (
	place: { readonly zh: string; readonly en: string },
	args: string,
): readonly Typed[] => [
	{ where: within(place, 'npm'), command: `npx ${BY_NPM} ${args}` },
	{ where: within(place, 'Linux'), command: `${ON_LINUX} ${args}` },
	{ where: within(place, 'Windows'), command: `${ON_WINDOWS} ${args}` },
];
