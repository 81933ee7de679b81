/** Which internet addresses are public. Pure: reads addresses, resolves nothing, and calls public only what it knows to be. */
import { isIP } from 'node:net';

/** A block of addresses: those whose first `prefix` bits equal `bits`'s. */
export interface Block {
	/** 4 for IPv4, 6 for IPv6. */
	readonly family: 4 | 6;
	readonly bits: bigint;
	/** How many leading bits count. */
	readonly prefix: number;
}

const WIDTH = { 4: 32, 6: 128 } as const;

const ipv4Bits = (ip: string): bigint =>
	ip.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);

const groupsOf = (text: string): readonly bigint[] =>
	text === ''
		? []
		: text.split(':').flatMap((group) => {
				if (!group.includes('.')) return [BigInt(`0x${group}`)];
				const bits = ipv4Bits(group);
				return [bits >> 16n, bits & 0xffffn];
			});

const ipv6Bits = (ip: string): bigint => {
	const [head = '', tail] = ip.split('::');
	const before = groupsOf(head);
	const after = tail === undefined ? [] : groupsOf(tail);
	const gap = Array.from({ length: 8 - before.length - after.length }, () => 0n);
	return [...before, ...gap, ...after].reduce((bits, group) => (bits << 16n) | group, 0n);
};

/** An address as one number with its family, or undefined when it is none (names, zone ids, shorthand). */
export const addressBits = (ip: string): Omit<Block, 'prefix'> | undefined => {
	const family = ip.includes('%') ? 0 : isIP(ip);
	if (family === 4) return { family, bits: ipv4Bits(ip) };
	return family === 6 ? { family, bits: ipv6Bits(ip) } : undefined;
};

/** A block in CIDR notation (`192.168.1.0/24`, or one bare address), or undefined when it is none. */
export const blockOf = (cidr: string): Block | undefined => {
	const [ip = '', length, ...rest] = cidr.trim().split('/');
	const address = addressBits(ip);
	if (!address || rest.length > 0) return undefined;
	const width = WIDTH[address.family];
	const prefix = length === undefined ? width : /^\d{1,3}$/.test(length) ? Number(length) : -1;
	return prefix < 0 || prefix > width ? undefined : { ...address, prefix };
};

/** Whether an address lies in a block of its own family. */
export const isInBlock = (ip: string, { family, bits, prefix }: Block): boolean => {
	const address = addressBits(ip);
	if (address?.family !== family) return false;
	const shift = BigInt(WIDTH[family] - prefix);
	return address.bits >> shift === bits >> shift;
};

const blocks = (cidrs: readonly string[]): readonly Block[] =>
	cidrs.flatMap((cidr) => blockOf(cidr) ?? []);

/** IPv4: the special-purpose registry of IANA, and the wire server of Azure, which is a public address. */
const NOT_PUBLIC = blocks([
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'168.63.129.16/32',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/4',
	'240.0.0.0/4',
]);

/** IPv6: only global unicast is public, so mapped, translated, site-local and zoned addresses are not. */
const GLOBAL_UNICAST = blocks(['2000::/3']);
const NOT_GLOBAL = blocks(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** Whether an address is one of the public internet. Anything that is no plain address is not. */
export const isPublicAddress = (ip: string): boolean => {
	const address = addressBits(ip);
	if (!address) return false;
	const isIn = (block: Block): boolean => isInBlock(ip, block);
	if (address.family === 4) return !NOT_PUBLIC.some(isIn);
	return GLOBAL_UNICAST.some(isIn) && !NOT_GLOBAL.some(isIn);
};
