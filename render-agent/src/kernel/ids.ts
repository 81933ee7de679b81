/** Names that nobody can guess and times that sort. */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** `length` random characters of 5 bits each, lower case, without those that look alike. */
export const randomName = (length: number): string =>
	Array.from(randomBytes(length), (byte) => ALPHABET[byte & 31]).join('');

/** The id of a job: `j_` and 128 random bits. */
export const jobId = (): string => `j_${randomName(26)}`;
