/** Files of the user's library that cannot be read: the video is made as without them, and the report names them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod/v4';
import type { RenderOptions } from '../../render-agent/src/config/options';
import {
	captionPiece,
	draftOf,
	materialWith,
	photo,
	piece,
	textTrack,
	track,
	videoTrack,
} from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { readVideo } from '../support/media';
import { renderFixture, type RenderedDraft } from '../support/renderDraft';
import { H264, made } from '../support/studio';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'broken-library-'));
const DRAFT = join(folder, 'draft');
const BROKEN = join(folder, 'library');
const NOTHING = join(folder, 'empty');

const ffmpeg = (...args: string[]): void => {
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', ...args]);
};

const firstHalf = (file: string): Buffer => {
	const bytes = readFileSync(file);
	return bytes.subarray(0, Math.floor(bytes.length / 2));
};

const NOTO = join(
	dirname(require.resolve('@expo-google-fonts/noto-sans-arabic/package.json')),
	'400Regular/NotoSansArabic_400Regular.ttf',
);

/** A picture, a film whose pictures are gone, a LUT that lacks rows, and two fonts of which only the head is left. */
const brokenLibrary = (): void => {
	const whole = join(folder, 'whole.png');
	ffmpeg(...made('testsrc2=s=270x136'), '-frames:v', '1', whole);
	writeFileSync(join(BROKEN, '熊猫.png'), firstHalf(whole));
	const film = join(folder, 'snow.mp4');
	ffmpeg(...made('testsrc2=s=320x180:r=30:d=1'), ...H264, '-movflags', '+faststart', film);
	const bytes = readFileSync(film);
	bytes.fill(0, bytes.indexOf('mdat') + 4);
	writeFileSync(join(BROKEN, '模糊.mp4'), bytes);
	writeFileSync(join(BROKEN, 'night.cube'), 'LUT_3D_SIZE 2\n0 0 0\n1 1 1\n');
	writeFileSync(join(BROKEN, 'Title.ttf'), readFileSync(NOTO).subarray(0, 2000));
	writeFileSync(join(BROKEN, 'fallback.ttf'), readFileSync(NOTO).subarray(0, 2000));
	writeFileSync(join(BROKEN, 'library.json'), JSON.stringify({ 黑白: 'night.cube' }));
};

beforeAll(() => {
	for (const one of [DRAFT, BROKEN, NOTHING]) mkdirSync(one);
	ffmpeg(...made('testsrc2=s=128x72'), '-frames:v', '1', join(DRAFT, 'base.png'));
	brokenLibrary();
	const sticker = piece(['stickers', { name: '熊猫', resource_id: '702' }], ['s', 0, 1]);
	const effect = piece(['video_effects', { name: '模糊', value: 1 }], ['e', 0, 1]);
	const filter = piece(['effects', { type: 'filter', name: '黑白', value: 1 }], ['f', 1, 1]);
	const caption = captionPiece('Hi', [0, 2], materialWith({ font_title: 'Title' }));
	const draft = draftOf(
		videoTrack(photo('base.png', [0, 2])),
		track({ type: 'effect' }, effect),
		track({ type: 'filter' }, filter),
		track({ type: 'sticker' }, sticker),
		textTrack(caption),
	);
	writeFileSync(join(DRAFT, 'draft_content.json'), JSON.stringify(draft));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const rendered = (
	library: string,
	choice: RenderOptions['on_unsupported'] = 'approximate',
): Promise<RenderedDraft> =>
	renderFixture({
		...{ draft: DRAFT, library, options: { size: '128x72', on_unsupported: choice } },
		folder: mkdtempSync(join(folder, 'work-')),
	});

const items = z.object({
	fidelity: z.object({
		score: z.number(),
		items: z.array(
			z.object({
				...{ what: z.string(), name: z.string(), how: z.string(), code: z.string().nullable() },
				why: z.object({ zh: z.string(), en: z.string() }).nullable(),
			}),
		),
	}),
});
const reportOf = ({ report }: RenderedDraft) => items.parse(report).fidelity;

it('the video is that of a library without them, and the report tells of each by its name', async () => {
	const [broken, without] = [await rendered(BROKEN), await rendered(NOTHING)];
	const times = [0.5, 1.5];
	const [one, other] = [await readVideo(broken.file, times), await readVideo(without.file, times)];
	for (const time of times) expect(one.at(time).rgb).toEqual(other.at(time).rgb);
	const report = reportOf(broken);
	expect(report.score).toBe(reportOf(without).score);
	const told = report.items.flatMap(({ what, name, how, code, why }) => {
		const file = /your library has the file (.*) for it, but it cannot be read/.exec(why?.en ?? '');
		return file ? [[what, name, how, code, file[1]]] : [];
	});
	expect(told).toEqual([
		['sticker', '熊猫', 'skipped', 'STICKER_UNAVAILABLE', '熊猫.png (its picture cannot be read)'],
		[
			'effect',
			'模糊',
			'approximated',
			'EFFECT_APPROXIMATED',
			expect.stringMatching(/^模糊\.mp4 \(none of its pictures/),
		],
		[
			'filter',
			'黑白',
			'approximated',
			'FILTER_APPROXIMATED',
			expect.stringMatching(/^night\.cube \(.*not complete/),
		],
		['font', 'Title', 'approximated', 'FONT_SUBSTITUTED', 'Title.ttf (a damaged font)'],
		['font', 'fallback', 'exact', 'LIBRARY_FILE_UNREADABLE', 'fallback.ttf (a damaged font)'],
	]);
});

it('a mapping to a file that is not there is told with its key where a draft uses it, and fails no other', async () => {
	const library = mkdtempSync(join(folder, 'gone-'));
	const mapping = { 熊猫: 'gone/panda.png', 没人用: 'nobody.cube' };
	writeFileSync(join(library, 'library.json'), JSON.stringify(mapping));
	const told = reportOf(await rendered(library)).items.flatMap(({ name, why }) =>
		why?.en.includes('your library names the file') === true ? [[name, why.en]] : [],
	);
	expect(told).toEqual([
		[
			'熊猫',
			expect.stringContaining(
				'gone/panda.png (“熊猫” in library.json) for it, which is not there',
			) as string,
		],
	]);
	await expect(rendered(library, 'fail')).rejects.toMatchObject({
		code: 'UNSUPPORTED',
		object: { en: expect.stringMatching(/gone\/panda\.png \(“熊猫” in library\.json\)/) as string },
	});
});

it('on_unsupported: fail refuses the draft once, and says which files cannot be read', async () => {
	await expect(rendered(BROKEN, 'fail')).rejects.toMatchObject({
		code: 'UNSUPPORTED',
		object: {
			en: expect.stringMatching(/熊猫\.png.*模糊\.mp4.*night\.cube.*Title\.ttf/s) as string,
			zh: expect.stringContaining(
				'素材库中有对应的文件 熊猫.png（画面无法读取），但无法使用',
			) as string,
		},
	});
});
