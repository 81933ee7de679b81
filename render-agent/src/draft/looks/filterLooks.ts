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
	natural: { zh: '自然', en: 'natural color' },
	vivid: { zh: '鲜艳', en: 'vivid color' },
	warm: { zh: '暖调', en: 'warm color' },
	cool: { zh: '冷调', en: 'cool color' },
	soft: { zh: '柔和', en: 'soft color' },
	faded: { zh: '褪色', en: 'faded color' },
	contrasty: { zh: '高反差', en: 'strong contrast' },
	film: { zh: '胶片', en: 'film' },
	vintage: { zh: '复古', en: 'old prints' },
	sepia: { zh: '旧照片', en: 'sepia' },
	monochrome: { zh: '黑白', en: 'black and white' },
	duotone: { zh: '双色调', en: 'two tones' },
	cinematic: { zh: '电影感', en: 'cinema color' },
	portrait: { zh: '人像', en: 'bright skin' },
	food: { zh: '美食', en: 'food color' },
	landscape: { zh: '风景', en: 'landscape color' },
	night: { zh: '夜景', en: 'night' },
	neon: { zh: '霓虹', en: 'neon' },
};

/** What a color look is called. */
const filterName = ({ family }: ColorLook): { readonly zh: string; readonly en: string } =>
	NAMES[family];
