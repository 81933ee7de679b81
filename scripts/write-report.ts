/** The example of docs/report.md, made from a draft of the tests. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHere } from '../render-agent/src/jobs/readTimeline';
import { fidelityOf } from '../render-agent/src/report/fidelity';
import { fidelityLines } from '../render-agent/src/report/words';

/** Where the page lies. */
export const REPORT_FILE = join(__dirname, '../docs/report.md');

const DRAFT = join(__dirname, '../test/fixtures/13_filter_effect/draft_content.json');
const START = '<!-- example: written by a script -->\n';
const END = '<!-- end of the example -->\n';

const exampleText = (): string => {
	const { elements, diagnostics } = readHere({ text: readFileSync(DRAFT) });
	const report = fidelityOf(elements, diagnostics);
	const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\`\n`;
	return [
		block('text', fidelityLines(report, 'en').join('\n')),
		block('text', fidelityLines(report, 'zh').join('\n')),
		block('json', JSON.stringify(report, null, 2)),
	].join('\n');
};

/** The page, its example as it should be. */
export const reportText = (): string => {
	const page = readFileSync(REPORT_FILE, 'utf8');
	const [before = ''] = page.split(START);
	const after = page.split(END)[1] ?? '';
	return `${before}${START}\n${exampleText()}\n${END}${after}`;
};

if (require.main === module) writeFileSync(REPORT_FILE, reportText());
