/** Drafts that are malformed or hostile, by lot: mutations of real ones and of made-up ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { anyDraft } from '../../support/anyDraft';
import { fixture } from '../../support/longDrafts';
import { mutated } from './mutations';
import { lotOf, SEED } from './plan';

const FIXTURES = ['01_single_video', '04_pip_transform', '09_text', '08_masks', '11_audio'];
const REAL_SHARE = 0.7;

/** Gives one draft after the other as text, the same for the same seed and name; and a lot for what else is tried. */
export const hostileDrafts = (
	name: string,
): { readonly next: () => string; readonly lot: () => number } => {
	const real = FIXTURES.map((one) =>
		readFileSync(join(fixture(one), 'draft_content.json'), 'utf8'),
	);
	const made = fc
		.sample(anyDraft, { numRuns: 200, seed: SEED })
		.map((json) => JSON.stringify(json));
	const lot = lotOf(name);
	return {
		lot,
		next: () => {
			const pool = lot() < REAL_SHARE ? real : made;
			return mutated(pool[Math.floor(lot() * pool.length)] ?? '', lot);
		},
	};
};
