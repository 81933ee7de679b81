/** Steps `mix` and `render`: from plans to a verified file in the work folder. */
import { join } from 'node:path';
import { makeFolder } from '../config/folders';
import type { MadeStore } from '../render/madeStore';
import type { Machine, Rendering } from '../render/rendering';
import { type Made, renderPlan, type RenderingEvents } from '../render/renderPlan';
import type { Timeline } from '../timeline/timeline';
import type { Work, WorkEvents } from './pipeline';

/** A timeline as it will be drawn. */
export interface Arrangement extends Pick<
	Rendering,
	'plan' | 'sceneOf' | 'fonts' | 'seams' | 'ahead'
> {
	readonly timeline: Timeline;
}

/** What a video is made with. */
export interface Making {
	readonly work: Work;
	readonly events: WorkEvents;
	readonly machine: Machine;
	readonly store: MadeStore | undefined;
	/** As in `Rendering`. */
	readonly doubted: NonNullable<Rendering['doubted']>;
	readonly copiesRefused: RenderingEvents['copiesRefused'];
}

/** The folder in which all parts of a video are made, and the video itself. */
export const makingFolderOf = ({ folder }: Pick<Work, 'folder'>): string => join(folder, 'render');

/**
 * Makes the video of an arrangement.
 * @throws {AgentError} as `renderPlan`
 */
export const makeVideo = async (
	{ timeline: { canvas }, plan, sceneOf, fonts, seams, ahead }: Arrangement,
	{ work, events, machine, store, doubted, copiesRefused }: Making,
	signal: AbortSignal,
): Promise<Made> => {
	const folder = makingFolderOf(work);
	await makeFolder(folder);
	events.started('mix');
	events.started('render');
	const { container } = work.options;
	const made = await renderPlan(
		{
			...{ plan, sceneOf, canvas, container, folder, fonts, doubted },
			...(store && { store }),
			...(seams && { seams }),
			...(ahead && { ahead }),
		},
		machine,
		{
			signal,
			events: {
				drawn: (done, total) => {
					events.progressed({ step: 'render', done, total });
				},
				mixed: (done, total) => {
					events.progressed({ step: 'mix', done, total });
				},
				mixEnded: () => {
					events.finished('mix');
				},
				drawingEnded: () => undefined,
				copiesRefused,
			},
		},
	);
	events.finished('render');
	await store?.tidy();
	return made;
};
