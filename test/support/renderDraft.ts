/** The one seam between the drafts and the engine: renders a draft with the agent's own renderer, without a server. */
import type { RenderOptions } from '../../render-agent/src/config/options';
import type { Diagnostic } from '../../render-agent/src/kernel/diagnostic';
import { BrokenInvariant } from '../../render-agent/src/kernel/errors';

/** A draft to be rendered for a test. */
export interface DraftToRender {
	/** A folder, or an http(s) address on loopback, which is allowed here. */
	readonly draft: string;
	/** Options of gen_video; the rest has its defaults. */
	readonly options: Partial<RenderOptions>;
	/** An empty folder for whatever comes into being, removed by the caller. */
	readonly folder: string;
}

/** What came of it. */
export interface RenderedDraft {
	readonly file: string;
	readonly diagnostics: readonly Diagnostic[];
	readonly report: Readonly<Record<string, unknown>>;
}

/**
 * Renders a draft to a finished file in `folder`.
 * @throws {AgentError} any code that the renderer gives
 */
export const renderFixture = (work: DraftToRender): Promise<RenderedDraft> => {
	throw new BrokenInvariant(`no renderer is wired up to draw ${work.draft}`);
};
