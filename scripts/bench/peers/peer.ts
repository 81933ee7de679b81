/** What the benchmark asks of a contender. */
import type { Command } from '../measure';
import type { Name, Timeline } from '../timelines';

/** A timeline to be rendered by a contender. */
export interface Job {
	readonly name: Name;
	readonly timeline: Timeline;
	/** The folder of the media. */
	readonly media: string;
	/** A folder for project files. */
	readonly folder: string;
	readonly output: string;
}

/** A contender beside the agent. */
export interface Peer {
	/** As tables name it. */
	readonly name: string;
	/** What it is and how it was called. */
	readonly about: string;
	/** Why it cannot be measured on this machine; undefined when it can. */
	readonly absent: () => string | undefined;
	/** How it renders a timeline; a sentence where it cannot. What must be written first is written here. */
	readonly prepare: (job: Job) => Command | string;
}
