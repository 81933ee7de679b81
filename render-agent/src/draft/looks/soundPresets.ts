/** The looks that voice changers and sound scenes of the apps are heard with, each under a word of ours. */
import type { Ambience, RoomLook, SoundLook, VoiceLook } from '../../timeline/soundLooks';

const pitch = (semitones: number): VoiceLook => ({
	family: 'pitch',
	semitones,
	formant: semitones,
});
const band = (low: number, high: number, drive: number): RoomLook => ({
	family: 'band',
	low,
	high,
	drive,
});
const reverb = (seconds: number, share: number): RoomLook => ({ family: 'reverb', seconds, share });
const echo = (delay: number, decay: number): RoomLook => ({ family: 'echo', delay, decay });
const tone = (bass: number, presence: number, treble: number): RoomLook => ({
	family: 'tone',
	bass,
	presence,
	treble,
});
const ambience = (kind: Ambience): RoomLook => ({ family: 'ambience', kind, level: 0.5 });
const flutter = (hertz: number, depth: number): RoomLook => ({ family: 'flutter', hertz, depth });
const rooms = (...looks: readonly RoomLook[]): RoomLook => ({ family: 'rooms', looks });
const voices = (...looks: readonly VoiceLook[]): VoiceLook => ({ family: 'voices', looks });

const VOICES: Readonly<Record<string, VoiceLook>> = {
	robot: { family: 'robot', hertz: 100, share: 0.9 },
	electric: { family: 'robot', hertz: 190, share: 0.35 },
	crush: { family: 'crush', bits: 6, hertz: 8000 },
	chipmunk: pitch(9),
	child: pitch(6),
	woman: pitch(4),
	man: pitch(-3),
	uncle: pitch(-4),
	monster: pitch(-8),
	granny: voices(pitch(2), { family: 'vibrato', hertz: 6, depth: 0.2 }),
	tremolo: { family: 'tremolo', hertz: 7, depth: 0.8 },
	vibrato: { family: 'vibrato', hertz: 6, depth: 0.5 },
	synth: { family: 'chorus', voices: 4, depth: 0.8 },
	distortion: { family: 'distortion', drive: 0.7 },
};

const ROOMS: Readonly<Record<string, RoomLook>> = {
	phone: band(350, 3200, 0.2),
	walkieTalkie: band(500, 2600, 0.5),
	megaphone: rooms(band(500, 4000, 0.5), echo(0.12, 0.3)),
	radio: rooms(band(250, 5000, 0.15), ambience('hiss')),
	vinyl: rooms(band(150, 6500, 0), flutter(0.55, 0.08), ambience('crackle')),
	lofi: rooms(band(120, 5500, 0.1), flutter(0.7, 0.06)),
	lowBattery: rooms(band(100, 4000, 0.3), flutter(0.9, 0.6)),
	underwater: rooms({ family: 'muffled', high: 500, waver: 0.25 }, reverb(1.5, 0.3)),
	ice: rooms({ family: 'muffled', high: 1200, waver: 0.1 }, reverb(3, 0.4)),
	muffled: { family: 'muffled', high: 700, waver: 0 },
	rain: ambience('rain'),
	wind: ambience('wind'),
	valley: echo(0.6, 0.5),
	cave: reverb(4, 0.6),
	echo: echo(0.32, 0.5),
	church: reverb(5, 0.6),
	hall: reverb(2.5, 0.45),
	stairwell: reverb(2.2, 0.5),
	ethereal: reverb(4, 0.5),
	room: reverb(0.9, 0.35),
	reverb: reverb(2, 0.4),
	bass: tone(12, 0, 0),
	treble: tone(0, 0, 9),
	clear: tone(-3, 5, 4),
	orbit: { family: 'orbit', seconds: 6 },
	wide: { family: 'wide', by: 0.7 },
	memory: rooms(band(200, 6000, 0), reverb(1.5, 0.4)),
};

/** Every sound look by its word. */
export const SOUND_PRESETS: Readonly<Record<string, SoundLook>> = { ...VOICES, ...ROOMS };
