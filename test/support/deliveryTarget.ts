/** What every delivery target must do, whatever stands behind it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type Course,
	type DeliveryFile,
	type DeliveryTarget,
	UNWATCHED,
} from '../../render-agent/src/deliver/target';

/** A target with the place behind it. */
export interface TargetLab {
	readonly target: DeliveryTarget;
	/** What lies at an address that the target gave; undefined when nothing does. */
	readonly read: (url: string) => Promise<Buffer | undefined>;
	/** How many whole files lie there. */
	readonly count: () => Promise<number>;
	readonly close: () => Promise<void>;
}

const never = new AbortController().signal;

/** A file of these bytes in a folder, as a job would deliver it. */
export const deliveryFile = async (
	folder: string,
	bytes: Buffer,
	more: Partial<DeliveryFile> = {},
): Promise<DeliveryFile> => {
	const file = join(folder, 'kept.mp4');
	await writeFile(file, bytes);
	return {
		file,
		name: 'j_1.mp4',
		key: '2026-11-25/20261125083000c0ffee04.mp4',
		downloadName: '成片 1.mp4',
		contentType: 'video/mp4',
		bytes: bytes.length,
		...more,
	};
};

/** A course that notes what it hears, with a checkpoint in memory. */
export const watchedCourse = (): Course & { readonly heard: number[]; state: unknown } => {
	const course = {
		heard: [] as number[],
		state: undefined as unknown,
		onProgress: (bytes: number) => {
			course.heard.push(bytes);
		},
		checkpoint: {
			load: () => course.state,
			save: (state: unknown) => {
				course.state = state === undefined ? undefined : JSON.parse(JSON.stringify(state));
			},
		},
	};
	return course;
};

/** Tests a target with files of `size` bytes. `isInstant`: it is done at once, so that it can only be stopped before. */
export const describeDeliveryTarget = (
	title: string,
	openLab: () => Promise<TargetLab>,
	{ size = 100_000, isInstant = false }: { size?: number; isInstant?: boolean } = {},
): void => {
	describe(`${title}, as every delivery target`, () => {
		let opened: TargetLab | undefined;
		const lab = (): TargetLab => {
			if (!opened) throw new RangeError('it did not open');
			return opened;
		};
		let folder: string;
		const content = (seed: number): Buffer =>
			Buffer.alloc(size, Buffer.from(Array.from({ length: 251 }, (_, at) => (at * seed) % 256)));

		beforeAll(async () => {
			folder = await mkdtemp(join(tmpdir(), 'deliver-'));
			opened = await openLab();
		});
		afterAll(async () => {
			await opened?.close();
			await rm(folder, { recursive: true });
		});

		it('puts the very bytes where its address says, tells how far it is, and replaces them', async () => {
			const course = watchedCourse();
			const { url } = await lab().target.put(await deliveryFile(folder, content(3)), course, never);
			expect((await lab().read(url))?.equals(content(3))).toBe(true);
			expect(course.heard.at(-1)).toBe(size);
			expect(Math.max(...course.heard)).toBe(size);
			expect(course.state).toBeUndefined();
			const again = await lab().target.put(
				await deliveryFile(folder, content(7)),
				UNWATCHED,
				never,
			);
			expect((await lab().read(again.url))?.equals(content(7))).toBe(true);
			expect(await lab().count()).toBe(1);
		});

		it('a file that is gone is a failure, and nothing whole appears', async () => {
			const before = await lab().count();
			const file = await deliveryFile(folder, content(3), { key: '2026-11-25/gone.mp4' });
			const gone = { ...file, file: join(folder, 'gone.mp4'), name: 'gone.mp4' };
			await expect(lab().target.put(gone, UNWATCHED, never)).rejects.toThrow();
			expect(await lab().count()).toBe(before);
		});

		it('stops when it is told to, with the reason, and nothing whole appears', async () => {
			const before = await lab().count();
			const stop = new AbortController();
			const end = (): void => {
				stop.abort(new RangeError('enough'));
			};
			if (isInstant) end();
			const course = { ...UNWATCHED, onProgress: end };
			const file = await deliveryFile(folder, content(3), { key: '2026-11-25/late.mp4' });
			const late = { ...file, name: 'late.mp4' };
			await expect(lab().target.put(late, course, stop.signal)).rejects.toThrow('enough');
			expect(await lab().count()).toBe(before);
		});
	});
};
