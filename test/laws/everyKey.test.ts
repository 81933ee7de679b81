/**
 * Nothing in a draft is ignored in silence: whatever a key is changed to, the plan of picture and sound is another one or
 * the report is. What may be changed without either is listed here, with the reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import {
	IGNORED_IN_DRAFT,
	IGNORED_IN_MATERIALS,
	IGNORED_IN_SEGMENT,
	IGNORED_IN_TRACK,
	IGNORED_WITHIN,
} from '../../render-agent/src/draft/ignoredFields';
import { normalise } from '../../render-agent/src/draft/normalise';
import { parseDraft } from '../../render-agent/src/draft/parse';
import { readDraftText } from '../../render-agent/src/draft/read';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { fidelityOf } from '../../render-agent/src/report/fidelity';
import { branchesOf, leavesOf, othersFor } from '../support/everyLeaf';
import type { Json } from '../support/drafts';
import { guessedFacts } from '../support/guessedFacts';
import { wholeDraft } from '../support/wholeDraft';

const FIXTURES = join(__dirname, '../fixtures');
/** A key stands in many places of a draft: so many of them are tried. */
const TRIES = 3;

/** What is made of a draft, and what is said of it, in one text. */
const outcomeOf = (json: unknown): string => {
	try {
		const { timeline, diagnostics, elements } = normalise(parseDraft(json));
		const plan = planOf(timeline, guessedFacts(timeline), encodingOf('h264', 'standard'));
		const { canvas, frames } = timeline;
		return JSON.stringify({ plan, canvas, frames, report: fidelityOf(elements, diagnostics) });
	} catch (error) {
		if (error instanceof AgentError) return `refused: ${JSON.stringify(error.object)}`;
		throw error;
	}
};

const fixturesOf = (name: string): readonly Json[] => {
	try {
		return [readDraftText(readFileSync(join(FIXTURES, name, 'draft_content.json'))) as Json];
	} catch (error) {
		// Encrypted and corrupt ones have no keys.
		if (error instanceof AgentError) return [];
		throw error;
	}
};

const drafts = (): readonly Json[] => [
	wholeDraft(),
	...readdirSync(FIXTURES)
		.filter((name) => name !== 'manifest.json')
		.flatMap(fixturesOf),
];

/** Bookkeeping of the editor: the lists of the reader itself say what is none of the picture's or the sound's business. */
const BOOKKEEPING: readonly (readonly [place: RegExp, keys: readonly string[]])[] = [
	[/^/, IGNORED_IN_DRAFT],
	[/^tracks\[\]\./, IGNORED_IN_TRACK],
	[/^tracks\[\]\.segments\[\]\./, IGNORED_IN_SEGMENT],
	[/^materials\.\w+\[\]\./, IGNORED_IN_MATERIALS],
	...Object.entries(IGNORED_WITHIN).map(
		([ending, keys]) => [new RegExp(`${ending.replace(/[.[\]]/g, '\\$&')}$`), keys] as const,
	),
];

