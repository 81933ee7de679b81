/** Sound that is cut out of the middle of a compressed file: its first samples need what lies before them. */
import { between } from '../support/samples';
import { made, mixed, openStudio } from '../support/studio';
import { sound, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const studio = openStudio();
afterAll(() => {
	studio.close();
});

it('a compressed file cut anywhere sounds from its first sample on as it does played from the start', async () => {
	const sweep = made("aevalsrc='0.3*sin(2*PI*(200*t+150*t*t))':s=48000:d=4");
	for (const [name, ...codec] of [
		['sweep.m4a', '-c:a', 'aac', '-b:a', '96k'],
		['sweep.mp3', '-c:a', 'libmp3lame', '-b:a', '64k'],
		['sweep.opus', '-c:a', 'libopus', '-b:a', '64k'],
	]) {
		const file = await studio.make(name ?? '', ...sweep, ...codec);
		const whole = (await mixed(timelineOf(4, { sounds: [sound(file, [0, 4])] }), studio)).left;
		for (const from of [0.1, 1.5, 3.25]) {
			const sounds = [sound(file, [0, 0.25], { source: [from, from + 0.25] })];
			const { left } = await mixed(timelineOf(1, { sounds }), studio);
			const wanted = between(whole, from, from + 0.25);
			const off = between(left, 0, 0.25).map((sample, at) => sample - (wanted[at] ?? 0));
			expect([name, from, off.every((sample) => Math.abs(sample) < 0.005)]).toEqual([
				name,
				from,
				true,
			]);
		}
	}
});

it('a clip that begins behind the end of its sound is silent, and no fault', async () => {
	const file = await studio.make('short.m4a', ...made('sine=d=1'), '-c:a', 'aac');
	const sounds = [sound(file, [0, 1], { source: [1.5, 2.5] })];
	const { left } = await mixed(timelineOf(1, { sounds }), studio);
	expect(left.samples.every((sample) => sample === 0)).toBe(true);
});
