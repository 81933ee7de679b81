import { caption } from '../../support/captions';
import { resized, retimed, withLines } from '../../../render-agent/src/timeline/resized';
import { captionIn } from '../../support/captions';
import {
	assetId,
	canvasOf,
	keyed,
	nested,
	picture,
	RATES,
	timelineOf,
	words,
} from '../../support/timelines';

const big = canvasOf({ width: 1920, height: 1080 });
const timeline = timelineOf(2, {
	canvas: big,
	visuals: [
		picture(assetId('a'), [0, 2], {
			...{ x: 100, y: keyed([0, -50], [1, 50]), scale: 0.5 },
			more: { backdrop: { kind: 'blur', sigma: 40 } },
		}),
		words(captionIn({ height: 60 }, 'text', { wrapAt: 800 }), [0, 1], { layer: 1 }),
	],
});

it('at half the size places, texts, wraps and blurs are half as large, and shares stay', () => {
	const [clip, text] = resized(timeline, withLines(big, 540)).visuals;
	const placement = clip && 'placement' in clip ? clip.placement : undefined;
	expect(placement?.x).toEqual({ kind: 'constant', value: 50 });
	expect(placement?.y).toEqual(keyed([0, -25], [1, 25]));
	expect(placement?.scaleX).toEqual({ kind: 'constant', value: 0.5 });
	expect(clip).toMatchObject({ backdrop: { kind: 'blur', sigma: 20 } });
	expect(text).toMatchObject({ text: { wrapAt: 400, runs: [{ style: { height: 30 } }] } });
});

it('the shorter side gets the lines, and both sides are even', () => {
	expect(withLines(canvasOf({ width: 1080, height: 1920 }), 720)).toMatchObject({
		...{ width: 720, height: 1280 },
	});
	expect(withLines(canvasOf({ width: 1001, height: 555 }), 361)).toMatchObject({
		...{ width: 652, height: 362 },
	});
});

it('at its own size a timeline is itself', () => {
	expect(resized(timeline, big)).toBe(timeline);
});

it('at another rate it is as long as before, to the nearest frame', () => {
	expect(retimed(timeline, RATES['25']).frames).toBe(50);
	expect(retimed(timeline, RATES['29.97']).frames).toBe(60);
	expect(retimed(timelineOf(0.01, {}), RATES['24']).frames).toBe(1);
});

describe('a compound clip', () => {
	const around = timelineOf(2, { canvas: big, visuals: [nested(timeline, [0, 2])] });
	const innerOf = ({ visuals: [clip] }: typeof around) =>
		clip?.kind === 'nested' ? clip.timeline : undefined;

	it('as large as the canvas grows with it, so that its words stay sharp', () => {
		const inner = innerOf(resized(around, withLines(big, 2160)));
		expect(inner?.canvas).toMatchObject({ width: 3840, height: 2160 });
		expect(inner?.visuals[1]).toMatchObject({ text: { runs: [{ style: { height: 120 } }] } });
	});

	it('fits into a canvas of another shape', () => {
		const inner = innerOf(resized(around, canvasOf({ width: 720, height: 1280 })));
		expect(inner?.canvas).toMatchObject({ width: 720, height: 406 });
	});

	it.each([
		[500, 2160, 1000],
		[1000, 540, 500],
		[1000, 4320, 4000],
		// Never larger than it is seen.
		[3000, 2160, 3000],
		[1440, 2160, 2160],
	])('of %d pixels on 1080 lines has for %d lines %d', (side, lines, drawn) => {
		const small = timelineOf(2, {
			canvas: canvasOf({ width: side, height: side }),
			visuals: [words(caption('字'), [0, 2])],
		});
		const other = timelineOf(2, { canvas: big, visuals: [nested(small, [0, 2])] });
		const inner = innerOf(resized(other, withLines(big, lines)));
		expect(inner?.canvas).toMatchObject({ width: drawn, height: drawn });
		const height = (40 * drawn) / side;
		expect(inner?.visuals).toMatchObject([{ text: { runs: [{ style: { height } }] } }]);
	});

	it('has the rate of the output, so that what moves in it moves in every frame', () => {
		const inner = innerOf(retimed(around, RATES['60']));
		expect([inner?.canvas.rate, inner?.frames]).toEqual([RATES['60'], 120]);
	});
});
