/** Reads and writes the few XML texts that uploads to S3 need. Pure. */

const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

const decodedEntity = (whole: string): string => {
	const name = whole.slice(1, -1);
	const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name) ?? [];
	const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
	return Number.isNaN(code) ? (ENTITIES[name] ?? whole) : String.fromCodePoint(code);
};

const decoded = (text: string): string => text.replace(/&#?\w+;/g, decodedEntity);

/** The text of the first element of that name, without blanks around it; undefined when there is none. */
export const elementIn = (xml: string, name: string): string | undefined => {
	const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1];
	return found === undefined ? undefined : decoded(found).trim();
};

/** The insides of all elements of that name. */
export const elementsIn = (xml: string, name: string): readonly string[] =>
	[...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
		([, inside = '']) => inside,
	);

/** Whether an answer is an error, whatever its status says. */
export const isErrorXml = (xml: string): boolean => /<Error(?:\s[^>]*)?>/.test(xml);

/** One part of an upload. */
export interface PartMark {
	/** From 1. */
	readonly number: number;
	/** As the storage gave it, with its quotes. */
	readonly etag: string;
}

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The body that completes an upload of parts. */
export const completionOf = (parts: readonly PartMark[]): string =>
	`<CompleteMultipartUpload>${parts
		.map(
			({ number, etag }) =>
				`<Part><PartNumber>${String(number)}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`,
		)
		.join('')}</CompleteMultipartUpload>`;
