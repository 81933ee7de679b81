/** Reads drafts with the files of the user's library that can be read: one that cannot is as if it were not there, and remembered. */
import { basename } from 'node:path';
import { type Library, MAPPING, type NamedFile } from '../assets/library';
import { brokenMedia, isOfAsset, type Unobtained } from '../assets/mediaFailure';
import { lookIntoOwn, type OwnMediaRequest } from '../assets/ownMedia';
import type { AgentError } from '../kernel/errors';
import type { Words } from '../kernel/words';
import { readCube } from '../render/lutFiles';
import { faceOfFile } from '../render/text/faces';
import type { AssetFacts, AssetReference } from '../timeline/asset';
import { type DraftReading, type ReadDraft, readTimeline } from './readTimeline';
import { elementsUnread, type UnreadableFile, withUnreadable } from './unreadable';

/** How a draft is read, and how files of the library are looked into. */
export interface OwnReading extends Omit<DraftReading, 'library'> {
	readonly library: Library | undefined;
	readonly looking: Omit<OwnMediaRequest, 'library'>;
}

const keyIn = ({ place }: AssetReference): string | undefined =>
	place.kind === 'library' ? place.key : undefined;

/** What is wrong with a file that looks like a font or a LUT. */
const faultOf = async (
	use: AssetReference['use'],
	{ file }: AssetFacts,
	signal: AbortSignal,
): Promise<AgentError | undefined> => {
	const label = basename(file);
	if (use === 'font' && !faceOfFile(file))
		return brokenMedia(label, { zh: '字体文件已损坏', en: 'a damaged font' });
	if (use !== 'lut') return undefined;
	try {
		await readCube({ file, label }, signal);
		return undefined;
	} catch (error) {
		signal.throwIfAborted();
		if (isOfAsset(error)) return error;
		throw error;
	}
};

/** How the files are looked into. */
type Looking = OwnReading['looking'] & { readonly library: Library };

/** Those of the library's files that a timeline uses and nobody can read. */
const brokenAmong = async (
	references: readonly AssetReference[],
	looking: Looking,
	signal: AbortSignal,
): Promise<readonly Unobtained[]> => {
	const { whole, broken } = await lookIntoOwn(references, looking, signal);
	const found = [...broken];
	for (const [reference, facts] of whole) {
		const error = await faultOf(reference.use, facts, signal);
		if (error) found.push({ reference, error });
	}
	return found;
};

/** A file that is not there, and the entry of the mapping that names it. */
const notThere = ({ path, mapped }: NamedFile): Words =>
	mapped === undefined
		? path
		: { zh: `${path}（${MAPPING} 的“${mapped}”）`, en: `${path} (“${mapped}” in ${MAPPING})` };

const nameOf = async (
	{ reference, error }: Unobtained,
	{ find, named }: Pick<Library, 'find' | 'named'>,
): Promise<Pick<UnreadableFile, 'file' | 'missing'>> => {
	const key = keyIn(reference) ?? '';
	const at = await find(key);
	const file = named(key);
	if (at.kind === 'missing' && file) return { file: notThere(file), missing: true };
	return { file: error.object ?? (at.kind === 'file' ? basename(at.file) : reference.label) };
};

/** What a draft says when some files of the library are as if they were not there. */
const readBut = async (
	unreadable: readonly UnreadableFile[],
	reading: Omit<DraftReading, 'library'>,
	{ looking, signal }: { readonly looking: Looking; readonly signal: AbortSignal },
): Promise<ReadDraft> => {
	const { library } = looking;
	const lost = new Set(unreadable.map(({ entry }) => entry.key));
	const index = new Map([...library.index].filter(([key]) => !lost.has(key)));
	const read = await readTimeline({ ...reading, library: index }, signal);
	const own = read.timeline.assets.filter((one) => keyIn(one) !== undefined);
	const more: UnreadableFile[] = [];
	for (const broken of own.length > 0 ? await brokenAmong(own, looking, signal) : []) {
		const { reference } = broken;
		const entry = index.get(keyIn(reference) ?? '');
		if (entry) more.push({ entry, reference, ...(await nameOf(broken, library)) });
	}
	if (more.length > 0) return readBut([...unreadable, ...more], reading, { looking, signal });
	return {
		...{ ...read, unreadable },
		elements: elementsUnread(read.elements, unreadable),
		diagnostics: withUnreadable(read.diagnostics, unreadable),
	};
};

/**
 * What a draft says with the user's library. Files of it that cannot be read are in `unreadable`, and the draft is as if
 * they were not there.
 * @throws {AgentError} as `readTimeline`; NOT_READY
 */
export const readWithLibrary = async (
	{ library, looking, ...reading }: OwnReading,
	signal: AbortSignal,
): Promise<ReadDraft> =>
	library
		? readBut([], reading, { looking: { ...looking, library }, signal })
		: readTimeline(reading, signal);
