/** Nothing in a draft is ignored in silence: every segment, every difference and every entry of the catalogues is in the report. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../../render-agent/src/draft/normalise';
import { parseDraft } from '../../../render-agent/src/draft/parse';
import { readDraftText } from '../../../render-agent/src/draft/read';
import type { Normalised } from '../../../render-agent/src/draft/scope';
import { kindOf } from '../../../render-agent/src/kernel/diagnostic';
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import type { FidelityReport } from '../../../render-agent/src/report/shape';
import {
	animated,
	audioTrack,
	captionPiece,
	clip,
	draftOf,
	extra,
	type Json,
	materialWith,
	piece,
	read,
	segmentWith,
	sound,
	textTrack,
	track,
	type TrackPieces,
	videoTrack,
} from '../../support/drafts';

const FIXTURES = join(__dirname, '../../fixtures');
const CATALOG = join(__dirname, '../../../render-agent/src/draft/catalog');

const readFixture = (name: string): Normalised | undefined => {
	try {
		const file = join(FIXTURES, name, 'draft_content.json');
		return normalise(parseDraft(readDraftText(readFileSync(file))));
	} catch {
		// Encrypted, corrupt or empty: no draft, no report.
		return undefined;
	}
};

const drafts = readdirSync(FIXTURES).filter((name) => readFixture(name) !== undefined);

const reportOf = ({ elements, diagnostics }: Normalised): FidelityReport =>
	fidelityOf(elements, diagnostics);

const total = ({ items }: FidelityReport): number =>
	items.reduce((sum, { times }) => sum + times, 0);

describe('the report of each fixture', () => {
	it.each(drafts)('%s has every segment that is shown and every difference', (name) => {
		const draft = readFixture(name);
		if (!draft) throw new RangeError(name);
		const report = reportOf(draft);
		const { timeline, diagnostics, elements } = draft;
		const segments = new Set([
			...timeline.visuals.map(({ id }) => id),
			...timeline.sounds.map(({ id }) => id),
		]);
		const reported = new Set(report.items.flatMap(({ places }) => places.map((at) => at.segment)));
		expect([...segments].filter((id) => !reported.has(id))).toEqual([]);
		const codes = [
			...diagnostics.map(({ code }) => code),
			...elements.flatMap(({ near }) => near?.code ?? []),
		].sort();
		const told = report.items.flatMap(({ code, times }) =>
			code === null ? [] : Array.from({ length: times }, () => code),
		);
		expect([...told].sort()).toEqual(codes);
		expect(report.exact + report.approximated + report.skipped).toBe(total(report));
		const near = codes.filter((code) => kindOf(code).how === 'approximated');
		expect(report.approximated).toBe(near.length);
	});
});

interface Entry {
	readonly name: string;
	readonly resource_id: string;
}

/** A line of a catalogue is `id effect-id|name|…`. */
const entriesOf = (file: string): readonly Entry[] => {
	const lines = JSON.parse(
		readFileSync(join(CATALOG, `${file}.json`), 'utf8'),
	) as readonly string[];
	return lines.map((line) => {
		const [ids = '', name = ''] = line.split('|');
		return { name, resource_id: ids.split(' ')[0] ?? '' };
	});
};

/** Each kind of entry on a segment of its own, with what it is in the report. */
const KINDS: Readonly<Record<string, readonly [what: string, on: (entry: Entry) => TrackPieces]>> =
	{
		filters: [
			'filter',
			(entry) =>
				track({ type: 'filter' }, piece(['effects', { type: 'filter', ...entry }], ['f', 0, 2])),
		],
		sceneEffects: [
			'effect',
			(entry) => track({ type: 'effect' }, piece(['video_effects', { ...entry }], ['e', 0, 2])),
		],
		transitions: [
			'transition',
			(entry) =>
				videoTrack(
					clip('a.mp4', [0, 2], extra('transitions', { ...entry, duration: 500_000 })),
					clip('b.mp4', [2, 2]),
				),
		],
		videoIn: [
			'animation',
			(entry) => videoTrack(clip('a.mp4', [0, 2], animated(['in', entry.name, 0, 1]))),
		],
		textEffects: [
			'text_effect',
			(entry) =>
				textTrack(captionPiece('字', [0, 2], extra('effects', { type: 'text_effect', ...entry }))),
		],
		voices: [
			'audio_effect',
			(entry) => audioTrack(sound('a.mp3', [0, 2], extra('audio_effects', { ...entry }))),
		],
		masks: [
			'mask',
			(entry) =>
				videoTrack(
					clip('a.mp4', [0, 2], extra('masks', { ...entry, resource_type: 'x', config: {} })),
				),
		],
	};

