/** Fonts of the user's library for characters that the font of a caption lacks: by script, and one for all others. */
import { inLibrary } from '../timeline/library';
import { ANY_SCRIPT, scriptsIn } from '../timeline/scripts';
import type { FontRequest } from '../timeline/text';
import type { Scope, Use } from './scope';

/** The spare fonts for a text, those of its scripts first. */
export const spareFontsOf = (
	text: string,
	use: Use,
	{ library, assets }: Pick<Scope, 'library' | 'assets'>,
): NonNullable<FontRequest['spares']> =>
	[...scriptsIn(text).map(({ key }) => key), ANY_SCRIPT].flatMap((name) => {
		const own = inLibrary(library, 'font', { name, resourceId: '' });
		if (!own) return [];
		return [{ asset: assets.refer({ use: 'font', path: '', name, key: own.key }, use) }];
	});
