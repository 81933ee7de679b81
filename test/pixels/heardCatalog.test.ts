/** Every entry of the voice and scene lists is heard: it changes the sound and leaves something of it, or is named as not heard. */
import rooms from '../../render-agent/src/draft/catalog/rooms.json';
import voices from '../../render-agent/src/draft/catalog/voices.json';
import { type SoundStep, soundSteps } from '../../render-agent/src/render/sound/soundFilters';
import { voiceLookOf } from '../../render-agent/src/draft/looks/heardLooks';
import { audioTrack, codesOf, extra, sound } from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { changedSamples } from '../support/heldSound';
import { levelOf } from '../support/samples';

/** A line of a list is `id effect-id|name|…`. */
const ENTRIES = [...voices, ...rooms].map((line) => {
	const [ids = '', name = ''] = line.split('|');
	const [resourceId = '', effectId = ''] = ids.split(' ');
	return { resourceId, effectId, name };
});

const SECOND = 48_000;

/** A second like a voice: three tones that come and go, other ones on the right. */
const DRY = Float32Array.from({ length: SECOND * 2 }, (_, i) => {
	const time = (i >> 1) / SECOND;
	const swell = 0.5 + 0.5 * Math.sin(2 * Math.PI * 3 * time);
	const tones = i % 2 === 0 ? [210, 630, 2100] : [180, 900, 4200];
	return tones.reduce((sum, hertz) => sum + 0.1 * swell * Math.sin(2 * Math.PI * hertz * time), 0);
});

it('every entry that has a look changes the sound and is told of; every other is named', async () => {
	const checked = new Map<string, string>();
	let unheard = 0;
	for (const { resourceId, effectId, name } of ENTRIES) {
		const found = voiceLookOf({ resourceId, effectId, name });
		const entry = { name, resource_id: resourceId };
		const [code] = codesOf(audioTrack(sound('m', [0, 1], extra('audio_effects', entry))));
		expect({ name, code }).toEqual({
			name,
			code: found ? 'AUDIO_EFFECT_APPROXIMATED' : 'AUDIO_EFFECT_IGNORED',
		});
		if (!found) unheard++;
		else checked.set(JSON.stringify(soundSteps({ look: found.look, amount: 1 })), name);
	}
	for (const [steps, name] of checked) {
		const wet = await changedSamples(DRY, JSON.parse(steps) as readonly SoundStep[], ffmpegPath());
		const differs = DRY.map((sample, i) => (wet[i] ?? 0) - sample);
		expect({ name, changed: levelOf(differs) > -40, heard: levelOf(wet) > -45 }).toEqual({
			...{ name, changed: true, heard: true },
		});
	}
	expect(ENTRIES.length).toBeGreaterThan(60);
	expect(unheard / ENTRIES.length).toBeLessThan(0.3);
});