const isBookkeeping = (path: string): boolean =>
	BOOKKEEPING.some(([place, keys]) => {
		const [start] = place.exec(path.replace(/[^.]*$/, '')) ?? [];
		if (start === undefined) return false;
		const from = place.source.endsWith('$') ? path.lastIndexOf('.') + 1 : start.length;
		return keys.includes(path.slice(from).split(/[.[]/)[0] ?? '');
	});

/** Keys that are read and yet may be changed without a trace, where the rest of the draft says the same or switches them off. */
const SILENT: readonly (readonly [RegExp, why: string])[] = [
	[/^id$/, 'what the draft is called'],
	[/\.(resource_id|effect_id)$|\.animations\[\]\.id$/, 'the name beside it says the same'],
	[
		/\.(masks|common_mask)\[\]\.(category|constant_material_id)$/,
		'only one word of it means something',
	],
	[/\.keyframe_list\[\]\.graphID$/, 'read where no handle says what the curve is like'],
	[/\.common_keyframes\[\]\.material_id$/, 'it tells apart what only one of is there'],
	[
		/\.mask_stroke$|\.video_mask_(stroke|shadow)$/,
		'an outline of a mask is named once, and not without a mask',
	],
	[/\.is_color_clip$/, 'a color is the own material of its segment'],
	[/\.video_effects\[\]\.time_range\.\w+$/, 'read where there is no apply_time_range'],
	[
		/\.shape_param\.shape_type$/,
		'its numbers are not known: the name tells, as it does beside one',
	],
	[/\.material_colors\[\]\.gradient_\w+$/, 'read where a color clip is a gradient'],
	[/\.shape_fill_render_style\.color\.gradient\.mode$/, 'it is about letters'],
	[/\.shape_fill_render_style\.color\.solid\./, 'it fills a shape without a gradient'],
	[
		/\.video_strokes\[\]\.adjust_params\[\]\.name$/,
		'its first slider is its width, whatever it is called',
	],
	[/\.(reverse_path)$/, 'named where a clip is reversed'],
	[/\.(font\.path|font_path|effectStyle\.path)$/, 'no file of a font'],
	[/\.texts\[\]\.(ktv_color$|words\.)/, 'read where words are animated as they are spoken'],
	[/^materials\.\w+$/, 'a material that nothing refers to'],
];

/** Where anything may stand: points of curves and wheels have several spellings, and all but known ones are named. */
const SPELLINGS = /^materials$|\.(color_curves|(primary|log)_color_wheels)\[\]\./;

/** A compound clip holds a draft like any other: its keys are those of the outer one. */
const inAnyDraft = (path: string): string => path.replace(/^(materials\.drafts\[\]\.draft\.)+/, '');

const isSilent = (path: string): boolean =>
	isBookkeeping(path) || SILENT.some(([place]) => place.test(path));

const noticedIn = (json: Json, known: Map<string, boolean>): void => {
	const before = outcomeOf(json);
	const tried = new Map<string, number>();
	for (const { path: place, value, write } of leavesOf(json)) {
		const path = inAnyDraft(place);
		const times = tried.get(path) ?? 0;
		if (known.get(path) === true || times >= TRIES || isSilent(path)) continue;
		tried.set(path, times + 1);
		const noticed = othersFor(value).some((other) => {
			write(other);
			return outcomeOf(json) !== before;
		});
		write(value);
		known.set(path, noticed);
	}
};

it('every key that is changed changes the plan or the report', () => {
	const known = new Map<string, boolean>();
	for (const json of drafts()) noticedIn(json, known);
	const silent = [...known].flatMap(([path, noticed]) => (noticed ? [] : [path]));
	expect(known.size).toBeGreaterThan(250);
	expect(silent.sort()).toEqual([]);
});

/** The second one is what every object of JavaScript has by birth. */
it.each([
	['glow', drafts],
	['constructor', () => [wholeDraft()]],
] as const)('a key called %s is in the report, wherever it stands', (key, tried) => {
	for (const json of tried()) {
		const before = outcomeOf(json);
		// One that is refused has no report.
		if (before.startsWith('refused')) continue;
		const unnoticed = branchesOf(json).flatMap(({ path: place, add }) => {
			const path = inAnyDraft(place);
			if (SPELLINGS.test(path) || isBookkeeping(path)) return [];
			const remove = add(key, 3);
			const isNoticed = outcomeOf(json) !== before;
			remove();
			return isNoticed ? [] : [path];
		});
		expect([...new Set(unnoticed)].sort()).toEqual([]);
	}
});

it.each(['constructor', '__proto__'])('“%s” is a word like any other', (word) => {
	const tried = new Set<string>();
	for (const json of drafts())
		for (const { path, value, write } of leavesOf(json)) {
			if (tried.has(path)) continue;
			tried.add(path);
			write(word);
			expect([path, outcomeOf(json)]).toEqual([path, expect.stringMatching(/^(?:\{|refused: )/)]);
			write(value);
		}
	expect(tried.size).toBeGreaterThan(250);
});
