import {
	type CatalogEntry,
	catalogOf,
	entryIn,
	lookIn,
} from '../../../render-agent/src/draft/catalog/catalog';
import { FILTER_PRESETS } from '../../../render-agent/src/draft/looks/filterPresets';
import { CHARACTER_RULES } from '../../../render-agent/src/draft/looks/characterRules';
import { EFFECT_RULES } from '../../../render-agent/src/draft/looks/effectRules';
import { EFFECT_PRESETS } from '../../../render-agent/src/draft/looks/effectPresets';
import {
	characterEffectLookOf,
	effectLookOf,
} from '../../../render-agent/src/draft/looks/effectLooks';
import { filterLookOf } from '../../../render-agent/src/draft/looks/filterLooks';
import { FILTER_RULES } from '../../../render-agent/src/draft/looks/filterRules';
import { FONTS, fontNameOf } from '../../../render-agent/src/draft/looks/fontNames';
import { SOUND_PRESETS } from '../../../render-agent/src/draft/looks/soundPresets';
import { SOUND_RULES } from '../../../render-agent/src/draft/looks/soundRules';
import { textLookOf } from '../../../render-agent/src/draft/looks/textLooks';
import { kindOf } from '../../../render-agent/src/render/text/fontKinds';
import { catalogReadings, countOf, outcomeOf } from '../../../scripts/catalogCounts';
import {
	audioTrack,
	captionPiece,
	contentJson,
	draftOf,
	extra,
	type Json,
	materialWith,
	photo,
	type Piece,
	piece,
	read,
	sound,
	textTrack,
	track,
	type TrackPieces,
	us,
	videoTrack,
} from '../../support/drafts';

const named = (name: string) => ({ resourceId: '', name });
const familyOf = (name: string): string | undefined => filterLookOf(named(name))?.look.family;
const effectFamily = (name: string): string | undefined => effectLookOf(named(name))?.look.family;

describe('the way to an entry', () => {
	const catalog = catalogOf(['1 11|甲|Alpha|look', '2|乙', '3||Gamma', '4|甲 II']);

	it.each([
		[{ resourceId: '2', name: '甲' }, '2'],
		[{ resourceId: '11', name: '' }, '1'],
		[{ resourceId: '', effectId: '11', name: '乙' }, '1'],
		[{ resourceId: 'x', effectId: 'y', name: ' ALPHA' }, '1'],
		[{ resourceId: '', name: 'gamma' }, '3'],
		[{ resourceId: '', name: '丙' }, undefined],
	])('%j leads to %s', (wanted, id) => {
		expect(entryIn([catalog], wanted)?.ids[0]).toBe(id);
	});

	it('a look set by hand counts more than words, and holds for other numerals', () => {
		const reading = {
			catalogs: [catalog],
			rules: [[/甲|乙/u, 'by words']] as const,
			read: (words: string) => words,
		};
		expect(lookIn(reading, named('甲'))).toMatchObject({ look: 'look', name: '甲' });
		expect(lookIn(reading, named('甲 II'))?.look).toBe('look');
		expect(lookIn(reading, named('乙'))?.look).toBe('by words');
		expect(lookIn(reading, named('Gamma'))).toBeUndefined();
	});
});

describe('every entry of the catalogues', () => {
	const readings = catalogReadings();

	it('is there once', () => {
		for (const { title, catalog } of readings) {
			const ids = (catalog?.entries ?? []).map((entry) => entry.ids.join(' '));
			expect([title, new Set(ids).size]).toEqual([title, ids.length]);
		}
	});

	it('has a family or is unknown, and most have one', () => {
		const counts = readings.map(countOf);
		const total = counts.reduce((sum, count) => sum + count.total, 0);
		const unknown = counts.reduce((sum, count) => sum + count.unknown, 0);
		expect(total).toBe(6675);
		expect(unknown / total).toBeLessThan(0.07);
		for (const { exact, byHand, classified, unknown: none, total: all } of counts)
			expect(exact + byHand + classified + none).toBe(all);
	});

	it('whose look is set by hand has that look, unless it is set to be unknown', () => {
		const lost = readings.flatMap((reading) =>
			(reading.catalog?.entries ?? [])
				.filter(({ look }) => look !== '' && look !== 'unknown')
				.filter((entry) => outcomeOf(entry, reading).way === 'unknown')
				.map(({ zh, en, look }) => `${zh}${en}=${look}`),
		);
		expect(lost).toEqual([]);
	});

	it('of 300 and more was given its look by hand', () => {
		const byHand = readings.map(countOf).reduce((sum, count) => sum + count.byHand, 0);
		expect(byHand).toBeGreaterThanOrEqual(300);
	});

	it('is read through words that all have a look', () => {
		const words = (rules: readonly (readonly [RegExp, string])[]) =>
			rules.flatMap(([, look]) => look.split(' + ').map((one) => one.split(' ')[0] ?? ''));
		const missing = [
			...words(FILTER_RULES).filter((word) => !(word in FILTER_PRESETS)),
			...words([...EFFECT_RULES, ...CHARACTER_RULES]).filter(
				(word) => !(word in EFFECT_PRESETS) && word !== 'unknown',
			),
			...words(SOUND_RULES).filter((word) => !(word in SOUND_PRESETS)),
		];
		expect(missing).toEqual([]);
	});
});

