/** LUT files of drafts: the file, the one that the user's library has, or the nearest look that the name tells of. */
import type { Curve } from '../timeline/curve';
import { inLibrary, type LibraryEntry, libraryHint } from '../timeline/library';
import type { ColorLook, Filter } from '../timeline/looks';
import { share } from '../timeline/painting';
import type { Lut } from '../timeline/timeline';
import { effectsOf } from './adjustments';
import { fileNameOf } from './fileName';
import { isKeyed, keyedCurve, type Keyed } from './keyframes';
import { filterLookOf } from './looks/filterLooks';
import type { MaterialOf } from './materialSchema';
import { aboutLibrary, called, type Scope, type Use } from './scope';

type Effect = MaterialOf<'effects'>;

const FILTER = 'KFTypeFilter';
const LUT = 'KFTypeLUT';

/** Whether a keyframed property is how far a filter or LUT of the segment is mixed in. */
export const isOfMixed = (use: Use, property: string): boolean =>
	effectsOf(use).some(({ type }) =>
		type === 'lut' ? property === LUT : type === 'filter' && property === FILTER,
	);

/** How far a filter or LUT is mixed in; writers that leave it out mean all of it. */
export const mixedIn = (
	keyed: Keyed,
	{ type, value }: Effect,
): { readonly strength: number; readonly keyed?: Curve } => {
	const curve = keyedCurve(keyed, type === 'lut' ? LUT : FILTER);
	return { strength: share(value ?? 1), ...(curve && { keyed: curve }) };
};

/** Whether a filter or LUT is turned down to nothing all of the time: nothing is asked for. */
export const isTurnedDown = (use: Use, { type, value }: Effect): boolean =>
	(type === 'filter' || type === 'lut') &&
	share(value ?? 1) === 0 &&
	!isKeyed(use, new Set([type === 'lut' ? LUT : FILTER]));

/** The file that the library has for a LUT, or for a filter. */
export const ownLut = (
	{ name, resource_id: resourceId }: Effect,
	{ library }: Scope,
): LibraryEntry | undefined => inLibrary(library, 'lut', { name, resourceId });

const UNSEEN = /[\uFEFF\u200B-\u200D]/g;

/** A path that names a LUT file; the app's own LUTs name folders of its cache. */
const isLutFile = (path: string): boolean =>
	/\.cube(\?.*)?$/i.test(path.replace(UNSEEN, '').trim());

/** What people call a LUT: its name, else its file's. */
const saidName = ({ name, path }: Effect): string => {
	if (name !== '') return name;
	const file = isLutFile(path) ? fileNameOf(path) : '';
	return file.replace(/\.cube.*$/i, '').replace(/[-_.]+/g, ' ');
};

const nearestOf = (effect: Effect): ColorLook | undefined =>
	filterLookOf({
		name: saidName(effect).replace(/\.cube$/i, ''),
		resourceId: effect.resource_id,
		effectId: effect.effect_id,
	})?.look;

/** What stands for a LUT: its file, or the nearest look of its name. */
interface FoundLut {
	readonly lut?: Lut;
	readonly near?: Filter;
}

/** A LUT without a file, by its name; nothing where that tells of no look. */
const nearLut = (keyed: Keyed, effect: Effect, { note }: Scope): FoundLut => {
	const { use } = keyed;
	const { name, resource_id: resourceId } = effect;
	const look = nearestOf(effect);
	const shown = called(name, resourceId);
	const hint = libraryHint({ name, resourceId });
	if (!look) {
		note(use, aboutLibrary('COLOR_STAGE_IGNORED', { name, resourceId }, 'lut'), {
			zh: `LUT${shown}的 .cube 文件不在草稿中，未应用${hint.zh}`,
			en: `LUT ${shown} is not applied: its .cube file is not in the draft${hint.en}`,
		});
		return {};
	}
	const isDrawn = note(use, aboutLibrary('COLOR_STAGE_APPROXIMATED', { name, resourceId }, 'lut'), {
		zh: `LUT${shown}的 .cube 文件不在草稿中，以名称相近的调色代替${hint.zh}`,
		en: `LUT ${shown} is drawn as the nearest grading by its name: its .cube file is not in the draft${hint.en}`,
	});
	return isDrawn ? { near: { look, ...mixedIn(keyed, effect) } } : {};
};

/** What stands for a LUT, or for a filter of which the library has one. */
export const lutOf = (keyed: Keyed, effect: Effect, scope: Scope): FoundLut => {
	const { use } = keyed;
	const { assets, drawsNear } = scope;
	const { path, name, resource_id: resourceId } = effect;
	const own = ownLut(effect, scope);
	if (own) {
		const asset = assets.refer({ use: 'lut', path, name, key: own.key }, use);
		return { lut: { asset, ...mixedIn(keyed, effect) } };
	}
	if (!isLutFile(path)) return nearLut(keyed, effect, scope);
	const near = drawsNear ? nearestOf(effect) : undefined;
	const asset = assets.refer(
		{
			...{ use: 'lut', path, name },
			...((name !== '' || resourceId !== '') && { called: { name, resourceId } }),
			...(near && { hasNear: true }),
		},
		use,
	);
	return { lut: { asset, ...(near && { near }), ...mixedIn(keyed, effect) } };
};