describe('the report of the catalogues', () => {
	it.each(Object.entries(KINDS))('names every entry of %s', (file, [what, on]) => {
		const entries = entriesOf(file);
		expect(entries.length).toBeGreaterThan(5);
		const unnamed = entries.filter((entry) => {
			const report = reportOf(read(draftOf(on(entry))));
			const found = report.items.filter((item) => item.what === what);
			return !found.some(({ name }) => name === entry.name || name === entry.resource_id);
		});
		expect(unnamed).toEqual([]);
	});
});

describe('what a draft hides', () => {
	it('is one item that says so, muted sounds say so themselves', () => {
		const hidden = segmentWith({ visible: false });
		const { items, score } = reportOf(
			read(
				draftOf(
					videoTrack(clip('a.mp4', [0, 2]), clip('b.mp4', [2, 2], hidden)),
					textTrack(captionPiece('字', [0, 3], hidden)),
					track({ type: 'audio', attribute: 1 }, sound('c.mp3', [0, 2])),
				),
			),
		);
		expect(items.map(({ what, name, times, why }) => [what, name, times, why?.en])).toEqual([
			['video', 'a.mp4', 1, undefined],
			['sound', 'c.mp3', 1, 'its track is muted in the draft, and so it is not heard'],
			['segment', '', 2, 'hidden in the draft, and so neither drawn nor heard'],
		]);
		expect(items[2]?.places).toEqual([
			{ segment: 'b.mp4@2', track: 0, start: 2, end: 4 },
			{ segment: '字@0', track: 1, start: 0, end: 3 },
		]);
		expect(items.every(({ how }) => how === 'exact')).toBe(true);
		expect(score).toBe(100);
	});
});

describe('what the reader does not know', () => {
	const hidden: Json = { glow: { strength: 3 } };

	it('is in the report by its field', () => {
		const { items } = reportOf(
			read(draftOf(videoTrack(clip('a.mp4', [0, 2], segmentWith(hidden))))),
		);
		const field = items.find(({ what }) => what === 'field');
		expect(field).toMatchObject({ how: 'skipped', code: 'FIELD_UNKNOWN' });
		expect(field?.why?.en).toContain('glow');
	});

	it('is told of at each segment that has it, itself or in its materials', () => {
		const odd = materialWith(hidden);
		const { items, score } = reportOf(
			read({
				...draftOf(
					videoTrack(
						clip('a.mp4', [0, 2], segmentWith(hidden)),
						clip('b.mp4', [2, 2], segmentWith(hidden)),
						clip('c.mp4', [4, 2], odd),
						clip('d.mp4', [6, 2]),
					),
				),
				aura: 1,
			}),
		);
		const fields = items.filter(({ what }) => what === 'field');
		expect(
			fields.map(({ times, places, why }) => [
				why?.en.split(': ')[1],
				times,
				...places.map(({ segment }) => segment),
			]),
		).toEqual([
			['aura', 1, null],
			['tracks[].segments[].glow', 2, 'a.mp4@0', 'b.mp4@2'],
			['materials.videos[].glow', 1, 'c.mp4@4'],
		]);
		// They take no time, and yet not everything is exact.
		expect(score).toBe(99);
	});

	it('inside a compound clip is told of in its place', () => {
		const inner = draftOf(
			track({ type: 'filter' }, piece(['effects', { type: 'filter', name: 'Qzxv' }], ['f', 0, 2])),
			videoTrack(clip('a.mp4', [0, 2])),
		);
		const outer = piece(['drafts', { name: '组合', draft: inner }], ['c', 3, 2]);
		const { items } = reportOf(read(draftOf(videoTrack(outer))));
		expect(items.map(({ what, name, how }) => [what, name, how])).toEqual([
			['filter', 'Qzxv', 'skipped'],
			['compound', '组合', 'exact'],
			['video', 'a.mp4', 'exact'],
		]);
		for (const { places } of items)
			expect(places).toMatchObject([{ segment: 'c@3', start: 3, end: 5 }]);
	});
});
