/** The language of an answer, from what the caller's program asks for. */
import type { Language } from '../kernel/words';

/** The first language of an `Accept-Language` header when it is one of ours, else `preset`. */
export const languageOf = (header: string | undefined, preset: Language): Language => {
	const first = header?.split(',')[0]?.split(';')[0]?.split('-')[0]?.trim().toLowerCase();
	return first === 'zh' || first === 'en' ? first : preset;
};
