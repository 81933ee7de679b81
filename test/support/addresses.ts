/** Addresses that must not be reached, in every form that is known to have fooled somebody. */
import type { LookupAddress } from 'node:dns';

const at = (address: string): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 });

/** What names resolve to; `outside` stands for the internet. `rebind.test` changes its answer each time. */
export const namesFor = (
	outside: string,
): Readonly<Record<string, () => readonly LookupAddress[]>> => {
	let rebinds = 0;
	return {
		'inside.test': () => [at('127.0.0.1')],
		'inside6.test': () => [at('::1')],
		'both.test': () => [at(outside), at('127.0.0.1')],
		'both-reversed.test': () => [at('127.0.0.1'), at(outside)],
		'mapped.test': () => [at('::ffff:127.0.0.1')],
		'metadata.test': () => [at('169.254.169.254')],
		'wireserver.test': () => [at('168.63.129.16')],
		'rebind.test': () => [at((rebinds += 1) % 2 === 1 ? outside : '127.0.0.1')],
		'outside.test': () => [at(outside)],
		localhost: () => [at('127.0.0.1')],
		'localhost.': () => [at('127.0.0.1')],
	};
};

/** The addresses; `P` stands for the port of whoever listens inside. */
export const ADDRESSES = [
	'http://127.0.0.1:P/',
	'HTTP://127.0.0.1:P/',
	'http://127.1:P/',
	'http://2130706433:P/',
	'http://0177.0.0.1:P/',
	'http://0x7f.0.0.1:P/',
	'http://0x7f000001:P/',
	'http://0:P/',
	'http://0.0.0.0:P/',
	'http://１２７.０.０.１:P/',
	'http://①②⑦.⓪.⓪.①:P/',
	'http://127。0。0。1:P/',
	'http://localhost:P/',
	'http://localhost.:P/',
	'http://LOCALHOST:P/',
	'http://outside.test@127.0.0.1:P/',
	'http://outside.test%40127.0.0.1:P/',
	'http://outside.test#@127.0.0.1:P/',
	'http://[::1]:P/',
	'http://[::]:P/',
	'http://[::ffff:127.0.0.1]:P/',
	'http://[::ffff:7f00:1]:P/',
	'http://[::127.0.0.1]:P/',
	'http://[0:0:0:0:0:0:0:1]:P/',
	'http://[64:ff9b::7f00:1]:P/',
	'http://[fe80::1%25lo]:P/',
	'http://inside.test:P/',
	'http://inside6.test:P/',
	'http://mapped.test:P/',
	'http://both.test:P/',
	'http://both-reversed.test:P/',
	'http://metadata.test/latest/meta-data/',
	'http://wireserver.test/',
	'http://169.254.169.254/latest/meta-data/',
	'http://100.100.100.200/latest/meta-data/',
	'http://127.0.0.1:6379/',
	'https://127.0.0.1:P/',
	'https://inside.test:P/',
	'data:application/json,{"secret":1}',
	'file:///etc/hostname',
	'//127.0.0.1:P/',
	'127.0.0.1:P',
	'',
] as const;
