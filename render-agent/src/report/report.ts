/** The report of a render: what was used, what is exact, what is near, what is missing. Plain JSON, without paths. */
import { directOf } from '../compile/direct';
import type { RenderPlan } from '../compile/plan';
import type { Diagnostic } from '../kernel/diagnostic';
import { toSeconds } from '../kernel/units';
import { qualityReportOf } from './quality';
import type { Made } from '../render/renderPlan';
import type { Tools } from '../render/tools';
import type { AssetFacts, AssetId } from '../timeline/asset';
import { type Element, elementsWith } from '../timeline/element';
import type { Timeline } from '../timeline/timeline';
import { fidelityOf } from './fidelity';
import type { Report } from './shape';

/** What a report is made from. */
export interface Reported {
	readonly timeline: Timeline;
	readonly plan: RenderPlan;
	/** Everything in the draft. */
	readonly elements: readonly Element[];
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

const assetsOf = ({ timeline, assets }: Reported): Report['assets'] =>
	timeline.assets.map(({ id, label, title, use }) => {
		const facts = assets.get(id);
		const picture = facts?.picture;
		const sound = facts?.sound;
		return {
			label,
			...(title !== undefined && { title }),
			use,
			there: facts !== undefined,
			...(facts && { sha256: facts.sha256 }),
			...(picture && {
				picture: { width: picture.width, height: picture.height, codec: picture.codec },
			}),
			...(sound && { sound: { codec: sound.codec, seconds: toSeconds(sound.duration) } }),
		};
	});

const warningsOf = ({ diagnostics }: Reported): Report['warnings'] =>
	diagnostics.map(({ code, segment, track, start, end, text }) => ({
		code,
		segment: segment ?? null,
		track: track ?? null,
		start: start === undefined ? null : toSeconds(start),
		end: end === undefined ? null : toSeconds(end),
		text,
	}));

/** The report, in the words of the wire: lengths in seconds, sizes in bytes. */
export const reportOf = (reported: Reported): Report => {
	const { timeline, plan, made, tools, milliseconds } = reported;
	const { width, height, rate } = timeline.canvas;
	const { frames, bytes, sha256, reusedFrames } = made;
	const duration = (frames * rate.den) / rate.num;
	return {
		fidelity: fidelityOf(elementsWith(reported.elements, reported.assets), reported.diagnostics),
		video: { width, height, fps: rate.num / rate.den, frames, duration, bytes, sha256 },
		encoding: plan.chunks[0]?.encoding ?? null,
		encoder: made.encoder,
		chunks: plan.chunks.map((chunk, index) => ({
			...{ first: chunk.first, count: chunk.count, drawn: directOf(chunk) === undefined },
			copied: made.chunks[index]?.copied === true,
			reused: made.chunks[index]?.reused === true,
		})),
		reused_frames: reusedFrames,
		timeline: counted(timeline),
		assets: assetsOf(reported),
		sound: { pieces: plan.sound.pieces.length, peak: made.quality.sound.peak },
		quality: qualityReportOf(made.quality, plan.sound.loudness, reported.diagnostics),
		warnings: warningsOf(reported),
		ffmpeg: { version: tools.version, origin: tools.origin },
		seconds: milliseconds / 1000,
		times_real_time: milliseconds > 0 ? duration / (milliseconds / 1000) : null,
	};
};
