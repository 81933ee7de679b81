/** The commands that look at a draft without rendering it: their flags, and what their endings mean. */
import type { Command } from 'commander';
import { loadSettings } from '../config/load';
import { wishOf } from '../config/storyboardOptions';
import { renderOptionsOf, requirePng, wishFlagsOf, withRenderOptions, withWish } from './options';
import type { Voice } from './render';

type Flags = Readonly<Record<string, string | undefined>>;

/** What the commands need of the program. */
interface Program {
	readonly voice: Voice;
	/** Aborts when the program is told to end. */
	readonly interrupted: () => AbortSignal;
	/** Called when a draft would not render. */
	readonly refused: () => void;
}

const DRAFT = ['<draft>', 'a draft folder, a zip, a draft_content.json, or an address'] as const;
const LIBRARY = [
	'--library <folder>',
	'your own fonts, stickers, LUTs and overlays; default: RENDER_AGENT_LIBRARY',
] as const;

const withPreflight = (root: Command, { voice, interrupted, refused }: Program): void => {
	withRenderOptions(
		root
			.command('preflight')
			.description('Says what would become of a draft, without rendering it.'),
	)
		.argument(...DRAFT)
		.option('--report <file>', 'where the findings go, as JSON')
		.option(...LIBRARY)
		.action(async (draft: string, flags: Flags) => {
			const { report, library } = flags;
			const command = { draft, report, library, options: renderOptionsOf(flags) };
			const aids = { voice, signal: interrupted() };
			const { preflightDraft } = await import('./looks.js');
			if (!(await preflightDraft(command, loadSettings(), aids))) refused();
		});
};

const withStoryboard = (root: Command, { voice, interrupted }: Program): void => {
	const command = root
		.command('storyboard')
		.description('Draws a contact sheet of a draft, or one frame of it, without rendering it.');
	withWish(withRenderOptions(command))
		.argument(...DRAFT)
		.requiredOption('-o, --output <file>', 'where the picture goes, as PNG')
		.option(...LIBRARY)
		.action(async (draft: string, flags: Flags) => {
			const { output = '', library } = flags;
			requirePng(output);
			const wish = wishOf(wishFlagsOf(flags));
			const asked = { draft, output, library, options: renderOptionsOf(flags), wish };
			const { storyboardToFile } = await import('./looks.js');
			await storyboardToFile(asked, loadSettings(), { voice, signal: interrupted() });
		});
};

/** Adds `preflight` and `storyboard`. */
export const withLooks = (root: Command, program: Program): void => {
	withPreflight(root, program);
	withStoryboard(root, program);
};
