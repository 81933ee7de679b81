/** Remembers what was found out about media in the store of finished chunks, so that a render that follows need not find it out. */
import { z } from 'zod/v4';
import type { AssetsRequest } from '../assets/fetchAssets';
import { programState } from '../assets/memory';
import type { Clock } from '../kernel/clock';
import { madeKey } from '../render/madeKey';
import type { MadeStore } from '../render/madeStore';
import type { Machine } from '../render/rendering';
import type { Tools } from '../render/tools';
import { probeWith } from './probeFiles';

const kept = z.object({ answer: z.string() });

const fileMemory = async (
	store: Pick<MadeStore, 'recall' | 'remember'>,
	clock: Clock,
	{ ffprobe }: Pick<Tools, 'ffprobe'>,
): Promise<NonNullable<AssetsRequest['memory']>> => ({
	recall: async (about) => kept.safeParse(await store.recall(madeKey(about, []))).data?.answer,
	remember: (about, answer) => store.remember(madeKey(about, []), { answer }),
	now: () => clock.now(),
	prober: await programState(ffprobe).catch(() => ffprobe),
});

/** How media are looked into, what is remembered of them included. */
export const lookingWith = async (
	{ store, clock }: { readonly store?: Parameters<typeof fileMemory>[0]; readonly clock: Clock },
	{ tools, patience }: Pick<Machine, 'tools' | 'patience'>,
): Promise<Pick<AssetsRequest, 'run' | 'memory'>> => ({
	run: probeWith(tools, patience),
	...(store && { memory: await fileMemory(store, clock, tools) }),
});
