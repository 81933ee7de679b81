import { cuesOf, srtOf, vttOf } from '../../../render-agent/src/compile/captions';
import { renderOptions } from '../../../render-agent/src/config/options';
import { wanted } from '../../../render-agent/src/jobs/wanted';
import { caption } from '../../support/captions';
import { fill, keyed, nested, rgb, timelineOf, words } from '../../support/timelines';

const timeline = timelineOf(5, {
	visuals: [
		fill(rgb(1, 0, 0), [0, 5]),
		words(caption('late, <b>&\n\n 第二行 '), [3.5, 9], { layer: 2 }),
		words(caption('  \n '), [0, 1], { layer: 3 }),
		words(caption('never seen'), [0, 1], { layer: 3, opacity: 0 }),
		words(caption('first'), [0.25, 1.5], { layer: 1 }),
	],
});

describe('the words of a timeline', () => {
	it('become an SRT file: in order, within the video, without lines that would end a cue', () => {
		expect(srtOf(cuesOf(timeline))).toBe(
			[
				'1\n00:00:00,250 --> 00:00:01,500\nfirst\n',
				'2\n00:00:03,500 --> 00:00:05,000\nlate, <\u2060b>&\n第二行\n',
			].join('\n'),
		);
	});

	it('leave out captions that keyframes keep invisible, and no other', () => {
		const faded = (said: string, first: number, last: number) => {
			const plain = words(caption(said), [0, 2]);
			const opacity = keyed([0, first], [2, last]);
			return { ...plain, placement: { ...plain.placement, opacity } };
		};
		const visuals = [faded('never', 0, 0), faded('comes', 0, 1)];
		expect(cuesOf(timelineOf(2, { visuals })).map(({ lines }) => lines)).toEqual([['comes']]);
	});

	it.each([
		['a --> b', 'a --\u2060> b'],
		['{\\an8}top', '{\u2060\\an8}top'],
		['</i> <FONT>', '<\u2060/i> <\u2060FONT>'],
		['1 < 2 > {0} -- <3', '1 < 2 > {0} -- <3'],
	])('keep %j in an SRT file as words: %j', (said, written) => {
		const cues = cuesOf(timelineOf(1, { visuals: [words(caption(said), [0, 1])] }));
		expect(srtOf(cues)).toBe(`1\n00:00:00,000 --> 00:00:01,000\n${written}\n`);
	});

	it('become a WebVTT file with its signs escaped', () => {
		expect(vttOf(cuesOf(timeline))).toBe(
			[
				'WEBVTT\n',
				'00:00:00.250 --> 00:00:01.500\nfirst\n',
				'00:00:03.500 --> 00:00:05.000\nlate, &lt;b&gt;&amp;\n第二行\n',
			].join('\n'),
		);
	});

	it('of a compound clip are told where it plays, at its speed and from its end when reversed', () => {
		const inner = timelineOf(4, { visuals: [words(caption('within'), [1, 2])] });
		const fast = nested(inner, [10, 12], { source: [0, 4] });
		const times = (clip: typeof fast): readonly number[] =>
			cuesOf(timelineOf(20, { visuals: [clip] })).flatMap(({ range }) => [
				range.start / 1e6,
				range.duration / 1e6,
			]);
		expect(times(fast)).toEqual([10.5, 0.5]);
		expect(times({ ...fast, reversed: true })).toEqual([11, 0.5]);
		expect(times(nested(inner, [10, 11], { source: [1.5, 2.5] }))).toEqual([10, 0.5]);
		expect(times(nested(inner, [10, 11], { source: [2, 3] }))).toEqual([]);
	});

	it.each([
		['burn', 2],
		['both', 2],
		['sidecar', 0],
		['none', 0],
	] as const)('stay in the picture or go: %s', (captions, count) => {
		const options = renderOptions.parse({ captions });
		const all = timelineOf(5, {
			visuals: [words(caption('a'), [0, 1]), nested(timeline, [0, 5], { layer: 1 })],
		});
		const texts = ({ visuals }: typeof all): number =>
			visuals.filter(({ kind }) => kind === 'text').length;
		const [outer, inner] = [wanted(all, options), wanted(timeline, options)];
		expect(texts(outer) + Math.min(1, texts(inner))).toBe(count);
		const compound = outer.visuals.find(({ kind }) => kind === 'nested');
		if (compound?.kind !== 'nested') throw new RangeError('the compound clip is gone');
		expect(texts(compound.timeline) > 0).toBe(count > 0);
	});
});
