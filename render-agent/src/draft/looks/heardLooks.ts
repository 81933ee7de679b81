/** Gives voice changers and sound scenes of drafts a look that is heard: by the words of the name. */
import type { RoomLook, SoundLook, VoiceLook } from '../../timeline/soundLooks';

const pitch = (semitones: number): VoiceLook => ({
	family: 'pitch',
	semitones,
	formant: semitones,
});
const band = (low: number, high: number, drive: number): RoomLook => ({
	...{ family: 'band', low, high, drive },
});
const reverb = (seconds: number, share: number): RoomLook => ({ family: 'reverb', seconds, share });
const echo = (delay: number, decay: number): RoomLook => ({ family: 'echo', delay, decay });
const tone = (bass: number, presence: number, treble: number): RoomLook => ({
	...{ family: 'tone', bass, presence, treble },
});
const ambience = (kind: Extract<RoomLook, { family: 'ambience' }>['kind']): RoomLook => ({
	...{ family: 'ambience', kind, level: 0.5 },
});
const rooms = (...looks: readonly RoomLook[]): RoomLook => ({ family: 'rooms', looks });
const voices = (...looks: readonly VoiceLook[]): VoiceLook => ({ family: 'voices', looks });

/** What words of a name mean, the more telling ones first. */
const RULES: readonly (readonly [words: RegExp, look: SoundLook])[] = [
	[/机器人|语音助手|robot|android|vocoder/i, { family: 'robot', hertz: 100, share: 0.9 }],
	[/8\s*-?bit|像素|游戏机/i, { family: 'crush', bits: 6, hertz: 8000 }],
	[/花栗鼠|蚊子|氦气|chipmunk|squirrel|helium|mosquito/i, pitch(9)],
	[/怪物|恶魔|地狱|魔鬼|monster|demon|hell/i, pitch(-8)],
	[/大叔|叔|低沉|深邃|熊|deep|uncle|bear|giant/i, pitch(-4)],
	[/男生|小哥|male voice|^male|man$|guy/i, pitch(-3)],
	[/萝莉|夹子|小孩|精灵|姜饼|娃娃|宝宝|loli|kid|child|elf|baby/i, pitch(6)],
	[/女生|姐姐|女声|female|woman|girl/i, pitch(4)],
	[/老婆婆|奶奶|granny|old woman/i, voices(pitch(2), { family: 'vibrato', hertz: 6, depth: 0.2 })],
	[/电话|phone/i, band(350, 3200, 0.2)],
	[/对讲机|walkie/i, band(500, 2600, 0.5)],
	[/喇叭|扩音|megaphone|loudspeaker/i, rooms(band(500, 4000, 0.5), echo(0.12, 0.3))],
	[/收音机|电台|广播|电视|radio|broadcast|tv/i, rooms(band(250, 5000, 0.15), ambience('hiss'))],
	[
		/黑胶|留声机|唱片|vinyl|gramophone|record/i,
		rooms(band(150, 6500, 0), { family: 'flutter', hertz: 0.55, depth: 0.08 }, ambience('crackle')),
	],
	[/低保真|lo-?fi/i, rooms(band(120, 5500, 0.1), { family: 'flutter', hertz: 0.7, depth: 0.06 })],
	[/没电|low battery/i, rooms(band(100, 4000, 0.3), { family: 'flutter', hertz: 0.9, depth: 0.6 })],
	[
		/深海|水下|海底|underwater|deep sea/i,
		rooms({ family: 'muffled', high: 500, waver: 0.25 }, reverb(1.5, 0.3)),
	],
	[/冰川|glacier/i, rooms({ family: 'muffled', high: 1200, waver: 0.1 }, reverb(3, 0.4))],
	[/捂嘴|闷|muffled|behind/i, { family: 'muffled', high: 700, waver: 0 }],
	[/下雨|rain/i, ambience('rain')],
	[/刮风|沙漠|wind|desert/i, ambience('wind')],
	[/颤抖|tremolo/i, { family: 'tremolo', hertz: 7, depth: 0.8 }],
	[/颤音|vibrato/i, { family: 'vibrato', hertz: 6, depth: 0.5 }],
	[/autotune|电音|auto-?tune/i, { family: 'robot', hertz: 190, share: 0.35 }],
	[/合成器|迷幻|synth|psychedelic/i, { family: 'chorus', voices: 4, depth: 0.8 }],
	[/失真|distort/i, { family: 'distortion', drive: 0.7 }],
	[/空谷|山谷|valley|canyon/i, echo(0.6, 0.5)],
	[/山洞|洞穴|管道|cave|pipe|tunnel/i, reverb(4, 0.6)],
	[/回声|回音|延迟|echo|delay/i, echo(0.32, 0.5)],
	[/教堂|大教堂|church|cathedral/i, reverb(5, 0.6)],
	[/音乐厅|演唱会|百老汇|livehouse|派对|concert|hall|broadway|theater/i, reverb(2.5, 0.45)],
	[/停车场|楼道|garage|stairwell|corridor/i, reverb(2.2, 0.5)],
	[/超级混响|空灵|冥想|言灵|神|reverb|ethereal|meditation/i, reverb(4, 0.5)],
	[/浴室|教室|房间|舞台|豪宅|麦霸|bath|room|stage|karaoke/i, reverb(0.9, 0.35)],
	[/混响|恐怖|reverb|horror/i, reverb(2, 0.4)],
	[/超重低音|低音|bass/i, tone(12, 0, 0)],
	[/高音|treble/i, tone(0, 0, 9)],
	[/增强|清澈|高解析|enhance|clear|crisp/i, tone(-3, 5, 4)],
	[/环绕|360|3d|surround/i, { family: 'orbit', seconds: 6 }],
	[/立体声|宽阔|全景|stereo|wide/i, { family: 'wide', by: 0.7 }],
	[/回忆|memory/i, rooms(band(200, 6000, 0), reverb(1.5, 0.4))],
];

/** The look of a voice changer or scene; undefined when its name does not tell how it sounds. */
export const heardLookOf = (name: string): SoundLook | undefined =>
	RULES.find(([words]) => words.test(name))?.[1];
