/** Every way by which an address from outside gets to a socket of the agent. */
import { join } from 'node:path';
import type { Cache } from '../../../render-agent/src/assets/cache';
import { fetchAssets } from '../../../render-agent/src/assets/fetchAssets';
import { fetchDraft } from '../../../render-agent/src/assets/fetchDraft';
import { installFfmpeg } from '../../../render-agent/src/assets/ffmpegRelease';
import { lookForAssets } from '../../../render-agent/src/assets/lookForAssets';
import { createDraftCheck } from '../../../render-agent/src/assets/quickCheck';
import { sentTarget } from '../../../render-agent/src/config/targets';
import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import { type DeliveryTarget, UNWATCHED } from '../../../render-agent/src/deliver/target';
import { jobOptions } from '../../../render-agent/src/jobs/job';
import { createPrefetch } from '../../../render-agent/src/jobs/prefetch';
import type { Clock } from '../../../render-agent/src/kernel/clock';
import type { Client } from '../../../render-agent/src/net/client';
import type { Post } from '../../../render-agent/src/net/post';
import type { AssetId, AssetReference } from '../../../render-agent/src/timeline/asset';
import { createHostedDrafts } from '../../../render-agent/src/worker/hostedDrafts';
import { runProbe } from '../../support/ffprobe';
import type { Origin } from '../../support/origin';

/** What the ways lead through. */
export interface WaysWorld {
	readonly client: Client;
	readonly post: Post;
	/** Asks any address: for the gateway of a worker, which its operator has named. */
	readonly trusted: Client;
	readonly cache: Cache;
	readonly clock: Clock;
	/** Stands for the internet. */
	readonly outside: Origin;
	/** Has `video.mp4` of 1,000 bytes and `long.mp4` of 12 MiB. */
	readonly folder: string;
}

/** Goes one way out with an address. */
export type WayOut = (url: string) => Promise<unknown>;

const never = new AbortController().signal;
const LONG = 12 * 1024 ** 2;

const reference = (use: AssetReference['use'], url: string): AssetReference => ({
	id: 'a' as AssetId,
	use,
	place: { kind: 'address', url },
	label: 'a',
	usedBy: [],
});

/** A bucket of a request, at an address. */
export const bucketAt = (endpoint: string) => ({
	...{ kind: 's3', endpoint, bucket: 'b', path_style: true },
	...{ access_key_id: 'id', secret_access_key: 'secret' },
});

const timelineAt = (url: string): string => (url.endsWith('/') ? `${url}draft_content.json` : url);

/** The ways, by their names. */
export const waysOut = ({
	client,
	post,
	trusted,
	cache,
	clock,
	outside,
	folder,
}: WaysWorld): Readonly<Record<string, WayOut>> => {
	const asset = (use: AssetReference['use']) => (url: string) =>
		fetchAssets(
			{
				references: [reference(use, url)],
				source: { find: () => Promise.resolve({ kind: 'address', url }) },
				cache,
				run: runProbe,
				onMissing: 'fail',
			},
			never,
		);

	/** A target as a request brings it along. */
	const opened = (settings: object): DeliveryTarget =>
		openTarget('job', sentTarget.parse(settings), { send: post.send, clock, linkDays: 1 });

	const put =
		(
			settingsOf: (url: string) => object,
			of = { file: join(folder, 'video.mp4'), bytes: 1000 },
		): WayOut =>
		async (url) =>
			opened(settingsOf(url)).put(
				{
					...{ name: 'j.mp4', key: 'j.mp4', downloadName: 'j.mp4', contentType: 'video/mp4' },
					...of,
				},
				UNWATCHED,
				never,
			);

	return {
		draft: (url) => fetchDraft({ draft: url, client, folder: join(folder, 'draft') }, never),
		'quick check of a draft': (draft) =>
			createDraftCheck({ client, clock, folder: join(folder, 'checks'), readReferences: () => [] })(
				{ draft, onMissing: 'fail' },
				never,
			),
		'quick check of media': (url) => client.peek(url, never),
		'media fetched ahead': (url) =>
			createPrefetch({
				client,
				cache,
				folder: join(folder, 'ahead'),
				stored: () => Promise.resolve(undefined),
				readReferences: () => [reference('video', url)],
			})(
				{ draft: outside.serve('/d/draft_content.json', '{}'), options: jobOptions.parse({}) },
				never,
			),
		video: asset('video'),
		sound: asset('audio'),
		picture: asset('photo'),
		sticker: asset('sticker'),
		font: asset('font'),
		LUT: asset('lut'),
		callback: (url) => post.postJson({ url, body: {} }, never),
		'files that get_draft lists': (url) =>
			fetchDraft(
				{
					draft: outside.serve('/listing', JSON.stringify({ code: 0, files: [timelineAt(url)] })),
					client,
					folder: join(folder, 'listed'),
				},
				never,
			),
		'media that are looked for': (url) =>
			lookForAssets(
				[reference('video', url)],
				{ source: { find: () => Promise.resolve({ kind: 'address', url }) }, client },
				never,
			),
		'a form of the request': put((url) => ({ kind: 'form', url })),
		'a PUT of the request': put((url) => ({ kind: 'put', url })),
		'WebDAV of the request': put((url) => ({ kind: 'webdav', url })),
		'a bucket of the request': put(bucketAt),
		'a bucket of the request, in its name': put((url) => ({ ...bucketAt(url), path_style: false })),
		'a bucket of the request, in parts': put((url) => ({ ...bucketAt(url), part_mb: 5 }), {
			...{ file: join(folder, 'long.mp4'), bytes: LONG },
		}),
		'parts that are given up': async (url) => {
			const state = { key: 'k', id: '1', bytes: 1, partBytes: 1, parts: [] };
			await opened(bucketAt(url)).drop?.(state, never);
		},
		'the checksum of an ffmpeg': (url) =>
			installFfmpeg(
				{ client, release: { url, sha256Url: url }, folder: join(folder, 'ffmpeg') },
				never,
			),
		'an ffmpeg': (url) => {
			const sha256Url = outside.serve('/ffmpeg.sha256', '0'.repeat(64));
			return installFfmpeg(
				{ client, release: { url, sha256Url }, folder: join(folder, 'ffmpeg') },
				never,
			);
		},
		'a draft of a worker': async (url) => {
			const { client: at, add } = createHostedDrafts({
				...{ client, trusted, gateway: outside.base, credential: 'secret' },
			});
			const forget = add({ draftId: 'd', jobId: 'j', fence: 1 });
			await at.getBytes({ url }, never).catch(() => undefined);
			// What looks like a draft of the gateway is asked for there, and not where it seems to lie.
			await at
				.getBytes({ url: `${url}output/draft/d/draft_content.json` }, never)
				.catch(() => undefined);
			await at.download({ url, into: join(folder, 'worker'), limitBytes: 1e6 }, never);
			forget();
		},
	};
};
