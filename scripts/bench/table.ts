/** The benchmark's table: one line for each timeline, ratios first. */
import type { Extras, Outcome, Row, Run } from './results';
import type { Used } from './measure';

const fixed = (value: number, digits: number): string => value.toFixed(digits);

const cellOf = (outcome: Outcome | undefined, { limit }: Row): string => {
	if (outcome === undefined || 'notMeasured' in outcome) return 'not measured';
	const { cpu, wall, memory } = outcome;
	return `${fixed(limit.cpu / cpu, 2)}  ${fixed(cpu, 1)} s  ${fixed(wall, 1)} s  ${fixed(memory, 0)} MiB`;
};

const padded = (rows: readonly (readonly string[])[]): string => {
	const widths = (rows[0] ?? []).map((_, i) =>
		Math.max(...rows.map((row) => (row[i] ?? '').length)),
	);
	return rows
		.map((row) =>
			row
				.map((cell, i) => cell.padEnd(widths[i] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
};

const reasonsOf = (rows: readonly Row[], names: readonly string[]): readonly string[] =>
	names.flatMap((name) => {
		const why = new Map<string, string[]>();
		for (const { timeline, peers } of rows) {
			const outcome = peers[name];
			if (outcome && 'notMeasured' in outcome)
				why.set(outcome.notMeasured, [...(why.get(outcome.notMeasured) ?? []), timeline]);
		}
		return [...why].map(
			([reason, where]) => `${name}, not measured on ${where.join(', ')}: ${reason}`,
		);
	});

const percent = (value: number, digits = 1): string => `${fixed(value * 100, digits)} %`;

const usedLine = ({ cpu, wall, memory }: Used): string =>
	`${fixed(cpu, 1)} s CPU, ${fixed(wall, 1)} s, ${fixed(memory, 0)} MiB`;

const editsLine = ({
	timeline,
	changed,
	captions,
	...shares
}: NonNullable<Extras['edits']>): string =>
	`One caption of ${timeline} changed (${String(changed)} of ${String(captions)} captions tried): median ${percent(shares.median)} of the full render's CPU, worst ${percent(shares.worst)}; nothing changed: ${percent(shares.unchanged)}.${shares.shifted === undefined ? '' : ` The first still of T2 trimmed, so that all that follows comes sooner: ${percent(shares.shifted)} of a full render of T2.`}`;

const lengthLines = ({ runs }: NonNullable<Extras['lengths']>): readonly string[] =>
	runs.map(
		({ minutes, ...used }) =>
			`T7, talking head with captions, ${fixed(minutes, 1)} min: ${usedLine(used)}.`,
	);

const startLine = ({ ready, shortDraft, shortEncode }: NonNullable<Extras['start']>): string =>
	`The agent is ready after ${fixed(ready, 2)} s; a draft of 5 s takes ${fixed(shortDraft, 2)} s, its encoder alone ${fixed(shortEncode, 2)} s.`;

const extrasOf = ({ edits, lengths, captions, start }: Extras): readonly string[] => [
	...(edits ? [editsLine(edits)] : []),
	...(lengths ? lengthLines(lengths) : []),
	...(captions ? [`T8, many captions: ${usedLine(captions)}.`] : []),
	...(start ? [startLine(start)] : []),
];

/** When what was measured, on how busy a machine; and a word where not all of it was measured with the same code. */
const occasionsOf = ({ rows, extras }: Run): readonly string[] => {
	const { edits, lengths, captions, start } = extras;
	const parts = [...rows, edits, lengths, captions, start].filter((part) => part !== undefined);
	const codes = new Set(parts.map(({ code }) => code));
	const loads = parts.map(({ load }) => load);
	return [
		`Measured in ${String(parts.reduce((sum, { took }) => sum + took, 0))} s; load ${fixed(Math.min(...loads), 1)} to ${fixed(Math.max(...loads), 1)}.`,
		...(codes.size > 1 ? ['Not all of it was measured with the same code of the agent.'] : []),
	];
};

const chunkingOf = (rows: readonly Row[]): readonly string[] =>
	rows.map(
		({ timeline, chunking: { bytes, onePassBytes, ssim, onePassSsim } }) =>
			`${timeline}, chunks against one pass: ${percent(bytes / onePassBytes - 1)} bytes, ${fixed(ssim - onePassSsim, 4)} SSIM.`,
	);

const copyingOf = (rows: readonly Row[]): readonly string[] =>
	rows.flatMap(({ timeline, limit, copying }) =>
		copying
			? [
					`${timeline}, untouched clips copied: ${fixed(limit.cpu / copying.cpu, 2)}; ${usedLine(copying)}.`,
				]
			: [],
	);

/** A run as text for a terminal. */
export const tableOf = (run: Run): string => {
	const { rows, machine, extras } = run;
	const rounds = [...new Set(rows.map((row) => row.rounds))].join(' to ');
	const names = Object.keys(rows[0]?.peers ?? {});
	const head = ['', 'limit', 'CapCut Render', ...names];
	const lines = rows.map((row) => [
		row.timeline,
		`${fixed(row.limit.cpu, 2)} s`,
		cellOf(row.agent, row),
		...names.map((name) => cellOf(row.peers[name], row)),
	]);
	return [
		`limit ÷ CPU (1 is what decoding, encoding and sound cost alone), CPU, wall, peak memory of all processes together; medians of ${rounds} rounds`,
		`${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}, ffmpeg ${machine.ffmpeg}`,
		'',
		padded([head, ...lines]),
		'',
		...reasonsOf(rows, names),
		...copyingOf(rows),
		...chunkingOf(rows),
		...extrasOf(extras),
		...occasionsOf(run),
	].join('\n');
};
