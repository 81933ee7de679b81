/** `preflight <draft>` and `storyboard <draft> -o FILE`: what a draft will be, without rendering it and without a server. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { clearAway } from '../config/heldFiles';
import type { RenderOptions } from '../config/options';
import type { Settings } from '../config/schema';
import type { StoryboardWish } from '../config/storyboardOptions';
import { preflightViewOf } from '../http/preflightView';
import { createPreflight, type Preflighted } from '../jobs/preflight';
import { createStoryboard } from '../jobs/storyboard';
import { textOf } from '../kernel/errorTexts';
import { inLanguage, type Language, nearestTime, shownTime, type Words } from '../kernel/words';
import { fidelityLines } from '../report/words';
import { openMachine } from './machine';
import {
	nameOf,
	ownFolderIn,
	put,
	requirePlace,
	type Voice,
	withTimeLimit,
	workingParts,
} from './render';

/** What both commands are told. */
export interface LookCommand {
	readonly draft: string;
	/** The user's library; absent: that of the settings. */
	readonly library: string | undefined;
	readonly options: RenderOptions;
}

type Working = ReturnType<typeof workingParts> & { readonly folder: string };

/** Does something with a folder and a machine of its own, which are gone afterwards. */
const alone = async <T>(
	{ library, options }: LookCommand,
	{ settings, signal }: { readonly settings: Settings; readonly signal: AbortSignal },
	work: (parts: Working, signal: AbortSignal) => Promise<T>,
): Promise<T> => {
	const folder = await ownFolderIn(settings.data);
	const machine = await openMachine(settings);
	try {
		const own = { ...settings, library: library ?? settings.library };
		const parts = { ...workingParts(own, machine), folder: join(folder, 'work') };
		return await work(parts, withTimeLimit(signal, options));
	} catch (error) {
		throw nameOf(error, signal, settings);
	} finally {
		await clearAway(folder);
		await machine.close();
	}
};

const linesOf = (found: Preflighted, language: Language): readonly string[] => {
	const { timeline, fidelity, failures, caveat } = found;
	const { canvas, frames } = timeline;
	const { width, height, rate } = canvas;
	const fps = String(Math.round((rate.num / rate.den) * 100) / 100);
	const length = shownTime((frames * rate.den) / rate.num);
	const verdict =
		failures.length === 0
			? { zh: '可以渲染', en: 'it would render' }
			: { zh: '渲染将失败', en: 'a render would fail' };
	return [
		`${String(width)}x${String(height)}, ${fps} fps, ${length}: ${inLanguage(verdict, language)}`,
		...failures.map((failure) => {
			const { detail, hint } = textOf(failure, language);
			return `${detail}. ${hint}`;
		}),
		...fidelityLines(fidelity, language),
		...(caveat ? [inLanguage(caveat, language)] : []),
	];
};

/**
 * Says what would become of a draft; gives whether a render with these options would be accepted.
 * @throws {AgentError} as a preflight; REQUEST_INVALID when the report cannot be written
 */
export const preflightDraft = async (
	command: LookCommand & { readonly report: string | undefined },
	settings: Settings,
	{ voice, signal }: { voice: Voice; signal: AbortSignal },
): Promise<boolean> => {
	const { draft, options, report } = command;
	if (report !== undefined) await requirePlace(resolve(report));
	const found = await alone(command, { settings, signal }, (parts, stop) =>
		createPreflight(parts)({ draft, options }, stop),
	);
	const told = `${JSON.stringify(preflightViewOf(found, [], voice.language), null, '\t')}\n`;
	if (report !== undefined) await put(resolve(report), (part) => writeFile(part, told));
	for (const line of linesOf(found, voice.language)) voice.line(line);
	return found.failures.length === 0;
};

const beyondEnd = (at: number, seconds: number): Words => ({
	zh: `草稿只有 ${shownTime(seconds)}，没有 ${shownTime(at)} 处：这里是最后一帧`,
	en: `the draft ends at ${shownTime(seconds)}, before ${shownTime(at)}: this is its last frame`,
});

/**
 * Writes a contact sheet of a draft, or one of its frames, as PNG.
 * @throws {AgentError} as a storyboard; REQUEST_INVALID when the file cannot be written
 */
export const storyboardToFile = async (
	command: LookCommand & { readonly output: string; readonly wish: StoryboardWish },
	settings: Settings,
	{ voice, signal }: { voice: Voice; signal: AbortSignal },
): Promise<void> => {
	const { draft, options, output, wish } = command;
	const file = resolve(output);
	await requirePlace(file);
	const { png, width, height, times, seconds } = await alone(
		command,
		{ settings, signal },
		(parts, stop) => createStoryboard(parts)({ draft, options }, wish, stop),
	);
	await put(file, (part) => writeFile(part, png));
	const late = wish.kind === 'poster' && wish.at > seconds ? wish.at : undefined;
	if (late !== undefined) voice.line(inLanguage(beyondEnd(late, seconds), voice.language));
	const moments = times.map(nearestTime).join(', ');
	voice.line(`${file} (${String(width)}x${String(height)}): ${moments}`);
};
