/** Whether the rest that a server offers is of the file whose beginning is here. Only what both answers say counts. */
import type { Answer } from './exchange';
import { promisedLength } from './reading';

/** What a server gave to tell later whether its file is still the same. */
export interface Validator {
	readonly etag?: string;
	readonly lastModified?: string;
}

/** What a server tells of its file. */
export interface Offer {
	readonly validator: Validator;
	/** Bytes of the whole, when it was told. */
	readonly total: number | undefined;
}

/** What the answer told of its file that began it. */
export interface FirstAnswer extends Offer {
	/** When the server answered, by its own clock, as it wrote it. */
	readonly date: string | undefined;
}

/** What an answer tells of its file. */
export const validatorOf = ({ headers }: Pick<Answer, 'headers'>): Validator => ({
	...(headers['etag'] === undefined ? {} : { etag: headers['etag'] }),
	...(headers['last-modified'] === undefined ? {} : { lastModified: headers['last-modified'] }),
});

const isStrong = (etag: string | undefined): etag is string => etag?.startsWith('"') === true;

/** How long a file must be unchanged when it is answered with: both times may be of clocks that differ. Milliseconds; RFC 7232, 2.2.2. */
const SETTLED = 60_000;

/** Whether the time of a change tells the file from all later ones: within the second of it the file may change again (RFC 9110, 8.8.2.2). */
const isSettled = (lastModified: string, date: string | undefined): boolean =>
	date !== undefined && Date.parse(date) - Date.parse(lastModified) >= SETTLED;

/** By what a file is known, and is sent as `If-Range`: its strong entity tag, else the time of its last change where that was long ago. */
export const markOf = ({
	validator: { etag, lastModified },
	date,
}: Pick<FirstAnswer, 'validator' | 'date'>): string | undefined => {
	if (isStrong(etag)) return etag;
	return lastModified !== undefined && isSettled(lastModified, date) ? lastModified : undefined;
};

/** What the whole answer to a first request tells. */
export const firstAnswerOf = (answer: Answer): FirstAnswer => ({
	validator: validatorOf(answer),
	total: promisedLength(answer),
	date: answer.headers['date'],
});

interface Offered {
	/** First byte of what is sent; absent where nothing is. */
	readonly from: number | undefined;
	readonly total: number | undefined;
}

const numberIn = (digits: string | undefined): number | undefined =>
	digits === undefined || digits === '*' ? undefined : Number(digits);

const offeredIn = ({ headers }: Pick<Answer, 'headers'>): Offered => {
	const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
	return { from: numberIn(range?.[1]), total: numberIn(range?.[2]) };
};

/** Whether the answer is of the same file: by a strong tag, else by the time of a change long ago and its size together. */
const isOfSame = (answer: Pick<Answer, 'headers'>, first: FirstAnswer): boolean => {
	const { validator, total } = first;
	const now = validatorOf(answer);
	const size = offeredIn(answer).total;
	if (total !== undefined && size !== undefined && size !== total) return false;
	if (isStrong(validator.etag)) return now.etag === validator.etag;
	const mark = markOf(first);
	const isUnchanged = mark !== undefined && now.lastModified === mark;
	return isUnchanged && size !== undefined && size === total && now.etag === validator.etag;
};

/** What the answer to a question for some bytes tells of the whole. */
export const offeredBy = (answer: Answer): Offer => ({
	validator: validatorOf(answer),
	total: answer.status === 206 ? offeredIn(answer).total : promisedLength(answer),
});

const agree = <T>(one: T | undefined, other: T | undefined): boolean =>
	one === undefined || other === undefined || one === other;

/** Whether nothing that is known of a copy speaks against what a server offers now: its tag, its time, its size in bytes. */
export const agreesWith = (
	copy: Validator & { readonly bytes: number },
	{ validator, total }: Offer,
): boolean =>
	agree(copy.etag, validator.etag) &&
	agree(copy.lastModified, validator.lastModified) &&
	agree(copy.bytes, total);

/** Whether a 206 goes on with the same file behind the `have` bytes that are here. */
export const goesOn = (
	answer: Pick<Answer, 'headers'>,
	{ have, first }: { readonly have: number; readonly first: FirstAnswer },
): boolean => offeredIn(answer).from === have && isOfSame(answer, first);

/** Whether a 416 says that the `have` bytes that are here are the whole of the same file. */
export const isAllThere = (
	answer: Pick<Answer, 'headers'>,
	{ have, first }: { readonly have: number; readonly first: FirstAnswer },
): boolean => offeredIn(answer).total === have && isOfSame(answer, first);

/** Bytes of the whole: as the first answer told, else as this one does beside the `have` bytes that are here. */
export const wholeOf = (
	answer: Answer,
	{ have, first }: { readonly have: number; readonly first: FirstAnswer },
): number | undefined => {
	const told = first.total ?? offeredIn(answer).total;
	if (told !== undefined) return told;
	const rest = promisedLength(answer);
	return rest === undefined ? undefined : have + rest;
};
