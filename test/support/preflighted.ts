/** What a preflight has found out about a small draft, its one clip there or missing. */
import type { Looked } from '../../render-agent/src/assets/lookForAssets';
import { normalise } from '../../render-agent/src/draft/normalise';
import { parseDraft } from '../../render-agent/src/draft/parse';
import type { Preflighted } from '../../render-agent/src/jobs/preflight';
import { fidelityOf } from '../../render-agent/src/report/fidelity';
import { clip, draftOf, videoTrack } from './drafts';
import { AgentError } from '../../render-agent/src/kernel/errors';

/** A draft of two seconds that can be rendered, or that lacks its clip. */
export const preflighted = (options: { missing: boolean }): Preflighted => {
	const { timeline, elements, diagnostics } = normalise(
		parseDraft(draftOf(videoTrack(clip('https://media.example/a.mp4', [0, 2])))),
	);
	const error = new AgentError('MEDIA_UNREACHABLE', { object: 'https://media.example/a.mp4' });
	const media = timeline.assets.map((reference): Looked =>
		options.missing ? { reference, state: 'missing', error } : { reference, state: 'there' },
	);
	const fidelity = fidelityOf(elements, diagnostics);
	const replaced = new Map<string, string>();
	return { timeline, fidelity, media, replaced, failures: options.missing ? [error] : [] };
};
