/** What this machine's ffmpeg cannot do to sounds: taken out of a plan, with a word for each. */
import { heardIn, type SoundPlan } from '../../compile/sound';
import { type Told, toldWithin } from '../../compile/tellWithin';
import type { Diagnostic } from '../../kernel/diagnostic';
import { endOf, type TimeRange } from '../../timeline/range';
import type { SoundChange } from '../../timeline/soundLooks';
import type { Timeline } from '../../timeline/timeline';
import { isFilter, soundSteps } from './soundFilters';

/** The filters that a change lacks; undefined when no filter does what it asks for. */
const lackOf = (change: SoundChange, there: ReadonlySet<string>): readonly string[] | undefined => {
	const needed = soundSteps(change);
	if (needed.length === 0 && change.amount > 0) return undefined;
	return [
		...new Set(
			needed
				.filter(isFilter)
				.map(({ name }) => name)
				.filter((name) => !there.has(name)),
		),
	];
};

/** A sound with its changes. */
interface Changed {
	readonly id: string;
	/** As in `SoundPiece`. */
	readonly within?: string | undefined;
	/** When it is heard. */
	readonly target: TimeRange;
	readonly changes?: readonly SoundChange[] | undefined;
}

const unheard = ({ id, within, target }: Changed, lack: readonly string[]): Told => ({
	code: 'AUDIO_EFFECT_IGNORED',
	...{ segment: id, ...(within !== undefined && { within }) },
	...{ start: target.start, end: endOf(target) },
	text:
		lack.length === 0
			? { zh: '此音频效果尚不支持，未应用', en: 'this audio effect is not rendered' }
			: {
					zh: `音频效果未应用：本机的 ffmpeg 缺少滤镜 ${lack.join('、')}`,
					en: `an audio effect is not applied: the ffmpeg of this machine lacks the filters ${lack.join(', ')}`,
				},
});

/** The changes of a sound that can be made, and a word for each other. */
const split = (
	sound: Changed,
	there: ReadonlySet<string>,
): { readonly heard: readonly SoundChange[]; readonly diagnostics: readonly Told[] } => {
	const all = (sound.changes ?? []).map((change) => ({ change, lack: lackOf(change, there) }));
	const isHeard = ({ lack }: (typeof all)[number]): boolean => lack?.length === 0;
	return {
		heard: all.filter(isHeard).map(({ change }) => change),
		diagnostics: all.filter((one) => !isHeard(one)).map(({ lack = [] }) => unheard(sound, lack)),
	};
};

/** The plan with only those changes that the filters `there` can make, and what was left out. */
export const withoutUnheard = (
	plan: SoundPlan,
	there: ReadonlySet<string>,
): { readonly plan: SoundPlan; readonly diagnostics: readonly Diagnostic[] } => {
	const all = plan.pieces.map((piece) => {
		if (!piece.changes) return { piece, diagnostics: [] };
		const { id, within, changes } = piece;
		const { heard, diagnostics } = split({ id, within, target: heardIn(piece), changes }, there);
		return { piece: { ...piece, changes: heard }, diagnostics };
	});
	return {
		plan: { ...plan, pieces: all.map(({ piece }) => piece) },
		diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
	};
};

/** What of a timeline's sounds the filters `there` cannot do, before there is a plan. */
export const unheardIn = (timeline: Timeline, there: ReadonlySet<string>): readonly Told[] => [
	...timeline.sounds.flatMap((sound) => split(sound, there).diagnostics),
	...toldWithin(timeline, (inner) => unheardIn(inner, there)),
];
