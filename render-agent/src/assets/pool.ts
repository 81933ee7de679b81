/** Does many things, a few at a time. */

/**
 * What `work` gives for each item, in their order, at most `width` at once. The first failure is thrown after those
 * under way have ended; the rest is not begun.
 */
export const mapPooled = async <T, R>(
	items: readonly T[],
	width: number,
	work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
	const results = new Map<number, R>();
	const failures: unknown[] = [];
	let next = 0;
	const lane = async (): Promise<void> => {
		while (next < items.length && failures.length === 0) {
			const index = next;
			next += 1;
			const [item] = items.slice(index, index + 1);
			try {
				results.set(index, await work(item as T));
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
	if (failures.length > 0) throw failures[0];
	return items.flatMap((_item, index) => {
		const result = results.get(index);
		return result === undefined ? [] : [result];
	});
};
