/** Fetches the finished video as a stream, without the credential: its address may belong to anybody's storage. */
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { textsIn } from './texts';
import { rootOf, type Service } from './transport';
import { textIn, type Failure } from './wire';

const ATTEMPTS = 3;
const PAUSE_MS = 2_000;
/** Until the first byte; the body may take as long as it needs. */
const TIMEOUT_MS = 60_000;

type Fetched =
	| { readonly ok: true; readonly binary: IBinaryData }
	| { readonly ok: false; readonly failure: Failure };

/** Whoever can fetch: a running node, or one that is called back. */
export interface Fetcher {
	readonly helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
	getExecutionCancelSignal?(): AbortSignal | undefined;
}

interface Source {
	readonly videoUrl: string;
	/** For a file whose address names none. */
	readonly fallbackName: string;
}

/** The video behind `videoUrl` as binary data; broken connections and 5xx are tried three times. */
export async function fetchVideo(ctx: Fetcher, service: Service, source: Source): Promise<Fetched> {
	for (let attempt = 1; ; attempt++) {
		const fetched = await fetchOnce(ctx, service, source);
		if (fetched.ok || !fetched.failure.transient || attempt === ATTEMPTS) return fetched;
		await sleep(PAUSE_MS * attempt);
	}
}

async function fetchOnce(
	ctx: Fetcher,
	service: Service,
	{ videoUrl, fallbackName }: Source,
): Promise<Fetched> {
	const signal = ctx.getExecutionCancelSignal?.();
	try {
		const response = (await ctx.helpers.httpRequest({
			method: 'GET',
			url: new URL(videoUrl, `${service.baseUrl}/`).toString(),
			encoding: 'stream',
			timeout: TIMEOUT_MS,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			...(signal === undefined ? {} : { abortSignal: signal }),
		})) as { statusCode: number; headers: IDataObject; body: NodeJS.ReadableStream };
		if (response.statusCode !== 200) {
			response.body.resume();
			return notFetched(service, `HTTP ${response.statusCode}`, response.statusCode >= 500);
		}
		const binary = await ctx.helpers.prepareBinaryData(
			response.body as Parameters<typeof ctx.helpers.prepareBinaryData>[0],
			nameOf(videoUrl) ?? fallbackName,
			mimeOf(response.headers),
		);
		return whole(service, binary, Number(response.headers['content-length']));
	} catch (error) {
		const { code, message } = rootOf(error);
		return notFetched(service, code === '' ? message : `${code} ${message}`, true);
	}
}

function whole(service: Service, binary: IBinaryData, promised: number): Fetched {
	const got = binary.bytes;
	if (got === undefined || !Number.isFinite(promised) || got === promised) {
		return { ok: true, binary };
	}
	return notFetched(service, textsIn(service.language).videoCutShort(got, promised), true);
}

function notFetched({ language }: Service, reason: string, transient: boolean): Fetched {
	const texts = textsIn(language);
	const what = texts.videoNotFetched(reason);
	return { ok: false, failure: { what, todo: texts.todoVideoNotFetched, transient } };
}

function nameOf(videoUrl: string): string | undefined {
	const last = videoUrl.split(/[?#]/)[0]?.split('/').pop() ?? '';
	return /\.[a-z0-9]{2,4}$/i.test(last) ? last : undefined;
}

function mimeOf(headers: IDataObject): string {
	const said = textIn(headers['content-type']).split(';')[0]?.trim() ?? '';
	return /^(video|image)\//.test(said) ? said : 'video/mp4';
}
