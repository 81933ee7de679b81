import { openAssetBook, placeOf } from '../../../render-agent/src/draft/assetBook';
import { microseconds } from '../../../render-agent/src/kernel/units';
import { clip, draftOf, photo, read, videoTrack } from '../../support/drafts';

describe('placeOf', () => {
	it.each([
		['https://a.b/c.mp4?x=1', 'https://a.b/c.mp4?x=1'],
		[' \u200Bhttp://a.b/c.mp4\uFEFF\n', 'http://a.b/c.mp4'],
		['HTTPS://A.B/c', 'HTTPS://A.B/c'],
	])('%j is an address', (path, url) => {
		expect(placeOf(path)).toEqual({ kind: 'address', url });
	});

	it.each([
		'/app/output/x.mp4',
		'C:\\x.mp4',
		'##_draftpath_placeholder_0_##/x',
		' a',
		'',
		'ftp://x',
	])('%j is a path, as it is written', (path) => {
		expect(placeOf(path)).toEqual({ kind: 'path', path });
	});
});

it.each([
	['file:///Users/m%C3%A9/a%20b.mp4', '/Users/mé/a b.mp4'],
	['file:///C:/%E7%B4%A0%E6%9D%90/a.mp4', 'C:/素材/a.mp4'],
	['FILE://localhost/tmp/100%.mp4', '/tmp/100%.mp4'],
])('%j is the path %j', (address, path) => {
	expect(placeOf(address)).toEqual({ kind: 'path', path });
});

describe('the files of a draft', () => {
	it('are listed once a place and use, with everybody who uses them', () => {
		const { assets } = read(
			draftOf(
				videoTrack(clip('a', [0, 1]), clip('a', [1, 1]), photo('a', [2, 1]), clip('b', [3, 1])),
			),
		).timeline;
		expect(assets.map(({ use, label, usedBy }) => [use, label, usedBy.length])).toEqual([
			['video', 'a', 2],
			['photo', 'a', 1],
			['video', 'b', 1],
		]);
		expect(assets[0]?.usedBy[1]).toEqual({
			segment: 'a@1',
			track: 0,
			start: 1_000_000,
			end: 2_000_000,
		});
	});

	it.each([
		['/x/y/z.mp4', 'z.mp4'],
		['C:\\x\\y.mp4', 'y.mp4'],
		['https://a.b/c/d.mp4?sig=secret', 'https://a.b/c/d.mp4'],
		['http://user:secret@a.b/c/d.mp4', 'http://a.b/c/d.mp4'],
		['http://user:se?cr#et@a.b/d.mp4', 'http://a.b/d.mp4'],
		['/app/output/draft/1/d.mp4?sig=secret', 'd.mp4'],
		['ftp://user:secret@a.b/d.mp4?sig=secret', 'd.mp4'],
		['/x/what?.mp4', 'what?.mp4'],
		['', 'the name'],
	])('%s is called %s', (path, label) => {
		const book = openAssetBook();
		const zero = microseconds(0);
		const user = { id: 's', track: 0, target: { start: zero, duration: zero } };
		book.refer({ use: 'video', path, name: 'the name' }, user);
		expect(book.list()[0]?.label).toBe(label);
	});
});
