/** What is measured beside the contest: cost against length, many captions, how soon the agent is there. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startAgent } from '../demo/agent';
import { renderCommand } from './agentSide';
import { type Hall } from './contest';
import { draftOf, writeDraft } from './draft';
import { drawFrames } from './frames';
import { encodeCommand } from './limit';
import { measured, type Used } from './measure';
import { type Extras, medianOf, type Occasion } from './results';
import { longTimeline, shortened, type Timeline, timelineOf } from './timelines';

/** A part of what is measured beside the contest, without when and with what it was. */
export type Measured<Name extends keyof Extras> = Omit<NonNullable<Extras[Name]>, keyof Occasion>;

type Room = Pick<Hall, 'form' | 'media' | 'cache' | 'tell'>;

const rendered = (timeline: Timeline, { media, cache }: Room): Promise<Used> => {
	const draft = writeDraft(join(cache, 'further'), draftOf(timeline, media));
	const place = { output: join(cache, 'further.mp4'), data: join(cache, 'data') };
	return measured(renderCommand(draft, place));
};

/** The talking head with captions at each length. Minutes. */
export const lengthsOf = async (
	minutes: readonly number[],
	room: Room,
): Promise<Measured<'lengths'>> => {
	const runs: (Used & { readonly minutes: number })[] = [];
	for (const length of minutes) {
		room.tell(`talking head with captions, ${String(length)} min`);
		const timeline = longTimeline(Math.round(length * 60 * 30), room.form);
		runs.push({ minutes: length, ...(await rendered(timeline, room)) });
	}
	return { runs };
};

/** T8: up to 500 captions in a minute. */
export const manyCaptionsOf = (room: Room): Promise<Used> => {
	room.tell('T8, many captions');
	return rendered(timelineOf('T8', room.form), room);
};

const SHORT_FRAMES = 150;

/** How soon `serve` answers, and what a draft of five seconds takes beside its encoder alone. */
export const startOf = async (room: Room): Promise<Measured<'start'>> => {
	const { cache, form, media, tell } = room;
	tell('start-up');
	const data = join(cache, 'serve-data');
	rmSync(data, { recursive: true, force: true });
	mkdirSync(data, { recursive: true });
	const begun = performance.now();
	const agent = await startAgent(data, join(cache, 'serve.log'));
	const ready = (performance.now() - begun) / 1000;
	await agent.stop();
	const timeline = shortened(timelineOf('T3', form), SHORT_FRAMES);
	const raw = join(cache, 'frames.yuv');
	const draft = writeDraft(join(cache, 'further'), draftOf(timeline, media));
	await drawFrames(draft, raw, join(cache, 'scratch'));
	try {
		const encode = encodeCommand(timeline, raw, join(cache, 'one-pass.mp4'));
		const runs = [await rendered(timeline, room), await rendered(timeline, room)];
		return { ready, shortDraft: medianOf(runs).wall, shortEncode: (await measured(encode)).wall };
	} finally {
		rmSync(raw, { force: true });
	}
};
