import { nearestTime, shownTime } from '../../../render-agent/src/kernel/words';

it('a frame asked for at 3.5 s of 29.97 frames a second is shown as that; a length never as more than it is', () => {
	const begins = (104 * 1001) / 30_000;
	expect([nearestTime(begins), shownTime(begins)]).toEqual(['0:03.5', '0:03.4']);
	expect([nearestTime(59.96), nearestTime(0)]).toEqual(['1:00.0', '0:00.0']);
});
