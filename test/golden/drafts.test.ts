/** Real drafts against the timelines that they gave when somebody last looked. `npm run golden` writes those anew. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../render-agent/src/draft/normalise';
import { parseDraft } from '../../render-agent/src/draft/parse';
import { readDraftText } from '../../render-agent/src/draft/read';
import { diagnosticsText, timelineText } from '../support/timelineText';

const CASES = [
	'03_image_kenburns',
	'09_text',
	'11_audio',
	'20_capcutmate_slideshow',
	'20e_remote_url_material',
] as const;

/** Set by `npm run golden`. */
const IS_REWRITING = process.env['GOLDEN'] === 'rewrite';

const resultOf = (name: string): string => {
	const file = join(__dirname, '..', 'fixtures', name, 'draft_content.json');
	const { timeline, diagnostics } = normalise(parseDraft(readDraftText(readFileSync(file))));
	return `${timelineText(timeline)}\n\n${diagnosticsText(diagnostics)}\n`;
};

describe('a real draft', () => {
	it.each(CASES)('%s still gives the timeline that is written down', (name) => {
		const file = join(__dirname, name, 'timeline.txt');
		const result = resultOf(name);
		if (IS_REWRITING) writeFileSync(file, result);
		expect(existsSync(file)).toBe(true);
		expect(result).toBe(readFileSync(file, 'utf8'));
	});
});