describe('a name', () => {
	it.each([
		['黑白', 'monochrome'],
		['高清黑白', 'monochrome'],
		['胶片', 'film'],
		['Kodak Portra', 'film'],
		['雪地胶片', 'film'],
		['港风', 'vintage'],
		['1980', 'vintage'],
		['青橙', 'cinematic'],
		['赛博朋克', 'neon'],
		['落日', 'warm'],
		['凛冬', 'cool'],
		['美食增色', 'food'],
		['白皙', 'portrait'],
		['褪色', 'faded'],
		['安塞尔灰调', 'monochrome'],
		['浮生', undefined],
	])('filter %s is %s', (name, family) => {
		expect(familyOf(name)).toBe(family);
	});

	it.each([
		['胶片', 'stack'],
		['故障', 'glitch'],
		['雪花故障', 'stack'],
		['大雪', 'particles'],
		['开幕', 'curtain'],
		['抖动', 'shake'],
		['广角', 'lens'],
		['九屏', 'split'],
		['胶片漏光', 'stack'],
		['哈哈弹幕', undefined],
	])('effect %s is %s', (name, family) => {
		expect(effectFamily(name)).toBe(family);
	});

	it('gives particles and frames the color that it speaks of', () => {
		const gold = effectLookOf(named('金色星星'))?.look;
		expect(gold).toMatchObject({ kind: 'star', color: { red: 1, blue: 0.32 } });
		expect(effectLookOf(named('白色边框'))?.look).toMatchObject({ color: { green: 1 } });
	});

	it('of a thing on a head is unknown, of copies of a person is a ghost', () => {
		expect(characterEffectLookOf(named('圣诞帽'))).toBeUndefined();
		expect(characterEffectLookOf(named('分身'))?.look.family).toBe('ghost');
	});

	it('of a text effect tells fill, outline and shine', () => {
		const look = textLookOf(named('黄字红边发光'))?.look;
		expect(look).toMatchObject({ fill: { green: 0.88 }, stroke: { red: 0.95, green: 0.16 } });
		expect(look?.glow).toEqual(look?.fill);
		const stops = textLookOf(named('蓝紫渐变花字'))?.look.gradient?.stops;
		expect(stops?.map(({ color }) => color.blue)).toEqual([1, 0.95]);
		expect(textLookOf(named('深绿色紫光花字'))?.look.glow).toMatchObject({ red: 0.64 });
		expect(textLookOf(named('花字'))).toBeUndefined();
	});
});

describe('fonts', () => {
	it('are called by their catalogued name', () => {
		expect(fontNameOf('7246698168547545602')).toBe('A1明朝');
		expect(fontNameOf('20403949')).toBe('A1明朝');
		expect(fontNameOf('1')).toBeUndefined();
		const content = contentJson('A', { range: [0, 1], font: { id: '7246698168547545602' } });
		const { timeline } = read(
			draftOf(textTrack(captionPiece('A', [0, 1], materialWith({ content })))),
		);
		expect(timeline.visuals[0]).toMatchObject({
			text: { runs: [{ style: { font: { name: 'A1明朝' } } }] },
		});
	});

	it.each([
		['思源中宋', 'serif'],
		['古风小楷', 'kai'],
		['飞扬行书', 'kai'],
		['青鸟华光仿宋2', 'fangsong'],
		['兰亭圆', 'round'],
		['得意黑', 'sans'],
		['ZY Timing', 'sans'],
	])('%s is of the kind %s', (name, kind) => {
		expect(FONTS.byName.has(name.toLowerCase().replace(/\s/g, ''))).toBe(true);
		expect(kindOf(name).kind).toBe(kind);
	});
});

