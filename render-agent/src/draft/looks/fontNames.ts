/** The names of the fonts of the app's catalogue, which drafts often give by id alone. */
import { type Catalog, catalogOf, entryIn } from '../catalog/catalog';
import fonts from '../catalog/fonts.json';

/** The catalogue of fonts. */
export const FONTS: Catalog = catalogOf(fonts);

/** The name of a font by its resource id or effect id; undefined for ids that the catalogue does not have. */
export const fontNameOf = (resourceId: string): string | undefined => {
	const entry = entryIn([FONTS], { resourceId, effectId: resourceId, name: '' });
	return entry && (entry.zh === '' ? entry.en : entry.zh);
};
