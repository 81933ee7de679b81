/** What a report says a voice effect is heard as. */
import { SOUNDS } from '../../../render-agent/src/draft/looks/heardLooks';
import { soundName } from '../../../render-agent/src/draft/looks/soundNames';
import { SOUND_PRESETS } from '../../../render-agent/src/draft/looks/soundPresets';
import { audioTrack, draftOf, extra, read, sound } from '../../support/drafts';

const saidOf = (name: string): readonly string[] =>
	read(draftOf(audioTrack(sound('a', [0, 1], extra('audio_effects', { name }))))).diagnostics.map(
		({ text }) => (typeof text === 'string' ? text : text.en),
	);

it.each([
	['大叔', /^audio effect “大叔” is heard as a voice \d+ semitones lower/],
	['萝莉', /^audio effect “萝莉” is heard as a voice \d+ semitones higher/],
	['机器人', /^audio effect “机器人” is heard as a robot voice/],
	['水下', /is heard as a muffled sound/],
])('%s is told as what it is heard as', (name, said) => {
	const [line = ''] = saidOf(name);
	expect(line).toMatch(said);
	expect(line).toMatch(/, which is only near to it$/);
});

it('every preset has a name in both languages', () => {
	expect(SOUNDS.catalogs.length).toBeGreaterThan(0);
	for (const look of Object.values(SOUND_PRESETS)) {
		const { zh, en } = soundName(look);
		expect([zh, en].every((word) => word !== '')).toBe(true);
		expect(zh).not.toMatch(/[a-z]/);
		expect(en).toMatch(/^[ -~]+$/);
	}
});