/** What a draft with an entry looks like: one piece for it, in its own second. */
type Use = (
	entry: Json & { readonly name: string; readonly resource_id: string },
	at: number,
) => Piece;

const animation =
	(type: string): Use =>
	(entry, at) =>
		photo(
			'a',
			[at, 1],
			extra('material_animations', { animations: [{ ...entry, type, duration: us(1) }] }),
		);
const caption =
	(type: string): Use =>
	(entry, at) =>
		captionPiece(
			'A',
			[at, 1],
			extra('material_animations', { animations: [{ ...entry, type, duration: us(1) }] }),
		);
const effect =
	(type: string): Use =>
	(entry, at) =>
		piece(['video_effects', { ...entry, type }], ['e', at, 1]);
const heard: Use = (entry, at) => sound('m', [at, 1], extra('audio_effects', entry));

const USES: Readonly<Record<string, readonly [(...pieces: Piece[]) => TrackPieces, Use]>> = {
	transitions: [
		videoTrack,
		(entry, at) => photo('a', [at, 1], extra('transitions', { ...entry, duration: us(0.5) })),
	],
	filters: [
		(...pieces) => track({ type: 'filter' }, ...pieces),
		(entry, at) => piece(['effects', { ...entry, type: 'filter', value: 1 }], ['f', at, 1]),
	],
	sceneEffects: [(...pieces) => track({ type: 'effect' }, ...pieces), effect('video_effect')],
	characterEffects: [(...pieces) => track({ type: 'effect' }, ...pieces), effect('face_effect')],
	videoIn: [videoTrack, animation('in')],
	videoOut: [videoTrack, animation('out')],
	videoGroup: [videoTrack, animation('group')],
	textIn: [textTrack, caption('in')],
	textOut: [textTrack, caption('out')],
	textLoop: [textTrack, caption('loop')],
	textEffects: [
		textTrack,
		(entry, at) => captionPiece('A', [at, 1], extra('effects', { ...entry, type: 'text_effect' })),
	],
	masks: [videoTrack, (entry, at) => photo('a', [at, 1], extra('masks', entry))],
	mixModes: [
		videoTrack,
		(entry, at) => photo('a', [at, 1], extra('effects', { ...entry, type: 'mix_mode' })),
	],
	rooms: [audioTrack, heard],
	voices: [audioTrack, heard],
};

describe('a draft', () => {
	const asWritten = ({ ids, zh, en }: CatalogEntry) => ({
		name: zh === '' ? en : zh,
		resource_id: ids[0] ?? '',
	});
	const readings = catalogReadings().filter(({ title }) => title !== 'fonts');

	it.each(readings.map((reading) => [reading.title, reading] as const))(
		'with any entry of %s draws it exactly, or says how it differs',
		(title, reading) => {
			const use = USES[title];
			const entries = reading.catalog?.entries ?? [];
			expect(use).toBeDefined();
			if (!use) return;
			const [trackOf, pieceOf] = use;
			const pieces = entries.map((entry, at) => pieceOf(asWritten(entry), at));
			// A transition needs a clip behind it.
			const last = photo('z', [entries.length, 1]);
			const all = title === 'transitions' ? [...pieces, last] : pieces;
			const { diagnostics } = read(draftOf(trackOf(...all)));
			const codes = new Map(diagnostics.map(({ segment, code }) => [segment, code]));
			const silent = entries.filter((entry, at) => {
				const code = codes.get(String(pieces[at]?.segment['id'])) ?? 'EXACT';
				const { way } = outcomeOf(entry, reading);
				if (way === 'exact') return code !== 'EXACT';
				// Where nothing else is near, a transition is a dissolve.
				const isDrawn = way !== 'unknown' || title === 'transitions';
				return isDrawn ? !code.endsWith('_APPROXIMATED') : !/_(?:UNSUPPORTED|IGNORED)$/.test(code);
			});
			expect(silent.map(({ zh, en }) => zh + en)).toEqual([]);
		},
	);
});
