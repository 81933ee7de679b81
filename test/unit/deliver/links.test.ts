import { createLinks } from '../../../render-agent/src/deliver/links';

describe('links', () => {
	const links = createLinks('secret');
	const partsOf = (path: string) => {
		const { pathname, searchParams } = new URL(path, 'http://a');
		return {
			name: pathname.slice('/videos/'.length),
			expires: searchParams.get('expires') ?? '',
			signature: searchParams.get('signature') ?? '',
		};
	};

	it('are good until they expire, and only as they were signed', () => {
		const link = partsOf(links.pathOf('j_1.mp4', 10_000));
		expect(links.check(link, 9_999)).toBe('good');
		expect(links.check(link, 10_000)).toBe('expired');
		expect(links.check({ ...link, name: 'j_2.mp4' }, 0)).toBe('forged');
		expect(links.check({ ...link, expires: '11' }, 0)).toBe('forged');
		expect(links.check({ ...link, signature: '' }, 0)).toBe('forged');
		expect(createLinks('other').check(link, 0)).toBe('forged');
	});
});
