import { findAmong } from '../../../render-agent/src/assets/pathLadder';

const PATHS = [
	'draft_content.json',
	'assets/videos/a.mp4',
	'assets/images/a.png',
	'assets/audios/Ton.WAV',
	'materials/m.mp4',
	'media/n.mp4',
	'Resources/deep/er/only.mp4',
	'one/same.mp4',
	'two/same.mp4',
];

describe('a path of a draft', () => {
	it.each([
		[
			'as capcut-mate writes it',
			'/app/output/draft/20261123084150942d4309/assets/videos/a.mp4',
			'assets/videos/a.mp4',
		],
		[
			'of another writer on Linux',
			'/srv/x/output/draft/mine/assets/videos/a.mp4',
			'assets/videos/a.mp4',
		],
		['of Windows', 'C:\\Users\\x\\Drafts\\d\\assets\\images\\a.png', 'assets/images/a.png'],
		[
			'with the placeholder of the app',
			'##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##/one/same.mp4',
			'one/same.mp4',
		],
		['relative', 'two/same.mp4', 'two/same.mp4'],
		['relative with a dot', './two/same.mp4', 'two/same.mp4'],
		['by name in materials', 'm.mp4', 'materials/m.mp4'],
		['by name in media', 'n.mp4', 'media/n.mp4'],
		['in other letters', 'ASSETS/audios/ton.wav', 'assets/audios/Ton.WAV'],
		['somewhere else by name', '/Users/x/Movies/only.mp4', 'Resources/deep/er/only.mp4'],
		['of two of one name, the one in the like folder', 'D:\\old\\two\\same.mp4', 'two/same.mp4'],
		[
			'with invisible characters around it',
			'\u200b assets/videos/a.mp4\ufeff',
			'assets/videos/a.mp4',
		],
	])('%s is found', (_, wanted, expected) => {
		expect(findAmong(PATHS, wanted, '20261123084150942d4309')).toBe(expected);
	});

	it.each(['', 'C:', 'D:', '/app/output/draft/x/assets/videos/none.mp4', '../../etc/passwd', '/'])(
		'%j is not found',
		(wanted) => {
			expect(findAmong(PATHS, wanted)).toBeUndefined();
		},
	);
});
