/** A file whose title in the draft is not its name: its segment has one item and one status, and the sentence has both names. */
import { missingWarnings, mediaFailure } from '../../../render-agent/src/assets/mediaFailure';
import { damagedIn } from '../../../render-agent/src/compile/damagedMedia';
import { shortIn } from '../../../render-agent/src/compile/shortMedia';
import { toneMappedIn } from '../../../render-agent/src/compile/toneMapped';
import type { Normalised } from '../../../render-agent/src/draft/scope';
import type { Diagnostic } from '../../../render-agent/src/kernel/diagnostic';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { microseconds } from '../../../render-agent/src/kernel/units';
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import type { AssetReference } from '../../../render-agent/src/timeline/asset';
import { rangeBetween } from '../../../render-agent/src/timeline/range';
import {
	animated,
	audioTrack,
	type Change,
	clip,
	draftOf,
	extra,
	materialWith,
	photo,
	type Piece,
	piece,
	read,
	segmentWith,
	sound,
	timeRange,
	track,
	type TrackPieces,
	us,
	videoTrack,
} from '../../support/drafts';
import { guessedFacts } from '../../support/guessedFacts';

type Finding = (draft: Normalised) => readonly Diagnostic[];

const missing = (reference: AssetReference) => ({
	reference,
	error: new AgentError('MEDIA_MISSING', { object: reference.label }),
});
const allMissing: Finding = ({ timeline }) => missingWarnings(timeline.assets.map(missing));

/** Files of which the given streams are that long. Seconds. */
const shortFiles =
	(seconds: number, streams: readonly ('picture' | 'sound')[] = ['picture', 'sound']): Finding =>
	({ timeline }) => {
		const duration = microseconds(us(seconds));
		const facts = [...guessedFacts(timeline)].map(([id, file]) => {
			const cut = streams.flatMap((one) => {
				const stream = file[one];
				return stream ? [[one, { ...stream, duration }] as const] : [];
			});
			return [id, { ...file, ...Object.fromEntries(cut) }] as const;
		});
		return shortIn(timeline, new Map(facts));
	};

/** Files of which nothing between two moments can be decoded. Seconds. */
const damagedFiles =
	(from: number, to: number): Finding =>
	({ timeline }) => {
		const hole = rangeBetween(microseconds(us(from)), microseconds(us(to)));
		const holes = { picture: [hole], sound: [hole] };
		return damagedIn(
			timeline,
			new Map([...guessedFacts(timeline).keys()].map((id) => [id, holes])),
		);
	};

const reportWith = (finding: Finding, ...tracks: TrackPieces[]) => {
	const draft = read(draftOf(...tracks));
	return fidelityOf(draft.elements, [...draft.diagnostics, ...finding(draft)]);
};
const linesOf = ({ items }: ReturnType<typeof reportWith>): readonly string[] =>
	items.map(({ what, name, how, why }) => `${what} “${name}” ${how}: ${why?.en ?? ''}`);

const VIDEO = clip('D:/x/v30.mp4', [0, 4], materialWith({ material_name: '旅行' }));
const MUSIC = sound('C:/Cache/music/0a1b.mp3', [0, 4], materialWith({ name: '晴天 - 周杰伦' }));
const COVER = photo('C:/q/1.png', [0, 4], materialWith({ material_name: '封面' }));
const GIF = clip('C:/q/2.gif', [0, 4], materialWith({ type: 'gif', material_name: '猫' }));
const STAR = piece(['stickers', { path: 'D:/s/star.png', name: '星星' }], ['star', 0, 4]);

const tracked = (one: Piece, type: string): TrackPieces => track({ type }, one);

it.each<readonly [string, TrackPieces, string]>([
	['video', tracked(VIDEO, 'video'), '旅行 (v30.mp4)'],
	['sound', tracked(MUSIC, 'audio'), '晴天 - 周杰伦 (0a1b.mp3)'],
	['photo', tracked(COVER, 'video'), '封面 (1.png)'],
	['video', tracked(GIF, 'video'), '猫 (2.gif)'],
	['sticker', tracked(STAR, 'sticker'), '星星 (star.png)'],
])(
	'a missing %s is one thing that is left out, by its title and its file: %#',
	(what, one, said) => {
		const report = reportWith(allMissing, one);
		expect(report).toMatchObject({ score: 0, exact: 0, approximated: 0, skipped: 1 });
		const [title = ''] = said.split(' (');
		expect(linesOf(report)).toEqual([
			`${what} “${title}” skipped: left out, its media cannot be had: ${said}`,
		]);
		expect(report.items[0]?.why?.zh).toBe(
			`素材无法获取，已跳过：${said.replace(' (', '（').replace(')', '）')}`,
		);
	},
);

