/** What the looks of sounds are called in the words of a report. */
import type { Bilingual } from '../../kernel/words';
import type { Ambience, SoundLook } from '../../timeline/soundLooks';

const said = (zh: string, en: string): Bilingual => ({ zh, en });

const AMBIENCES: Readonly<Record<Ambience, Bilingual>> = {
	rain: said('雨声', 'rain'),
	wind: said('风声', 'wind'),
	crackle: said('噼啪声', 'a crackle'),
	hiss: said('嘶声', 'a hiss'),
};

type Plain = Exclude<SoundLook['family'], 'pitch' | 'ambience' | 'voices' | 'rooms'>;

const NAMES: Readonly<Record<Plain, Bilingual>> = {
	robot: said('机器人声', 'a robot voice'),
	tuned: said('自动修音', 'a tuned voice'),
	tremolo: said('音量颤动', 'a beating loudness'),
	vibrato: said('音高颤动', 'a wavering pitch'),
	chorus: said('合唱', 'a chorus'),
	distortion: said('过载失真', 'overdrive'),
	crush: said('低比特音', 'few bits and samples'),
	echo: said('回声', 'an echo'),
	reverb: said('混响', 'a hall'),
	band: said('窄频带（电话、喇叭）', 'a narrow band, as of a telephone or loudspeaker'),
	muffled: said('闷声', 'a muffled sound'),
	tone: said('音色调整', 'another balance of low and high'),
	orbit: said('左右环绕', 'a sound that wanders from ear to ear'),
	balance: said('声道平衡', 'another balance of the sides'),
	pan: said('声像偏移', 'a sound moved to one side'),
	wide: said('声场加宽', 'wider sides'),
	flutter: said('转速抖动', 'the flutter of a tape'),
};

/** How much higher or lower a voice is. */
const pitchName = (semitones: number): Bilingual => {
	const by = String(Math.abs(Math.round(semitones * 10) / 10));
	const unit = by === '1' ? 'semitone' : 'semitones';
	return semitones < 0
		? said(`低 ${by} 个半音的声音`, `a voice ${by} ${unit} lower`)
		: said(`高 ${by} 个半音的声音`, `a voice ${by} ${unit} higher`);
};

const namesIn = (look: SoundLook): readonly Bilingual[] => {
	switch (look.family) {
		case 'voices':
		case 'rooms':
			return look.looks.flatMap(namesIn);
		case 'pitch':
			return [pitchName(look.semitones)];
		case 'ambience':
			return [AMBIENCES[look.kind]];
		default:
			return [NAMES[look.family]];
	}
};

/** What a look of a sound is called; of several together, all of them, each once. */
export const soundName = (look: SoundLook): Bilingual => {
	const names = [...new Map(namesIn(look).map((name) => [name.en, name])).values()];
	const before = names.slice(0, -1).map(({ en }) => en);
	const last = names.at(-1)?.en ?? '';
	return {
		zh: names.map(({ zh }) => zh).join('、'),
		en: before.length === 0 ? last : `${before.join(', ')} and ${last}`,
	};
};
