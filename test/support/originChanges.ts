/** Origins whose file breaks off, and is another one when it is asked again, or the same. */
import { cutAt, type Mode, PAYLOAD, tagOf, whole } from './originAnswers';

/** What the file was before it changed to the payload. */
const BEFORE = PAYLOAD.map((byte) => 255 - byte);

/** Cut; then goes on with another file, whatever was asked, telling of both what is given; well at last. */
const changesTo =
	(
		told: Record<string, string>,
		{ then, total = PAYLOAD.length }: { then: Record<string, string>; total?: number },
	): Mode =>
	({ request, response, before }) => {
		const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
		if (before === 0) {
			response.writeHead(200, { 'Content-Length': String(BEFORE.length), ...told });
			response.write(BEFORE.subarray(0, 30_000), () => {
				setImmediate(() => response.socket?.resetAndDestroy());
			});
		} else if (from === undefined) whole(response, PAYLOAD);
		else {
			const range = `bytes ${from}-${String(PAYLOAD.length - 1)}/${String(total)}`;
			response.writeHead(206, { 'Content-Range': range, ...then });
			response.end(PAYLOAD.subarray(Number(from)));
		}
	};

const EARLIER = { 'Last-Modified': 'Sun, 24 Nov 2024 10:00:00 GMT' };
const LATER = { 'Last-Modified': 'Mon, 25 Nov 2024 10:00:00 GMT' };
/** Answered with half a minute after it was changed. */
const FRESH = { ...EARLIER, Date: 'Sun, 24 Nov 2024 10:00:30 GMT' };

/** By the first part of the path. */
export const CHANGES: Readonly<Record<string, Mode>> = {
	changedTag: changesTo({ ETag: '"a"' }, { then: { ETag: '"b"' } }),
	changedUntagged: changesTo({ ETag: '"a"' }, { then: {} }),
	changedWeakTag: changesTo({ ETag: 'W/"a"', ...EARLIER }, { then: { ETag: 'W/"b"', ...EARLIER } }),
	changedTime: changesTo(EARLIER, { then: LATER }),
	changedUntimed: changesTo(EARLIER, { then: {} }),
	changedAtOnce: changesTo(FRESH, { then: FRESH }),
	changedTotal: changesTo(EARLIER, { then: EARLIER, total: 100_001 }),
	changedTotalOfTag: changesTo({ ETag: '"a"' }, { then: { ETag: '"a"' }, total: 100_001 }),
	/** Cut, then goes on with the same file, told by the time of its change and its size. */
	cutTimed: ({ request, response, before }) => {
		const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]);
		if (before === 0) cutAt(response, 30_000, EARLIER);
		else {
			const range = `bytes ${String(from)}-${String(PAYLOAD.length - 1)}/${String(PAYLOAD.length)}`;
			response.writeHead(206, { 'Content-Range': range, ...EARLIER }).end(PAYLOAD.subarray(from));
		}
	},
	/** Sends a file in ranges of 40 000 bytes at most, once its beginning is there. */
	cutPieces: ({ request, response, before }) => {
		const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]);
		if (before === 0) cutAt(response, 30_000, { ETag: tagOf(PAYLOAD) });
		else {
			const piece = PAYLOAD.subarray(from, from + 40_000);
			const range = `bytes ${String(from)}-${String(from + piece.length - 1)}/${String(PAYLOAD.length)}`;
			response.writeHead(206, { 'Content-Range': range, ETag: tagOf(PAYLOAD) }).end(piece);
		}
	},
};
