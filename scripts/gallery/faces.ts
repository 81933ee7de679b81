/** The faces of looks: a family, or what it is told apart by where one family has several kinds. */

/** The face of a type of looks, such as `film` or `glass drops`: of a union, all of them. */
export type Face<L extends { readonly family: string }> = L extends {
	readonly style: infer S extends string;
}
	? `${L['family']} ${S}`
	: L extends { readonly shape: infer S extends string }
		? `${L['family']} ${S}`
		: L extends { readonly kind: infer S extends string }
			? `${L['family']} ${S}`
			: L['family'];

/** A look of any kind, as far as its face and the looks in it go. */
export interface AnyLook {
	readonly family: string;
	readonly style?: string;
	readonly shape?: string;
	readonly kind?: string;
	/** The look that it passes through, or those that it is made of. */
	readonly look?: AnyLook;
	readonly looks?: readonly AnyLook[];
}

/** The face of a look. */
export const faceOf = ({ family, style, shape, kind }: AnyLook): string =>
	[family, style ?? shape ?? kind ?? ''].join(' ').trim();

/** The looks that a look is made of, without itself. */
export const partsOf = ({ look, looks = [] }: AnyLook): readonly AnyLook[] =>
	[...(look ? [look] : []), ...looks].flatMap((part) => [part, ...partsOf(part)]);
