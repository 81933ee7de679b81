/** The page on the draft format and the report use the same words for the same things. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIAGNOSTICS, type Fidelity, kindOf } from '../../../render-agent/src/kernel/diagnostic';

const PAGE = join(__dirname, '../../../docs/draft-format.md');

interface Row {
	readonly element: string;
	readonly does: string;
	readonly how: string;
}

const ROWS: readonly Row[] = readFileSync(PAGE, 'utf8')
	.split('\n')
	.filter((line) => line.startsWith('|'))
	.map((line) => {
		const [, element = '', does = '', how = ''] = line.split('|').map((part) => part.trim());
		return { element, does, how };
	});

/** What the report says of the codes that a row names. */
const reportedIn = ({ does }: Row): readonly Fidelity[] =>
	DIAGNOSTICS.filter((code) => does.includes(`\`${code}\``)).map((code) => kindOf(code).how);

const rowsOf = (how: string): readonly Row[] => ROWS.filter((row) => row.how === how);

const without = (rows: readonly Row[], how: Fidelity): readonly string[] =>
	rows.filter((row) => !reportedIn(row).includes(how)).map(({ element }) => element);

it('whatever the page calls approximate names a code that the report calls approximated', () => {
	expect(rowsOf('approximate').length).toBeGreaterThan(20);
	expect(without(rowsOf('approximate'), 'approximated')).toEqual([]);
});

it('whatever it calls our reading is exact in the report, and names no code', () => {
	const named = rowsOf('our reading').filter((row) => reportedIn(row).length > 0);
	expect(rowsOf('our reading').length).toBeGreaterThan(10);
	expect(named.map(({ element }) => element)).toEqual([]);
});
