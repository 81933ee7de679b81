/** The agent's own folder of finished videos. A file is there whole or not at all. */
import { constants } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../config/folders';
import { clearAway, move } from '../../config/heldFiles';
import { AgentError, systemCodeOf } from '../../kernel/errors';
import type { DeliveryTarget } from '../target';

const NAME = /^[A-Za-z0-9_-]+(\.[a-z0-9]+){1,2}$/;

const synced = async (path: string, flags: 'r' | 'r+'): Promise<void> => {
	const handle = await open(path, flags);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
};

const moved = async (from: string, to: string): Promise<void> => {
	await synced(from, 'r+');
	try {
		await move(from, to);
	} catch (cause) {
		if (systemCodeOf(cause) !== 'EXDEV') throw cause;
		const beside = `${to}.part`;
		await copyFile(from, beside, constants.COPYFILE_FICLONE);
		await synced(beside, 'r+');
		await move(beside, to);
		await clearAway(from);
	}
};

/** The target that moves a video into `folder`; its address is where the file lies. */
export const localFolder = (folder: string): DeliveryTarget => ({
	name: 'local',
	put: async ({ file, name, bytes }, { onProgress }, signal) => {
		signal.throwIfAborted();
		if (!NAME.test(name))
			throw new AgentError('DELIVERY_FAILED', { object: name, hint: { target: 'local' } });
		const to = join(folder, name);
		try {
			await makeFolder(folder);
			await moved(file, to);
			if (process.platform !== 'win32') await synced(dirname(to), 'r');
		} catch (cause) {
			if (systemCodeOf(cause) === 'ENOSPC')
				throw new AgentError('DISK_FULL', { object: folder, hint: { folder }, cause });
			throw new AgentError('DELIVERY_FAILED', { object: folder, hint: { target: 'local' }, cause });
		}
		onProgress(bytes);
		return { url: to };
	},
});
