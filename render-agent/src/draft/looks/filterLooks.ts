/** Gives the filters of drafts a color look: by catalogue id, by name, by the words of the name. Values are in `filterPresets`. */
import type { ColorFamily, ColorLook } from '../../timeline/looks';
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

const NAMES: Readonly<Record<ColorFamily, { readonly zh: string; readonly en: string }>> = {
	natural: { zh: '自然', en: 'natural' },
	vivid: { zh: '鲜艳', en: 'vivid' },
	warm: { zh: '暖调', en: 'warm' },
	cool: { zh: '冷调', en: 'cool' },
	soft: { zh: '柔和', en: 'soft' },
	faded: { zh: '褪色', en: 'faded' },
	contrasty: { zh: '高对比', en: 'contrasty' },
	film: { zh: '胶片', en: 'film' },
	vintage: { zh: '复古', en: 'vintage' },
	sepia: { zh: '棕褐', en: 'sepia' },
	monochrome: { zh: '黑白', en: 'monochrome' },
	duotone: { zh: '双色', en: 'duotone' },
	cinematic: { zh: '电影', en: 'cinematic' },
	portrait: { zh: '人像', en: 'portrait' },
	food: { zh: '美食', en: 'food' },
	landscape: { zh: '风景', en: 'landscape' },
	night: { zh: '夜景', en: 'night' },
	neon: { zh: '霓虹', en: 'neon' },
};

/** What the color of a look is called. */
export const colorName = ({ family }: ColorLook): { readonly zh: string; readonly en: string } =>
	NAMES[family];
