/** The gallery of the documentation: whole, and what the engine draws today. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { EFFECT_PRESETS } from '../../render-agent/src/draft/looks/effectPresets';
import { FILTER_PRESETS } from '../../render-agent/src/draft/looks/filterPresets';
import { SOUND_PRESETS } from '../../render-agent/src/draft/looks/soundPresets';
import { KERNELS } from '../../render-agent/src/render/places';
import { catalogReadings } from '../../scripts/catalogCounts';
import { CHAPTERS } from '../../scripts/gallery/chapters';
import { type AnyLook, faceOf, partsOf } from '../../scripts/gallery/faces';
import { fileOf, galleryText, PICTURES } from '../../scripts/gallery/page';
import { EXAMPLES, PARTICLE_KINDS } from '../support/effectExamples';

jest.setTimeout(120_000);

/** The chapter of what each catalogue leads to. A font has no look of ours: it is a file, or the nearest one that is there. */
const CHAPTER_OF: Readonly<Record<string, string | undefined>> = {
	transitions: 'transition',
	filters: 'filter',
	...{ sceneEffects: 'effect', characterEffects: 'effect' },
	...{ videoIn: 'animation', videoOut: 'animation', videoGroup: 'animation' },
	...{ textIn: 'animation', textOut: 'animation', textLoop: 'animation' },
	textEffects: 'texteffect',
	fonts: undefined,
	...{ masks: 'mask', mixModes: 'blend' },
	...{ rooms: 'sound', voices: 'sound' },
};

const pictured = new Set(
	CHAPTERS.flatMap(({ file, entries }) => entries.map(({ face }) => `${file}: ${face}`)),
);

/** What a look of a chapter shows, and what each of its parts does in the chapter of its kind. */
const facesIn = (chapter: string, look: AnyLook): readonly string[] => [
	`${chapter}: ${faceOf(look)}`,
	...partsOf(look).map((part) => `${chapter === 'sound' ? 'sound' : 'effect'}: ${faceOf(part)}`),
];

/** What all entries of the apps' catalogues lead to. */
const ofCatalogs = (): readonly string[] =>
	catalogReadings().flatMap(({ title, catalog, lookOf }) => {
		expect(Object.keys(CHAPTER_OF)).toContain(title);
		const chapter = CHAPTER_OF[title];
		return (catalog?.entries ?? []).flatMap((entry) => {
			const name = entry.zh === '' ? entry.en : entry.zh;
			const found = lookOf({ resourceId: entry.ids[0] ?? '', name });
			return found && chapter !== undefined ? facesIn(chapter, found.look) : [];
		});
	});

/** What the words of names lead to, whether or not an entry has them. */
const ofPresets = (): readonly string[] => [
	...Object.values(EFFECT_PRESETS).flatMap((make) => facesIn('effect', make(undefined))),
	...Object.values(FILTER_PRESETS).flatMap((look) => facesIn('filter', look)),
	...Object.values(SOUND_PRESETS).flatMap((look) => facesIn('sound', look)),
	...Object.values(EXAMPLES).flatMap((look) => facesIn('effect', look)),
	...PARTICLE_KINDS.map((kind) => `effect: ${faceOf({ family: 'particles', kind })}`),
];

it('every look that a name leads to has a picture', () => {
	const wanted = new Set([...ofCatalogs(), ...ofPresets()]);
	expect(wanted.size).toBeGreaterThan(180);
	expect([...wanted].filter((face) => !pictured.has(face))).toEqual([]);
});

it('the page shows every picture, and no picture lies beside it unseen', () => {
	const page = readFileSync('docs/gallery.md', 'utf8');
	expect(page).toBe(galleryText());
	const shown = CHAPTERS.flatMap((chapter) => chapter.entries.map((one) => fileOf(chapter, one)));
	expect(new Set(shown).size).toBe(shown.length);
	const lying = readdirSync(`docs/${PICTURES}`).map((name) => `${PICTURES}/${name}`);
	expect([...lying].sort()).toEqual([...shown].sort());
	const bytes = lying.map((file) => statSync(`docs/${file}`).size);
	expect(Math.min(...bytes)).toBeGreaterThan(800);
	expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(2 ** 21);
});

it('every picture shows what the engine draws (scripts/gallery.ts draws them anew)', () => {
	// In a process of its own: the landscapes are painted point by point, which a test's own world makes slow.
	const args = ['-r', './scripts/typescript.cjs', 'scripts/gallery.ts', '--check', KERNELS];
	const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
