/** Pictures that are kept for a day beside the finished videos, for callers that ask for an address. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../config/folders';
import { move } from '../config/heldFiles';
import { orDiskFull } from '../kernel/diskFull';
import { videosIn } from './deliverVideo';

const DAY = 86_400_000;

/** A picture that is kept. `expires`: milliseconds since 1970. */
export interface KeptPicture {
	readonly name: string;
	readonly expires: number;
}

/** When a name's picture may go; undefined when it is none of ours. Milliseconds since 1970. */
const expiryOf = (name: string): number | undefined => {
	const seconds = /^picture-(\d+)-[0-9a-f]+\.png(\.part)?$/.exec(name)?.[1];
	return seconds === undefined ? undefined : Number(seconds) * 1000;
};

/** Whether a file among the videos is a picture whose day is not over. */
export const isKeptPicture = (name: string, now: number): boolean => (expiryOf(name) ?? 0) > now;

/** Keeps a PNG for a day. @throws {AgentError} DISK_FULL */
export const keepPicture = async (
	png: Uint8Array,
	{ data, now }: { readonly data: string; readonly now: number },
): Promise<KeptPicture> => {
	const folder = videosIn(data);
	const seconds = Math.ceil((now + DAY) / 1000);
	const name = `picture-${String(seconds)}-${randomBytes(12).toString('hex')}.png`;
	try {
		await makeFolder(folder);
		await writeFile(join(folder, `${name}.part`), png);
		await move(join(folder, `${name}.part`), join(folder, name));
	} catch (error) {
		throw orDiskFull(error, folder);
	}
	return { name, expires: seconds * 1000 };
};
