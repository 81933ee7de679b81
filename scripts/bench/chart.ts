/** The chart of the benchmark as SVG: limit ÷ CPU of each contender on each timeline. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outcome, Results, Run } from './results';

const COLORS = ['#1769aa', '#e08a1e', '#6a9f3f', '#9a5fb5', '#888888'];
const LEFT = 48;
const PLOT = { width: 780, height: 220, top: 64 };

const TITLES = {
	full: '1920 × 1080, 30 to 60 s',
	small: '960 × 540, 10 s',
} as const;

const ratioOf = (limit: number, outcome: Outcome | undefined): number | undefined =>
	outcome === undefined || 'notMeasured' in outcome ? undefined : limit / outcome.cpu;

const text = (...[x, y, words, more = '']: [number, number, string, string?]): string =>
	`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;

/** The side of the plot that is not reached: 1, or more when clips were copied. */
const topOf = ({ rows }: Run): number =>
	Math.min(2, Math.max(1, ...rows.map(({ limit, agent }) => limit.cpu / agent.cpu)) * 1.05);

const bars = (run: Run, y: (ratio: number) => number): readonly string[] => {
	const names = Object.keys(run.rows[0]?.peers ?? {});
	const group = PLOT.width / run.rows.length;
	const width = (group - 16) / (names.length + 1);
	return run.rows.flatMap(({ timeline, limit, agent, peers }, i) => {
		const outcomes = [agent, ...names.map((name) => peers[name])];
		const left = LEFT + i * group + 8;
		const ground = y(0);
		return [
			text(left + (group - 16) / 2, ground + 18, timeline, 'text-anchor="middle"'),
			...outcomes.map((outcome, k) => {
				const ratio = ratioOf(limit.cpu, outcome);
				const x = left + k * width;
				if (ratio === undefined)
					return text(x + width / 2, ground - 4, '–', 'text-anchor="middle" fill="#888888"');
				const top = Math.max(PLOT.top, y(ratio));
				const bar = `<rect x="${x.toFixed(1)}" y="${top.toFixed(1)}" width="${(width - 2).toFixed(1)}" height="${(ground - top).toFixed(1)}" fill="${COLORS[k] ?? '#888888'}"/>`;
				return (
					bar +
					text(x + width / 2 - 1, top - 3, ratio.toFixed(2), 'text-anchor="middle" font-size="9"')
				);
			}),
		];
	});
};

const legend = (run: Run): readonly string[] =>
	['CapCut Render', ...Object.keys(run.rows[0]?.peers ?? {})].flatMap((name, i) => [
		`<rect x="${String(LEFT + i * 160)}" y="36" width="10" height="10" fill="${COLORS[i] ?? '#888888'}"/>`,
		text(LEFT + i * 160 + 15, 45, name),
	]);

const panel = (form: keyof typeof TITLES, run: Run): string => {
	const greatest = topOf(run);
	const y = (ratio: number): number => PLOT.top + PLOT.height * (1 - ratio / greatest);
	const marks = [0, 0.25, 0.5, 0.75, 1].flatMap((ratio) => [
		`<line x1="${String(LEFT)}" x2="${String(LEFT + PLOT.width)}" y1="${y(ratio).toFixed(1)}" y2="${y(ratio).toFixed(1)}" stroke="${ratio === 1 ? '#333333' : '#dddddd'}"/>`,
		text(LEFT - 6, y(ratio) + 4, String(ratio), 'text-anchor="end"'),
	]);
	const title = `What decoding, encoding and sound need alone ÷ CPU used; higher is better. ${TITLES[form]}, ${String(run.machine.cores)} cores`;
	return [
		text(LEFT, 20, title, 'font-weight="bold"'),
		...legend(run),
		...marks,
		...bars(run, y),
	].join('\n');
};

/** Draws the chart of the full form where there is one, else of the small one; beside the file of the results. */
export const writeChart = (results: Results, file: string): void => {
	const form = results.full && results.full.rows.length > 0 ? 'full' : 'small';
	const run = results[form];
	if (!run || run.rows.length === 0) return;
	const [width, height] = [LEFT + PLOT.width + 16, PLOT.top + PLOT.height + 32];
	writeFileSync(
		join(dirname(file), 'chart.svg'),
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="#ffffff"/>\n${panel(form, run)}\n</svg>\n`,
	);
};
