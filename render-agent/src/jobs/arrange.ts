/** Steps `arrange` and `effects`: from a draft and its files to the plans of its video. */
import type { FetchedAssets } from '../assets/fetchAssets';
import { needsOf, seamsOf } from '../compile/needs';
import { planWithCopies, stretchesOf } from '../compile/plan';
import { shortIn } from '../compile/shortMedia';
import { toneMappedIn } from '../compile/toneMapped';
import type { Diagnostic } from '../kernel/diagnostic';
import type { Machine } from '../render/rendering';
import { withoutUnheard } from '../render/sound/unheard';
import { elementsWith } from '../timeline/element';
import { fontFilesOf, fontsSubstituted } from './captionFonts';
import type { Arrangement } from './makeVideo';
import type { Work, WorkEvents } from './pipeline';
import type { ReadDraft } from './readTimeline';
import { requireSupported } from './requireSupported';
import { takeStep } from './takeStep';
import { untoldUnreadable, withUnreadable } from './unreadable';
import { untouchedIn } from './untouched';
import { encodingFor, leveledTo, wanted } from './wanted';

/** An arrangement, and what is to be said of it. */
export interface Arranged extends Arrangement {
	readonly diagnostics: readonly Diagnostic[];
}

/** For whom it is arranged. */
export interface Arranging {
	readonly work: Pick<Work, 'options'>;
	readonly events: WorkEvents;
	readonly machine: Machine;
}

/**
 * Arranges a draft whose files are here.
 * @throws {AgentError} as `requireSupported`
 */
export const arrange = async (
	draft: ReadDraft,
	fetched: FetchedAssets,
	{ work: { options }, events, machine }: Arranging,
): Promise<Arranged> => {
	const arranged = await takeStep(events, 'arrange', () => wanted(draft.timeline, options));
	return takeStep(events, 'effects', async () => {
		const files = fontFilesOf(arranged, fetched);
		const media = { canvas: arranged.canvas, facts: fetched.assets };
		const sources = await untouchedIn(media, options, machine);
		const plan = planWithCopies(arranged, { ...media, sources }, encodingFor(options));
		const filters = new Set(machine.tools.soundFilters);
		const heard = withoutUnheard(plan.sound, filters);
		const short = shortIn(arranged, fetched.assets);
		const mapped = toneMappedIn(arranged, fetched.assets);
		const fonts = withUnreadable(fontsSubstituted(arranged, files), draft.unreadable);
		const seen = [...heard.diagnostics, ...fonts, ...short, ...mapped];
		const elements = elementsWith(draft.elements, fetched.assets);
		const known = [...draft.diagnostics, ...fetched.diagnostics, ...seen];
		const untold = untoldUnreadable(draft.unreadable, { elements, diagnostics: known });
		const found = [...seen, ...untold];
		requireSupported({ elements, diagnostics: [...known, ...untold] }, options);
		const sounding = { ...plan, sound: leveledTo(heard.plan, options) };
		const sceneOf = stretchesOf(arranged, fetched.assets);
		const drawing = { timeline: arranged, plan: sounding, sceneOf };
		// Where nothing was fetched, no chunk waits for a file.
		const seams = fetched.afar.size > 0 && seamsOf(needsOf(arranged, plan.chunks), fetched.afar);
		return { ...drawing, fonts: files, diagnostics: found, ...(seams && { seams }) };
	});
};
