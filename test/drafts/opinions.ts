/** What the suite of real drafts knows beyond their manifest: other names, the one remote clip, differing opinions. */
import type { Check } from '../support/manifest';

/** The manifest's names of failures and warnings that have another name here. */
const NAMES: Readonly<Record<string, string>> = {
	EMPTY_TIMELINE: 'DRAFT_EMPTY',
	DRAFT_JSON_INVALID: 'DRAFT_INVALID',
	MATERIAL_FILE_MISSING: 'MEDIA_MISSING',
};

/** The code that we give for a name in the manifest. */
export const codeOf = (name: string): string => NAMES[name] ?? name;

/** The clip that one draft fetches from an address of its own. */
export const REMOTE_CLIP = {
	port: 18_080,
	path: '/media/red.mp4',
	file: '02_transition_dissolve/assets/videos/red.mp4',
} as const;

/** A check that is no certainty and that we answer differently, with the reason. */
interface Dispute {
	readonly fixture: string;
	readonly type: Check['type'];
	/** Seconds. */
	readonly at: number;
	readonly reason: string;
}

/** Checks of certainty LIKELY on which we differ. Certain ones are never listed: they hold. */
const DISPUTES: readonly Dispute[] = [
	{
		fixture: '20_capcutmate_slideshow',
		type: 'color_bbox',
		at: 1.2,
		reason:
			'The still shows a yellow quarter (240, 224, 16), which the tolerance of 90 counts with the yellow caption.',
	},
];

/** Whether a check is an opinion that we do not share. Never true of a certain one. */
export const isDisputed = (fixture: string, check: Check): boolean =>
	check.certainty !== 'CERTAIN' &&
	DISPUTES.some(
		({ fixture: name, type, at }) =>
			name === fixture && type === check.type && at === ('t0' in check ? check.t0 : check.t),
	);
