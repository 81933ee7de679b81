import { draftAddressOf, draftKeyOf, identityOf } from '../../../render-agent/src/jobs/draftKey';

const ID = '2025112308300000000001';

describe('the key of a draft', () => {
	it.each([
		[
			`https://a.example/openapi/capcut-mate/v1/get_draft?draft_id=${ID}`,
			`http://127.0.0.1:30000/x/get_draft?draft_id=${ID}&y=1#z`,
		],
		[
			'https://a.example/d.zip?x-amz-date=1&X-Amz-Signature=2',
			'https://A.example:443/d.zip?X-Amz-Signature=3',
		],
		[
			'https://a.example/d.json?OSSAccessKeyId=1&Expires=2&Signature=3&v=1',
			'https://a.example/d.json?v=1&Expires=9',
		],
		[
			'https://a.example/d.json?q-sign-time=1',
			'https://a.example/d.json?q-sign-time=2&x-tos-date=3&sign=4',
		],
	])('%s and %s are one draft', (one, other) => {
		expect(draftKeyOf(one)).toBe(draftKeyOf(other));
	});

	it.each([
		['https://a.example/d.json?v=1', 'https://a.example/d.json?v=2'],
		['https://a.example/d.json', 'https://b.example/d.json'],
		['https://a.example/get_draft?draft_id=1', 'https://b.example/get_draft?draft_id=1'],
	])('%s and %s are two drafts', (one, other) => {
		expect(draftKeyOf(one)).not.toBe(draftKeyOf(other));
	});

	it('invisible characters and blanks around an address do not count', () => {
		expect(draftAddressOf('\ufeff https://a.example/\u200bd.json ')).toBe(
			'https://a.example/d.json',
		);
	});

	it.each([
		['ftp://user:secret@a.example/d.json?token=secret#secret', 'ftp://a.example/d.json'],
		['a.example:80/d.json?token=secret', 'a.example:80/d.json'],
		['user:secret@a.example/d.json', 'a.example/d.json'],
		['draft?token=secret', 'draft'],
	])('%s is refused without its secrets', (sent, shown) => {
		expect(() => draftAddressOf(sent)).toThrow(`DRAFT_URL_INVALID: ${shown}`);
		expect(() => draftAddressOf(sent)).not.toThrow('secret');
	});

	it('the order of options does not make another job, their values do', () => {
		expect(identityOf('d', { a: 1, b: { c: 2, d: 3 } }, '')).toBe(
			identityOf('d', { b: { d: 3, c: 2 }, a: 1 }, ''),
		);
		expect(identityOf('d', { a: 1 }, '')).not.toBe(identityOf('d', { a: 2 }, ''));
		expect(identityOf('d', {}, 'one')).not.toBe(identityOf('d', {}, 'two'));
	});
});
