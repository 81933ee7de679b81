/** Says which fields of a draft nobody knows: at the segments that they belong to, or of the whole draft. */
import type { Diagnostic } from '../kernel/diagnostic';
import type { Words } from '../kernel/words';
import type { Draft } from './draft';
import type { Note, Use } from './scope';
import type { Oddness, UnknownField } from './unknownFields';

/** All that any draft of an app has; what has more is made to fill the report. */
const MOST_NAMED = 1000;

/** What stands before the names, in both languages. */
interface Head {
	readonly zh: string;
	readonly en: string;
	/** What became of it. Default: it is left out. */
	readonly how?: 'approximated';
}

const LEFT_OUT: Head = {
	zh: '草稿中的未知字段已忽略：',
	en: 'fields of the draft that are not known here are left out: ',
};
const ODD: Readonly<Record<Oddness, Head>> = {
	beyond: {
		zh: '数值超出范围，按范围的尽头处理：',
		en: 'numbers beyond their range are brought to its end: ',
	},
	turned: {
		how: 'approximated',
		zh: '小于 0 的阴影距离按相反方向绘制（请改为正数并把角度加 180°）：',
		en: 'shadows whose distance is below 0 fall the other way (write it above 0, and the angle 180° further): ',
	},
	outside: {
		zh: '文字样式的范围超出文字，已截到文字之内：',
		en: 'ranges of styles that reach beyond their words are cut to them: ',
		how: 'approximated',
	},
	backward: {
		zh: '文字样式的范围不是先起后止的两个数，不作用于任何文字：',
		en: 'ranges of styles that are not a begin and an end behind it reach no words: ',
	},
	overlapping: {
		zh: '文字样式的范围互相重叠，重叠处以后一个样式为准：',
		en: 'ranges of styles overlap, and where they do the later style counts: ',
		how: 'approximated',
	},
	unread: {
		zh: '字段类型不对或超出界限，无法读取，按未填写处理（文字的样式整体改用素材自己的字段）：',
		en: 'fields of a wrong type or beyond all bounds are taken as left out (with one in a style, all styles of the caption: its flat fields count): ',
	},
	empty: {
		zh: '裁剪框没有面积，因此显示整个画面（请让左右两角和上下两角不同）：',
		en: 'the corners of a crop enclose nothing, so the whole picture is shown (let left and right, and top and bottom, differ): ',
	},
	twice: {
		zh: '多个素材使用同一个 id 而内容不同，只使用第一个（请给每个素材一个自己的 id）：',
		en: 'several materials that differ have one id, and only the first is used (give each material an id of its own): ',
	},
};
const ODDITIES = Object.keys(ODD) as readonly Oddness[];
const atRest = (count: number): Head => ({
	zh: `草稿中有 ${String(count)} 个未知字段为空或关闭，没有内容因此丢失：`,
	en: `fields of the draft that are not known here and that are empty or off (${String(count)}; nothing is lost with them): `,
});

const wordsOf = (fields: ReadonlySet<string>, head: Head = LEFT_OUT): Words => {
	const shown = [...fields].slice(0, MOST_NAMED).join(', ');
	const rest = fields.size - MOST_NAMED;
	const more =
		rest > 0 ? { zh: ` 等，另有 ${String(rest)} 个`, en: ` and ${String(rest)} more` } : undefined;
	return {
		zh: `${head.zh}${shown}${more?.zh ?? ''}`,
		en: `${head.en}${shown}${more?.en ?? ''}`,
	};
};

/** A material that says of itself that it is not seen: the apps hide segments, and nobody has seen them hide a material. */
const isHiding = ({ field }: UnknownField): boolean => /^materials\.\w+\[\]\.visible$/.test(field);

const NOT_HIDDEN: Words = {
	zh: '它的素材标有 visible: false，但仍照常绘制或播放：要隐藏，请设片段自己的 visible 为 false',
	en: 'its material says visible: false, and is drawn and heard all the same: to hide it, set visible: false at the segment',
};

/** What a segment is made of: itself and its materials. */
const partsOf = ({ segment }: Use): ReadonlySet<string> =>
	new Set([segment.id, segment.material_id, ...segment.extra_material_refs]);

const namesOf = (fields: readonly UnknownField[]): ReadonlySet<string> =>
	new Set(fields.map(({ field }) => field).sort());

const byOwner = (fields: readonly UnknownField[]): ReadonlyMap<string, readonly UnknownField[]> => {
	const found = new Map<string, UnknownField[]>();
	for (const one of fields) {
		const { of = '' } = one;
		const list = found.get(of);
		if (list) list.push(one);
		else found.set(of, [one]);
	}
	return found;
};

/** A word about the fields that are empty or off: they are counted and named, and take nothing from the score. */
const restingIn = (fields: readonly UnknownField[]): readonly Diagnostic[] => {
	const names = new Set(fields.flatMap(({ field, isAtRest }) => (isAtRest ? [field] : [])));
	const text = wordsOf(names, atRest(names.size));
	return names.size === 0 ? [] : [{ code: 'FIELD_UNKNOWN', how: 'exact', text }];
};

/**
 * Names the unknown fields of each segment and of its materials. Gives a word about those that are no segment's, and one
 * about all that are empty or off.
 */
export const noteFields = (
	{ unknownFields }: Pick<Draft, 'unknownFields'>,
	uses: readonly Use[],
	note: Note,
): readonly Diagnostic[] => {
	const telling = unknownFields.filter(({ isAtRest }) => !isAtRest);
	const owners = byOwner(telling);
	const told = new Set<string>();
	for (const use of uses) {
		const own = [...partsOf(use)].filter((id) => id !== '' && owners.has(id));
		if (own.length === 0) continue;
		for (const id of own) told.add(id);
		const all = own.flatMap((id) => owners.get(id) ?? []);
		const fields = all.filter((one) => one.odd === undefined && !isHiding(one));
		if (fields.length > 0) note(use, 'FIELD_UNKNOWN', wordsOf(namesOf(fields)));
		for (const kind of ODDITIES) {
			const odd = all.filter((one) => one.odd === kind);
			const { how } = ODD[kind];
			const code = 'FIELD_UNKNOWN';
			if (odd.length > 0)
				note(use, { code, ...(how && { how }) }, wordsOf(namesOf(odd), ODD[kind]));
		}
		if (all.some((one) => one.odd === undefined && isHiding(one)))
			note(use, 'FIELD_UNKNOWN', NOT_HIDDEN);
	}
	// What is odd in what no segment uses changes nothing.
	const rest = telling
		.filter(({ of = '', odd }) => !told.has(of) && odd === undefined)
		.map(({ field }) => field);
	const strays =
		rest.length === 0 ? [] : [{ code: 'FIELD_UNKNOWN' as const, text: wordsOf(new Set(rest)) }];
	return [...strays, ...restingIn(unknownFields)];
};
