/** Draws the frames of a chunk one after another and hands each to whoever encodes it. */
import { Painter } from '../compose/paint';
import { bytesOf, givePlanes, takePlanes } from '../compose/surface';
import { type Frames, frames, plus } from '../kernel/units';
import type { ChunkPlan } from '../timeline/scene';
import { readLetterPictures } from './letterPictures';
import { readCubes } from './lutFiles';
import type { Shown } from './quality/frameMeter';
import { areUnseen, witnessFinder } from './quality/witness';
import { SceneReader, type SceneWorld } from './sceneReader';

/**
 * Takes the frames of a chunk in order, as raw yuv420p in linear memory, with what is known of each: valid until it
 * resolves, when the next one may come.
 */
export type FrameSink = (frame: Uint8Array, shown: Shown) => Promise<void>;

interface Drawn {
	readonly seen: string;
	readonly shown: Shown;
}

/**
 * Draws `count` frames from `first`. A frame that shows the same as the one before is handed over again, not drawn.
 * @throws {AgentError} MEDIA_BROKEN, TOO_LARGE; the signal's reason when aborted
 */
export const drawChunk = async (
	{ first, count, scene }: Pick<ChunkPlan, 'first' | 'count' | 'scene'>,
	world: SceneWorld,
	take: FrameSink,
): Promise<void> => {
	const { arena, signal } = world;
	const { width, height } = scene.canvas;
	const cubes = await readCubes(scene, signal);
	const letterPictures = await readLetterPictures(scene, world);
	const reader = new SceneReader(scene, { ...world, cubes, letterPictures });
	const painter = new Painter(arena, scene.canvas, (sha256) => cubes.get(sha256));
	const target = takePlanes(arena, scene.canvas, false);
	const bytes = bytesOf(width, height, false);
	const witnessOf = witnessFinder(arena, scene.canvas);
	let last: Drawn | undefined;
	const draw = async (frame: Frames): Promise<Shown> => {
		const draws = reader.drawsAt(frame);
		await reader.show(draws, frame);
		const seen = `${JSON.stringify(draws)}${reader.versionsOf(draws)}`;
		if (last?.seen === seen) return { ...last.shown, drawn: false };
		painter.frame(target, draws, (source) => reader.pictureOf(source));
		const shown = {
			...{ drawn: true, empty: draws.length === 0, unseen: areUnseen(draws, scene.canvas) },
			witness: witnessOf(draws, reader),
		};
		last = { seen, shown };
		return shown;
	};
	try {
		for (let i = 0; i < count; i++) {
			signal.throwIfAborted();
			const shown = await draw(plus(first, frames(i)));
			await take(arena.bytes(target.y, bytes), shown);
		}
	} finally {
		await reader.close();
		givePlanes(arena, target);
		painter.release();
	}
};