it('one of two tracks is left out, which is half of the draft', () => {
	const other = clip('there.mp4', [0, 4]);
	const music: Finding = ({ timeline }) =>
		missingWarnings(timeline.assets.filter(({ use }) => use === 'audio').map(missing));
	const report = reportWith(music, videoTrack(other), audioTrack(MUSIC));
	expect(report).toMatchObject({ score: 50, exact: 1, skipped: 1 });
});

it('inside a compound clip it is the clip there, and nothing of the compound clip', () => {
	const inner = draftOf(videoTrack(VIDEO));
	const compound = piece(['drafts', { name: '复合', draft: inner }], ['c', 0, 4]);
	const gone = 'left out, its media cannot be had: 旅行 (v30.mp4)';
	const report = reportWith(allMissing, videoTrack(compound));
	expect(report).toMatchObject({ score: 50, exact: 1, approximated: 0, skipped: 1 });
	expect(linesOf(report)).toEqual([`video “旅行” skipped: ${gone}`, 'compound “复合” exact: ']);
	const past = segmentWith({ source_timerange: timeRange(70, 4) });
	const behind = piece(
		['drafts', { name: '复合', draft: draftOf(videoTrack(past(VIDEO))) }],
		['c', 0, 4],
	);
	expect(reportWith(shortFiles(60), videoTrack(behind))).toMatchObject({
		...{ score: 50, exact: 1, approximated: 0, skipped: 1 },
	});
});

interface Case {
	readonly what: string;
	readonly one: Piece;
	readonly finding: Finding;
	readonly line: string;
	readonly score: number;
}

it.each<Case>([
	{
		what: 'a video that is too short',
		one: VIDEO,
		finding: shortFiles(3),
		line: 'video “旅行” approximated: 旅行 (v30.mp4) is only 3.0 s long, shorter than the draft says: for 1.0 s its last picture stands still and nothing of it is heard',
		score: 50,
	},
	{
		what: 'a sound that is too short',
		one: MUSIC,
		finding: shortFiles(3),
		line: 'sound “晴天 - 周杰伦” approximated: 晴天 - 周杰伦 (0a1b.mp3) is only 3.0 s long, shorter than the draft says: for 1.0 s nothing of it is heard',
		score: 50,
	},
	{
		what: 'a damaged video',
		one: VIDEO,
		finding: damagedFiles(1, 2),
		line: 'video “旅行” approximated: the file 旅行 (v30.mp4) is damaged or incomplete: 1.0 s between 1.0 and 2.0 s cannot be decoded, the nearest good picture stands still and nothing of it is heard; send the whole file again',
		score: 50,
	},
	{
		what: 'a video of which nothing can be decoded',
		one: VIDEO,
		finding: damagedFiles(0, 60),
		line: 'video “旅行” skipped: the file 旅行 (v30.mp4) is damaged or incomplete: 4.0 s between 0.0 and 4.0 s cannot be decoded, the nearest good picture stands still and nothing of it is heard; send the whole file again',
		score: 0,
	},
])('$what has one item', ({ one, finding, line, score }) => {
	const report = reportWith(finding, tracked(one, one === MUSIC ? 'audio' : 'video'));
	expect(linesOf(report)).toEqual([line]);
	expect(report.score).toBe(score);
});

it('a video in HDR has one item', () => {
	const hdr: Finding = ({ timeline }) =>
		toneMappedIn(
			timeline,
			new Map(
				[...guessedFacts(timeline)].map(([id, { picture, ...file }]) => [
					id,
					picture ? { ...file, picture: { ...picture, hdr: true } } : file,
				]),
			),
		);
	const report = reportWith(hdr, videoTrack(VIDEO));
	expect(report).toMatchObject({ score: 50, exact: 0, approximated: 1 });
	expect(report.items[0]?.why?.zh).toMatch(/^素材“旅行（v30\.mp4）”是 HDR/);
});

it('what else is said of a clip that is there is told and counted once, and of one that is not is not', () => {
	const overlapping = [clip('a.mp4', [0, 4]), { ...VIDEO, segment: { ...VIDEO.segment } }].map(
		(one) => segmentWith({ target_timerange: timeRange(0, 4) })(one),
	);
	const laid = videoTrack(...overlapping);
	const ofTravel = (finding: Finding) =>
		reportWith((draft) => finding(draft).filter(({ subject }) => subject?.name === '旅行'), laid);
	const short = ofTravel(shortFiles(3));
	expect(short.items.filter(({ name }) => name === '旅行').map(({ code }) => code)).toEqual([
		'SEGMENT_APPROXIMATED',
		'MEDIA_SHORT',
	]);
	// a.mp4 whole, and the other half.
	expect(short.score).toBe(75);
	const gone = ofTravel(allMissing);
	expect(gone).toMatchObject({ score: 50, exact: 1, approximated: 0, skipped: 1 });
});

