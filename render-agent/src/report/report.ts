/** The report of a render: what was used, what is exact, what is near, what is missing. Plain JSON, without paths. */
import type { RenderPlan } from '../compile/plan';
import type { Diagnostic } from '../kernel/diagnostic';
import { toSeconds } from '../kernel/units';
import type { Made } from '../render/renderPlan';
import type { Tools } from '../render/tools';
import type { AssetFacts, AssetId } from '../timeline/asset';
import type { Timeline } from '../timeline/timeline';

/** What a report is made from. */
export interface Reported {
	readonly timeline: Timeline;
	readonly plan: RenderPlan;
	readonly diagnostics: readonly Diagnostic[];
	readonly made: Made;
	readonly tools: Tools;
	readonly assets: ReadonlyMap<AssetId, AssetFacts>;
	/** How long it all took. */
	readonly milliseconds: number;
}

const counted = (timeline: Timeline): Readonly<Record<string, number>> => {
	const counts: Record<string, number> = {
		sounds: timeline.sounds.length,
		transitions: timeline.transitions.length,
	};
	for (const { kind } of timeline.visuals) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
};

/** The report, in the words of the wire: lengths in seconds, sizes in bytes. */
export const reportOf = ({
	timeline,
	plan,
	diagnostics,
	made,
	tools,
	assets,
	milliseconds,
}: Reported): Readonly<Record<string, unknown>> => {
	const { width, height, rate } = timeline.canvas;
	const duration = (made.frames * rate.den) / rate.num;
	return {
		video: {
			width,
			height,
			fps: rate.num / rate.den,
			frames: made.frames,
			duration,
			bytes: made.bytes,
			sha256: made.sha256,
		},
		encoding: plan.chunks[0]?.encoding ?? null,
		chunks: plan.chunks.map(({ first, count }) => ({ first, count })),
		timeline: counted(timeline),
		assets: timeline.assets.map(({ id, label, use }) => {
			const facts = assets.get(id);
			return {
				label,
				use,
				there: facts !== undefined,
				...(facts && { sha256: facts.sha256 }),
				...(facts?.picture && {
					picture: {
						width: facts.picture.width,
						height: facts.picture.height,
						codec: facts.picture.codec,
					},
				}),
				...(facts?.sound && {
					sound: { codec: facts.sound.codec, seconds: toSeconds(facts.sound.duration) },
				}),
			};
		}),
		sound: { pieces: plan.sound.pieces.length, peak: made.peak },
		warnings: diagnostics.map(({ code, segment, track, start, end, text }) => ({
			code,
			segment: segment ?? null,
			track: track ?? null,
			start: start === undefined ? null : toSeconds(start),
			end: end === undefined ? null : toSeconds(end),
			text,
		})),
		ffmpeg: { version: tools.version, origin: tools.origin },
		seconds: milliseconds / 1000,
		times_real_time: milliseconds > 0 ? duration / (milliseconds / 1000) : null,
	};
};
