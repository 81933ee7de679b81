/** Shares the machine out: renders that have all they need take their lanes; what is made ahead gets those that are left. */

/** Lanes of one machine, each for one run of chunks. */
export interface Lanes {
	/** Takes lanes whatever else goes on; gives them back when called. */
	readonly take: (count: number) => () => void;
	/** Takes one if fewer than `all` are taken; gives it back when called. */
	readonly spare: (all: number) => (() => void) | undefined;
	/** Calls whenever some came free, until the returned function is called. */
	readonly onFree: (hear: () => void) => () => void;
}

/** The lanes of a machine of which nobody has any yet. */
export const createLanes = (): Lanes => {
	let taken = 0;
	const hearing = new Set<() => void>();
	const take = (count: number): (() => void) => {
		let held = count;
		taken += count;
		return () => {
			taken -= held;
			if (held > 0) for (const hear of [...hearing]) hear();
			held = 0;
		};
	};
	return {
		take,
		spare: (all) => (taken < all ? take(1) : undefined),
		onFree: (hear) => {
			hearing.add(hear);
			return () => hearing.delete(hear);
		},
	};
};