it('what lies on a clip that is left out is left out with it, whatever else is said of the clip', () => {
	const on: Change[] = [
		animated(['in', '渐显', 0, 1]),
		extra('masks', { resource_type: 'circle', config: { width: 0.5, height: 0.5 } }),
	];
	const [under, over] = [clip('a.mp4', [0, 4]), clip('b.mp4', [0, 4], ...on)];
	const goneAbove: Finding = ({ timeline }) =>
		missingWarnings(timeline.assets.filter(({ label }) => label === 'b.mp4').map(missing));
	const { items } = reportWith(goneAbove, videoTrack(under, over));
	expect(items.map(({ what, how, code }) => [what, how, code])).toEqual([
		['video', 'skipped', 'MEDIA_MISSING'],
		['animation', 'skipped', 'MEDIA_MISSING'],
		['mask', 'skipped', 'MEDIA_MISSING'],
		['video', 'exact', null],
	]);
});

it('a picture behind a clip that is missing is not the clip', () => {
	const behind = extra('canvases', { type: 'canvas_image', image: 'C:/bg/2.png' });
	const backdrop: Finding = ({ timeline }) =>
		missingWarnings(timeline.assets.filter(({ use }) => use === 'photo').map(missing));
	const { items } = reportWith(backdrop, videoTrack(behind(VIDEO)));
	expect(items.map(({ what, name, how }) => [what, name, how])).toEqual([
		['photo', '2.png', 'skipped'],
		['video', '旅行', 'exact'],
	]);
});

it('the sound of a clip that ends before its picture is not the clip', () => {
	const { items } = reportWith(shortFiles(2, ['sound']), videoTrack(VIDEO));
	expect(items.map(({ what, name, how }) => [what, name, how])).toEqual([
		['sound', '旅行', 'approximated'],
		['video', '旅行', 'exact'],
	]);
});

describe('the title of a file', () => {
	const titleOf = (path: string, material_name: string): string | undefined =>
		read(draftOf(videoTrack(clip(path, [0, 1], materialWith({ material_name }))))).timeline
			.assets[0]?.title;

	it.each([
		['a.mp4', 'a.mp4', undefined],
		['D:/x/A.MP4', 'a.mp4', undefined],
		['a.mp4', 'a', undefined],
		['a.mp4', '', undefined],
		['a.mp4', 'mine: a.mp4', undefined],
		['abc.mp4', 'a', 'a'],
		['https://host/x/abc.mp4?s=1', ' 旅行 ', '旅行'],
		['https://host/x/abc.mp4?s=1', 'abc.mp4', undefined],
	])('of %s that the draft calls “%s” is %s', (path, name, title) => {
		expect(titleOf(path, name)).toBe(title);
	});

	it('stands in the failure of a render that needs the file, before what is wrong of it', () => {
		const [reference] = read(draftOf(videoTrack(VIDEO))).timeline.assets;
		if (!reference) throw new RangeError('no asset');
		const objectOf = (object: ConstructorParameters<typeof AgentError>[1]) =>
			mediaFailure([{ reference, error: new AgentError('MEDIA_BROKEN', object) }]).object;
		expect(objectOf({ object: 'v30.mp4' })).toEqual({
			zh: '旅行（v30.mp4）',
			en: '旅行 (v30.mp4)',
		});
		expect(
			objectOf({ object: { zh: 'v30.mp4（空文件）', en: 'v30.mp4 (an empty file)' } }),
		).toEqual({ zh: '旅行（v30.mp4）（空文件）', en: '旅行 (v30.mp4) (an empty file)' });
		expect(objectOf({ object: 'host/v30.mp4 (HTTP 404)' })).toEqual({
			zh: '旅行（host/v30.mp4 (HTTP 404)）',
			en: '旅行 at host/v30.mp4 (HTTP 404)',
		});
	});

	it('of a file at an address without one is its name there, without the query', () => {
		const { items } = reportWith(
			allMissing,
			videoTrack(clip('https://host/x/a.mp4?Signature=abc', [0, 1])),
		);
		expect(items).toMatchObject([{ name: 'a.mp4', how: 'skipped' }]);
		expect(JSON.stringify(items.map(({ name, why }) => [name, why]))).not.toContain('Signature');
	});
});
