import { guard, objectionTo } from '../../../render-agent/src/net/addressGuard';

describe('guard', () => {
	it('permits a private address only when a block that holds it is allowed', () => {
		const { permits } = guard({ allow: ['192.168.1.0/24'] });
		expect(permits('192.168.1.20')).toBe(true);
		expect(permits('192.168.2.20')).toBe(false);
		expect(permits('8.8.8.8')).toBe(true);
	});

	it('permits nothing more for a block that cannot be read', () => {
		expect(guard({ allow: ['everything'] }).permits('10.0.0.1')).toBe(false);
	});

	it('names the very setting that would allow a refused address, keeping what is allowed', () => {
		const error = guard({ allow: ['127.0.0.0/8'] }).refusal('drafts.lan', '192.168.1.20');
		expect(error.code).toBe('ADDRESS_REFUSED');
		expect(error.object).toBe('drafts.lan (192.168.1.20)');
		expect(error.hint).toEqual({
			setting: 'RENDER_AGENT_ALLOW_ADDRESSES=127.0.0.0/8,192.168.1.20/32',
		});
	});

	it('suggests a block of one address for IPv6 too', () => {
		expect(guard({ allow: [] }).refusal('::1', '::1').hint).toEqual({
			setting: 'RENDER_AGENT_ALLOW_ADDRESSES=::1/128',
		});
	});
});

describe('objectionTo', () => {
	it.each([
		'data:application/json,{}',
		'file:///etc/passwd',
		'ftp://example.com/a',
		'gopher://example.com/',
		'http://user:secret@example.com/',
		'http://user@example.com/',
		'http://example.com:22/',
		'http://example.com:25/',
		'http://example.com:6379/',
		'http://example.com:5432/',
		'http://example.com:2375/',
		'http://example.com:10250/',
	])('objects to %s', (address) => {
		expect(objectionTo(new URL(address))).toBeDefined();
	});

	it.each(['http://example.com', 'HTTPS://example.com/a?b', 'http://example.com:30000/x'])(
		'has nothing against %s',
		(address) => {
			expect(objectionTo(new URL(address))).toBeUndefined();
		},
	);
});
