/** Files whose decoder complained or gave less than was asked: whoever is told looks at them once the work is done. */
import type { MediaFile } from '../timeline/scene';

/** Is told the SHA-256 of a file that may be damaged; of one file more than once. */
export type HearDoubt = (sha256: string) => void;

let hear: HearDoubt = () => undefined;

/** Names who is told from now on; one for each thread. */
export const tellDoubtsTo = (next: HearDoubt): void => {
	hear = next;
};

/** Says that a file may be damaged. Complaints alone say little: many whole files give cause for some. */
export const doubt = ({ sha256 }: Pick<MediaFile, 'sha256'>): void => {
	hear(sha256);
};
