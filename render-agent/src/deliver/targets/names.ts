/** Addresses and fields that name the file. Pure. */
import { addressBelow } from '../objectKey';
import type { DeliveryFile } from '../target';

type Named = Pick<DeliveryFile, 'name' | 'key'>;

/** A text with `{name}` and `{key}` replaced by those of the file. */
export const named = (text: string, { name, key }: Named): string =>
	text.replaceAll('{name}', name).replaceAll('{key}', key);

/** An address with `{name}` and `{key}` replaced, letter by letter encoded where an address needs it. */
export const namedAddress = (url: string, { name, key }: Named): string =>
	url
		.replaceAll('{name}', encodeURIComponent(name))
		.replaceAll('{key}', key.split('/').map(encodeURIComponent).join('/'));

/** Where readers find the file: `public_url` with its placeholders, or the name below it. */
export const publicAddress = (publicUrl: string, file: Named): string =>
	/\{(?:name|key)\}/.test(publicUrl)
		? namedAddress(publicUrl, file)
		: addressBelow(publicUrl, file.name);
