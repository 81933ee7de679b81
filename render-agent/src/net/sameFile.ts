/** Whether the rest that a server offers is of the file whose beginning is here. Only what both answers say counts. */
import type { Answer } from './exchange';
import { promisedLength } from './reading';

/** What a server gave to tell later whether its file is still the same. */
export interface Validator {
	readonly etag?: string;
	readonly lastModified?: string;
}

/** What the answer told of its file that began it. */
export interface FirstAnswer {
	readonly validator: Validator;
	/** Bytes of the whole, when it was told. */
	readonly total: number | undefined;
}

/** What an answer tells of its file. */
export const validatorOf = ({ headers }: Pick<Answer, 'headers'>): Validator => ({
	...(headers['etag'] === undefined ? {} : { etag: headers['etag'] }),
	...(headers['last-modified'] === undefined ? {} : { lastModified: headers['last-modified'] }),
});

const isStrong = (etag: string | undefined): etag is string => etag?.startsWith('"') === true;

/** What is sent as `If-Range`: the strong entity tag, else the time of the last change. */
export const markOf = ({ etag, lastModified }: Validator): string | undefined =>
	isStrong(etag) ? etag : lastModified;

/** What the whole answer to a first request tells. */
export const firstAnswerOf = (answer: Answer): FirstAnswer => ({
	validator: validatorOf(answer),
	total: promisedLength(answer),
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

/** Whether the answer is of the same file: by a strong tag, else by the time of its change and its size together. */
const isOfSame = (answer: Pick<Answer, 'headers'>, { validator, total }: FirstAnswer): boolean => {
	const now = validatorOf(answer);
	const size = offeredIn(answer).total;
	if (total !== undefined && size !== undefined && size !== total) return false;
	if (isStrong(validator.etag)) return now.etag === validator.etag;
	const isUnchanged =
		validator.lastModified !== undefined && now.lastModified === validator.lastModified;
	return isUnchanged && size !== undefined && size === total && now.etag === validator.etag;
};

/** What the answer to a question for some bytes tells of the whole. */
export const offeredBy = (answer: Answer): FirstAnswer => ({
	validator: validatorOf(answer),
	total: answer.status === 206 ? offeredIn(answer).total : promisedLength(answer),
});

const agree = <T>(one: T | undefined, other: T | undefined): boolean =>
	one === undefined || other === undefined || one === other;

/** Whether nothing that is known of a copy speaks against what a server offers now: its tag, its time, its size in bytes. */
export const agreesWith = (
	copy: Validator & { readonly bytes: number },
	{ validator, total }: FirstAnswer,
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
