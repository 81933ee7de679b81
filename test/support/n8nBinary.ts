/** Binary data of n8n's engine in a temporary folder. Owns the folder; runs no node. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';

/** Binary data on disk, as n8n keeps it in production: what is not streamed would show. */
export interface BinaryStore {
	readonly read: (item: INodeExecutionData | undefined, name: string) => Promise<Buffer>;
	readonly close: () => Promise<void>;
}

/** The engine's own container of services: the copy that n8n-core uses. */
const container = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	readonly Container: { set: (type: unknown, instance: unknown) => void };
};

/** Makes the engine keep binary data in a temporary folder. Its own start would write into the home folder. */
export const openBinaryStore = async (): Promise<BinaryStore> => {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-binary-'));
	const config = { mode: 'filesystem', localStoragePath: folder };
	const silent = { error: () => undefined, warn: () => undefined, debug: () => undefined };
	const service = new BinaryDataService(config as never, silent as never, silent as never);
	await service.init();
	container.Container.set(BinaryDataService, service);
	return {
		read: async (item, name) => {
			const data = item?.binary?.[name];
			if (data === undefined) throw new Error(`no binary field ${name}`);
			return await service.getAsBuffer(data);
		},
		close: () => rm(folder, { recursive: true, force: true }),
	};
};
