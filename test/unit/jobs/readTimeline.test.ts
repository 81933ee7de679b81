import { readHere, readTimeline } from '../../../render-agent/src/jobs/readTimeline';
import { clip, draftOf, type Json, videoTrack } from '../../support/drafts';

const { signal } = new AbortController();
const bytesOf = (json: Json): Buffer => Buffer.from(JSON.stringify(json));
const one = draftOf(videoTrack(clip('a.mp4', [0, 1])));
/** Fields that are not known make it as large. */
const large = (draft: Json): Buffer => bytesOf({ ...draft, padding: 'x'.repeat(1_200_000) });

/** How often the thread of HTTP could have answered somebody meanwhile. */
const turnsDuring = async (work: Promise<unknown>): Promise<number> => {
	let turns = 0;
	let next: NodeJS.Immediate;
	const turn = (): void => {
		turns += 1;
		next = setImmediate(turn);
	};
	next = setImmediate(turn);
	await work;
	clearImmediate(next);
	return turns;
};

describe('a draft of more than 1 MiB', () => {
	it('is read as a small one is, while this thread goes on', async () => {
		const reading = { text: large(one), nearness: 'leave out' } as const;
		const read = readTimeline(reading, signal);
		expect(await turnsDuring(read)).toBeGreaterThan(10);
		expect(await read).toEqual(readHere(reading));
	});

	it('is refused as a small one is', async () => {
		const draft = { ...one, canvas_config: { width: 8, height: 8 } };
		await expect(readTimeline({ text: large(draft) }, signal)).rejects.toMatchObject({
			code: 'DRAFT_INVALID',
			object: { en: expect.stringContaining('canvas of 8×8') as string },
		});
	});

	it('is given up when nobody wants it any more', async () => {
		const stop = new AbortController();
		const read = readTimeline({ text: large(one) }, stop.signal);
		stop.abort(new Error('gone'));
		await expect(read).rejects.toThrow('gone');
	});
});
