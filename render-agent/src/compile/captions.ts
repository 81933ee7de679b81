/** The words of a timeline as cues, and cues as the text of SRT and WebVTT files. Pure. */
import { type Microseconds, microseconds, startOf } from '../kernel/units';
import { extremes } from '../timeline/curve';
import { outerRange } from '../timeline/nested';
import { intersection, endOf, rangeBetween, type TimeRange } from '../timeline/range';
import type { TextClip, Timeline } from '../timeline/timeline';

/** Words that are on screen for a while. */
export interface Cue {
	readonly range: TimeRange;
	/** Lines without blank ones between them: those would end the cue in a file. */
	readonly lines: readonly string[];
}

const linesOf = ({ text }: TextClip): readonly string[] =>
	text.runs
		.map((run) => run.text)
		.join('')
		.split(/\r\n|\r|\n/)
		.map((line) => line.trim())
		.filter((line) => line !== '');

const isNeverSeen = ({ placement: { opacity } }: TextClip): boolean => extremes(opacity).most <= 0;

const ownCues = (timeline: Timeline): readonly Cue[] =>
	timeline.visuals.flatMap((clip): readonly Cue[] => {
		if (clip.kind === 'text') {
			const lines = isNeverSeen(clip) ? [] : linesOf(clip);
			return lines.length === 0 ? [] : [{ range: clip.target, lines }];
		}
		if (clip.kind !== 'nested') return [];
		return ownCues(clip.timeline).flatMap(({ range, lines }) => {
			const outer = outerRange(clip, range);
			return outer ? [{ range: outer, lines }] : [];
		});
	});

/** All words of the text tracks, those of compound clips too, within the length of the video; ascending by start. */
export const cuesOf = (timeline: Timeline): readonly Cue[] => {
	const whole = rangeBetween(microseconds(0), startOf(timeline.frames, timeline.canvas.rate));
	return ownCues(timeline)
		.flatMap(({ range, lines }) => {
			const seen = intersection(range, whole);
			return seen ? [{ range: seen, lines }] : [];
		})
		.sort((a, b) => a.range.start - b.range.start);
};

const padded = (value: number, length: number): string => String(value).padStart(length, '0');

/** Hours, minutes, seconds and milliseconds. */
const clock = (time: Microseconds, point: ',' | '.'): string => {
	const milliseconds = Math.floor(time / 1000);
	const seconds = Math.floor(milliseconds / 1000);
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	return `${parts.map((part) => padded(part, 2)).join(':')}${point}${padded(milliseconds % 1000, 3)}`;
};

const timesOf = ({ range }: Cue, point: ',' | '.'): string =>
	`${clock(range.start, point)} --> ${clock(endOf(range), point)}`;

/**
 * What players of SRT take for something else than words: the arrow of a cue's times, tags, and the braces of ASS. SRT has no
 * way to write them otherwise.
 */
const TAKEN = /--(?=>)|<(?=[/a-z!?])|\{(?=\\)/gi;
/** U+2060: a sign without width or ink, at which no line breaks. */
const JOINER = '\u2060';

/** The text of an SRT file (UTF-8). Words are those of the draft; what is no word to players is parted by a sign that nobody sees. */
export const srtOf = (cues: readonly Cue[]): string =>
	cues
		.map((cue, i) => {
			const text = cue.lines.join('\n').replace(TAKEN, (sign) => sign + JOINER);
			return `${String(i + 1)}\n${timesOf(cue, ',')}\n${text}\n`;
		})
		.join('\n');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The text of a WebVTT file. */
export const vttOf = (cues: readonly Cue[]): string =>
	['WEBVTT\n']
		.concat(
			cues.map((cue) => {
				const text = cue.lines.join('\n').replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
				return `${timesOf(cue, '.')}\n${text}\n`;
			}),
		)
		.join('\n');
