/** How a running agent looks at drafts without rendering them: the parts of preflights and storyboards. */
import type { DraftStore } from '../assets/draftStore';
import type { Cache } from '../assets/cache';
import type { Settings } from '../config/schema';
import type { ServerParts } from '../http/parts';
import { createPreflight } from '../jobs/preflight';
import { createStoryboard } from '../jobs/storyboard';
import type { Clock } from '../kernel/clock';
import type { Client } from '../net/client';
import type { MadeStore } from '../render/madeStore';
import type { OpenMachine } from './machine';
import { ownDrafts } from './ownDrafts';
import { libraryOf } from './places';

/** What an agent has opened. */
interface Opened {
	readonly machine: OpenMachine;
	readonly clock: Clock;
	readonly world: { readonly client: Client; readonly cache: Cache; readonly store: MadeStore };
	readonly drafts: DraftStore;
	readonly room: (bytes: number) => Promise<void>;
}

/** Preflights and storyboards of the agent. `folder` holds unpacked drafts meanwhile. */
export const looksOf = (
	{ machine, clock, world, drafts, room }: Opened,
	{ folder, settings }: { readonly folder: string; readonly settings: Settings },
): Pick<ServerParts, 'preflight' | 'storyboard'> => {
	const { client, cache, store } = world;
	const library = libraryOf(settings);
	const parts = {
		...{ client, cache, store, clock, machine: machine.machine, local: false, folder, room },
		stored: ownDrafts(drafts, settings),
		...(library && { library }),
	};
	return { preflight: createPreflight(parts), storyboard: createStoryboard(parts) };
};
