/** Text of an address with its `%41` as characters; as it is where those are none. */
export const percentDecoded = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
};
