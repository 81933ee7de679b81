/** What the node must do with every kind of service, as one suite: the stand-ins and the real agent pass the same sentences. */
import { textIn } from './localServer';
import type { INodeParameters } from 'n8n-workflow';
import { runNode, type Credential } from './n8n';
import { openBinaryStore, type BinaryStore } from './n8nBinary';
import { testCredential } from './n8nCredential';

/** A service that the suite can be run against. */
export interface VideoService {
	/** `agent`: job ids, a list, cancelling, long polls. `hosted`: none of them. */
	readonly kind: 'agent' | 'hosted';
	readonly credential: Credential;
	/** A draft that renders and has not been submitted yet. */
	readonly goodDraft: () => string | Promise<string>;
	/** An address that looks right, of a draft that nobody has, with its `draft_id`. */
	readonly unknownDraft: string;
	/** A draft whose render lasts until it is cancelled, or many seconds. Only asked of an agent. */
	readonly slowDraft?: () => string | Promise<string>;
	readonly close: () => Promise<void>;
}

/** Says what is no single, clean sentence about `object`; empty when nothing is wrong. */
export const faultsOfSentence = (message: string, object: string): readonly string[] =>
	[
		[/\n/, 'has several lines'],
		[/undefined|\[object|NaN|null/, 'shows a hole'],
		[/Error:| at \w+ \(/, 'shows a stack'],
		[/^(?!.*[.。]$)/, 'does not end'],
		[/^.{500}/, 'is long'],
	]
		.flatMap(([pattern, fault]) => ((pattern as RegExp).test(message) ? [String(fault)] : []))
		.concat(message.includes(object) ? [] : [`does not name ${object}`]);

const draftIdIn = (draftUrl: string): string => /draft_id=([^&#]+)/.exec(draftUrl)?.[1] ?? draftUrl;

/** Describes what every operation does with the service that `start` starts. Real time, real sockets. */
export const describeVideoOperations = (
	name: string,
	start: () => Promise<VideoService>,
	options: { readonly timeoutMs?: number } = {},
): void => {
	describe(`CapCut Render with ${name}`, () => {
		let service: VideoService;
		let store: BinaryStore;
		const run = (parameters: INodeParameters, rest: object = {}) =>
			runNode({ credential: service.credential, parameters, ...rest });

		jest.setTimeout(options.timeoutMs ?? 30_000);
		beforeAll(async () => {
			service = await start();
			store = await openBinaryStore();
		});
		afterAll(async () => {
			await service.close();
			await store.close();
		});

		it('the credential test passes', async () => {
			expect(await testCredential(service.credential)).toMatchObject({ status: 'OK' });
		});

		it('Submit gives the draft back, and Get Status then knows its job', async () => {
			const draftUrl = await service.goodDraft();
			const submitted = await run({ operation: 'submit', draftUrl });
			expect(submitted.error).toBeUndefined();
			expect(submitted.items[0]?.json).toMatchObject({ draft_url: draftUrl });
			const looked = await run({ operation: 'getStatus', lookUpBy: 'draftUrl', draftUrl });
			expect(looked.error).toBeUndefined();
			expect(looked.items[0]?.json).toMatchObject({
				draft_url: draftUrl,
				status: expect.stringMatching(/^(pending|processing|completed)$/) as string,
				progress: expect.any(Number) as number,
			});
			expect(looked.items[0]?.json).not.toHaveProperty('code');
		});

		it('Render and Wait gives the finished video, and its bytes on request', async () => {
			const draftUrl = await service.goodDraft();
			const { error, items } = await run({
				operation: 'renderAndWait',
				draftUrl,
				downloadVideo: true,
				binaryPropertyName: 'video',
			});
			expect(error).toBeUndefined();
			const json = items[0]?.json ?? {};
			expect(json).toMatchObject({ draft_url: draftUrl, status: 'completed', progress: 100 });
			const served = Buffer.from(await (await fetch(textIn(json['video_url']))).arrayBuffer());
			expect(served.length).toBeGreaterThan(0);
			expect(served.equals(await store.read(items[0], 'video'))).toBe(true);
			expect(items[0]?.binary?.['video']).toMatchObject({
				mimeType: 'video/mp4',
				fileExtension: 'mp4',
				data: 'filesystem-v2',
				bytes: served.length,
			});
		});

		it('Render and Wait of an unknown draft fails in one sentence that names it', async () => {
			const { error } = await run({ operation: 'renderAndWait', draftUrl: service.unknownDraft });
			expect(faultsOfSentence(error?.message ?? '', draftIdIn(service.unknownDraft))).toEqual([]);
		});

		it('Get Status of a draft that was never submitted fails in one sentence', async () => {
			const draftUrl = service.unknownDraft.replace(/.{4}$/, 'fe01');
			const { error } = await run({ operation: 'getStatus', draftUrl });
			expect(faultsOfSentence(error?.message ?? '', draftIdIn(draftUrl))).toEqual([]);
		});

		it('continue on fail turns a failed item into data and keeps every link', async () => {
			const good = await service.goodDraft();
			const { items, after, error } = await run(
				{ operation: 'renderAndWait', draftUrl: '={{ $json.url }}' },
				{
					items: [
						{ url: service.unknownDraft, name: 'lost' },
						{ url: good, name: 'good' },
						{ url: ' ', name: 'empty' },
					],
					settings: { onError: 'continueRegularOutput' },
					readAfter: '={{ $("Start").item.json.name }}',
				},
			);
			expect(error).toBeUndefined();
			expect(items.map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
			expect(after).toEqual(['lost', 'good', 'empty']);
			expect(items[1]?.json).toMatchObject({ status: 'completed', draft_url: good });
			expect(
				faultsOfSentence(textIn(items[0]?.json['error']), draftIdIn(service.unknownDraft)),
			).toEqual([]);
			expect(items[2]?.json['error']).toMatch(/^The draft URL is empty: /);
		});

		it('the error output takes the failed items alone', async () => {
			const good = await service.goodDraft();
			const { items, errorItems } = await run(
				{ operation: 'submit', draftUrl: '={{ $json.url }}' },
				{ items: [{ url: '\u200b' }, { url: good }], settings: { onError: 'continueErrorOutput' } },
			);
			expect(items.map((item) => item.json['draft_url'])).toEqual([good]);
			expect(errorItems).toHaveLength(1);
			expect(errorItems[0]?.json['error']).toMatch(/^The draft URL is empty: /);
		});

		it('Get Many lists jobs, or says that this service has no list', async () => {
			const { items, error } = await run({ operation: 'getAll', returnAll: false, limit: 2 });
			if (service.kind === 'agent') {
				expect(error).toBeUndefined();
				expect(items).toHaveLength(2);
				expect(items[0]?.json['job_id']).toMatch(/^j_/);
			} else {
				expect(error?.message).toContain('Get Many works with the CapCut Render agent only');
				expect(
					faultsOfSentence(error?.message ?? '', new URL(service.credential.baseUrl).host),
				).toEqual([]);
			}
		});

		it('Cancel ends a running job, or says that this service cannot', async () => {
			if (service.slowDraft === undefined) {
				const { error } = await run({ operation: 'cancel', jobId: 'j_1' });
				expect(error?.message).toContain('Cancel works with the CapCut Render agent only');
				return;
			}
			const draftUrl = await service.slowDraft();
			const submitted = await run({ operation: 'submit', draftUrl });
			const jobId = textIn(submitted.items[0]?.json['job_id']);
			expect((await run({ operation: 'cancel', jobId })).error).toBeUndefined();
			const ended = await run({ operation: 'getStatus', lookUpBy: 'jobId', jobId });
			expect(ended.items[0]?.json).toMatchObject({
				job_id: jobId,
				status: 'failed',
				error_code: 'CANCELLED',
			});
		});
	});
};
