import { type JobView, lineOf, secondsOf } from '../../../scripts/demo/job';

const JOB: JobView = {
	status: 'processing',
	progress: 50,
	phase: 'render',
	phase_text: 'Rendering the video',
	frames_done: 100,
	frames_total: 360,
	video_url: '',
	created_at: '2026-11-23T08:27:28.500000',
	completed_at: null,
	warnings: [],
};

it('the bar is as full as the job is far', () => {
	expect(lineOf(JOB)).toBe(
		`${'█'.repeat(16)}${'░'.repeat(16)}  50 %  Rendering the video  100/360 frames`,
	);
});

it('frames are not named before they are counted', () => {
	const early = { ...JOB, progress: 0, phase_text: 'Reading the draft', frames_total: null };
	expect(lineOf(early)).toBe(`${'░'.repeat(32)}   0 %  Reading the draft`);
});

it('a job has taken the time from its submission to its end', () => {
	expect(secondsOf(JOB)).toBeUndefined();
	expect(secondsOf({ ...JOB, completed_at: '2026-11-23T08:27:38.000000' })).toBe(9.5);
});
