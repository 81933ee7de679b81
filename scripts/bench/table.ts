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

const extrasOf = ({ edits, lengths, captions, start }: Extras): readonly string[] => [
	`One caption of ${edits.timeline} changed (${edits.changed} of ${edits.captions} captions tried): median ${percent(edits.median)} of the full render's CPU, worst ${percent(edits.worst)}; nothing changed: ${percent(edits.unchanged)}.`,
	...lengths.map(
		({ minutes, ...used }) =>
			`Talking head with captions, ${fixed(minutes, 1)} min: ${usedLine(used)}.`,
	),
	`T8, many captions: ${usedLine(captions)}.`,
	`The agent is ready after ${fixed(start.ready, 2)} s; a draft of 5 s takes ${fixed(start.shortDraft, 2)} s, its encoder alone ${fixed(start.shortEncode, 2)} s.`,
];

const chunkingOf = (rows: readonly Row[]): readonly string[] =>
	rows.map(
		({ timeline, chunking: { bytes, onePassBytes, ssim, onePassSsim } }) =>
			`${timeline}, chunks against one pass: ${percent(bytes / onePassBytes - 1)} bytes, ${fixed(ssim - onePassSsim, 4)} SSIM.`,
	);

/** A run as text for a terminal. */
export const tableOf = ({ rows, rounds, machine, load, extras }: Run): string => {
	const names = Object.keys(rows[0]?.peers ?? {});
	const head = ['', 'limit', 'CapCut Render', ...names];
	const lines = rows.map((row) => [
		row.timeline,
		`${fixed(row.limit.cpu, 2)} s`,
		cellOf(row.agent, row),
		...names.map((name) => cellOf(row.peers[name], row)),
	]);
	return [
		`limit ÷ CPU (1 is what decoding, encoding and sound cost alone), CPU, wall, peak memory; medians of ${rounds} rounds`,
		`${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}, ffmpeg ${machine.ffmpeg}, load ${fixed(load, 1)}`,
		'',
		padded([head, ...lines]),
		'',
		...reasonsOf(rows, names),
		...chunkingOf(rows),
		...(extras ? extrasOf(extras) : []),
	].join('\n');
};
