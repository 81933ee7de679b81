import { readHere } from '../../../render-agent/src/jobs/readTimeline';
import { SECOND } from '../../../render-agent/src/kernel/units';
import { assetTimeAt } from '../../../render-agent/src/timeline/tempo';
import type { PictureClip, Timeline } from '../../../render-agent/src/timeline/timeline';
import { draftOf } from '../../../scripts/bench/draft';
import { type Form, type Name, NAMES, timelineOf } from '../../../scripts/bench/timelines';

const FORMS: readonly Form[] = ['full', 'small'];

const readBack = (name: Name, form: Form): ReturnType<typeof readHere> =>
	readHere({
		text: Buffer.from(JSON.stringify(draftOf(timelineOf(name, form), '/media'))),
	});

const pictures = ({ visuals }: Timeline): readonly PictureClip[] =>
	visuals.filter((clip): clip is PictureClip => clip.kind === 'picture');

describe('the benchmark’s timelines as drafts', () => {
	it.each(FORMS)('are read without a warning, frame for frame, in the %s form', (form) => {
		for (const name of NAMES) {
			const wanted = timelineOf(name, form);
			const { timeline, diagnostics } = readBack(name, form);
			// The editor's own transitions are nearly, not exactly, the plain push and iris.
			const others = diagnostics.filter(({ code }) => code !== 'TRANSITION_APPROXIMATED');
			expect({ name, others }).toEqual({ name, others: [] });
			expect({ name, frames: timeline.frames }).toEqual({ name, frames: wanted.frames });
			expect(timeline.sounds).toHaveLength(wanted.audio.length);
			expect(timeline.visuals.filter(({ kind }) => kind === 'text')).toHaveLength(
				wanted.captions?.count ?? 0,
			);
		}
	});

	it('have a transition in the middle of each overlap', () => {
		const { transitions } = readBack('T6', 'full').timeline;
		expect(transitions.map(({ cut, duration }) => [cut, duration])).toEqual(
			[232.5, 517.5, 742.5].map((frame) => [(frame * SECOND) / 30, SECOND / 2]),
		);
		expect(transitions.map(({ look }) => look.family)).toEqual(['push', 'dissolve', 'iris']);
	});

	it('run a speed curve as far as its integral, within a frame', () => {
		const ramped = pictures(readBack('T6', 'full').timeline)[2];
		if (!ramped) throw new RangeError('T6 has four clips');
		// Half to three times within 120 frames, back to once within 120: 210 and 240 frames of the file.
		const turn = assetTimeAt(ramped, (112.5 / 30) * SECOND);
		expect(turn / SECOND).toBeCloseTo(210 / 30, 2);
		const whole = 450 / 30 - (7.5 * (1 + 1.125 / 1)) / 2 / 30;
		expect(assetTimeAt(ramped, ramped.target.duration) / SECOND).toBeCloseTo(whole, 1);
	});

	it('give a blurred ground to the clip above it', () => {
		const [only, ...others] = pictures(readBack('T5', 'full').timeline);
		expect(others).toEqual([]);
		expect(only?.backdrop).toEqual({ kind: 'blur', sigma: expect.closeTo(20, 5) as number });
	});
});
