/** Takes out of a sound plan what this machine's ffmpeg cannot do, with a word for each. */
import type { SoundPlan } from '../../compile/sound';
import type { SoundPiece } from '../../compile/soundPiece';
import type { Diagnostic } from '../../kernel/diagnostic';
import { plus } from '../../kernel/units';
import type { SoundChange } from '../../timeline/soundLooks';
import { soundFilters } from './soundFilters';

/** The filters that a change lacks; undefined when no filter does what it asks for. */
const lackOf = (change: SoundChange, there: ReadonlySet<string>): readonly string[] | undefined => {
	const needed = soundFilters(change);
	if (needed.length === 0 && change.amount > 0) return undefined;
	return [...new Set(needed.map(({ name }) => name).filter((name) => !there.has(name)))];
};

const unheard = ({ id, paced: { target } }: SoundPiece, lack: readonly string[]): Diagnostic => ({
	code: 'AUDIO_EFFECT_IGNORED',
	segment: id,
	start: target.start,
	end: plus(target.start, target.duration),
	text:
		lack.length === 0
			? { zh: '此音频效果尚不支持，未应用', en: 'this audio effect is not rendered' }
			: {
					zh: `音频效果未应用：本机的 ffmpeg 缺少滤镜 ${lack.join('、')}`,
					en: `an audio effect is not applied: the ffmpeg of this machine lacks the filters ${lack.join(', ')}`,
				},
});

/** The plan with only those changes that the filters `there` can make, and what was left out. */
export const withoutUnheard = (
	plan: SoundPlan,
	there: ReadonlySet<string>,
): { readonly plan: SoundPlan; readonly diagnostics: readonly Diagnostic[] } => {
	const diagnostics: Diagnostic[] = [];
	const pieces = plan.pieces.map((piece) => {
		if (!piece.changes) return piece;
		const changes = piece.changes.filter((change) => {
			const lack = lackOf(change, there);
			if (lack?.length === 0) return true;
			diagnostics.push(unheard(piece, lack ?? []));
			return false;
		});
		return { ...piece, changes };
	});
	return { plan: { ...plan, pieces }, diagnostics };
};
