/** Names that Node gives every plain JavaScript file; TypeScript files know theirs from types. */
const names = [
	...['AbortController', 'AbortSignal', 'Buffer', 'URL', 'URLSearchParams', 'WebAssembly'],
	...['clearInterval', 'clearTimeout', 'console', 'fetch', 'performance', 'process'],
	...['queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout', 'structuredClone'],
	...['TextDecoder', 'TextEncoder', '__dirname', '__filename', 'exports', 'module', 'require'],
];

/** And those that a browser gives. */
export const browserGlobals = Object.fromEntries(
	[
		'document',
		'fetch',
		'history',
		'location',
		'navigator',
		'sessionStorage',
		'setInterval',
		'setTimeout',
		'URL',
	].map((name) => [name, 'readonly']),
);

export default Object.fromEntries(names.map((name) => [name, 'readonly']));
