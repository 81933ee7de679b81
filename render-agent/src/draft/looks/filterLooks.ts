/** Gives the filters of drafts a color look: by catalogue id, by name, by the words of the name. Values are in `filterPresets`. */
import type { ColorLook } from '../../timeline/looks';
import { catalogOf, type FoundLook, lookIn, type Reading, type Wanted } from '../catalog/catalog';
import filters from '../catalog/filters.json';
import { FILTER_PRESETS } from './filterPresets';
import { FILTER_RULES } from './filterRules';

/** How filters are read: their catalogue, the words of their names, and the looks. */
export const FILTERS: Reading<ColorLook> = {
	catalogs: [catalogOf(filters)],
	rules: FILTER_RULES,
	read: (words) => FILTER_PRESETS[words],
};

/** The look of a filter, or undefined when neither its ids nor its name say anything. Never exact: the app's own tables are not in drafts. */
export const filterLookOf = (wanted: Wanted): FoundLook<ColorLook> | undefined =>
	lookIn(FILTERS, wanted);
