/** A chunk needs no other file than those it is said to need: with them alone its scene is the one that it has with all. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsOf } from '../../render-agent/src/compile/needs';
import { cutOf, encodingOf, planOf, stretchesOf } from '../../render-agent/src/compile/plan';
import { normalise } from '../../render-agent/src/draft/normalise';
import { parseDraft } from '../../render-agent/src/draft/parse';
import { readDraftText } from '../../render-agent/src/draft/read';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { frames, plus } from '../../render-agent/src/kernel/units';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { guessedFacts } from '../support/guessedFacts';
import { wholeDraft } from '../support/wholeDraft';

const FIXTURES = join(__dirname, '../fixtures');
const ENCODING = { ...encodingOf('h264', 'standard'), gop: frames(60) };

const timelineIn = (json: unknown): Timeline => normalise(parseDraft(json)).timeline;

const fixtureOf = (name: string): readonly (readonly [string, Timeline])[] => {
	try {
		const text = readFileSync(join(FIXTURES, name, 'draft_content.json'));
		return [[name, timelineIn(readDraftText(text))]];
	} catch (error) {
		// Encrypted and corrupt ones have no timeline.
		if (error instanceof AgentError) return [];
		throw error;
	}
};

const timelines = (): readonly (readonly [string, Timeline])[] => [
	['a draft that says everything', timelineIn(wholeDraft())],
	...readdirSync(FIXTURES)
		.filter((name) => name !== 'manifest.json')
		.flatMap(fixtureOf),
];

it.each(timelines())('%s', (_, timeline) => {
	const facts = guessedFacts(timeline);
	const { chunks } = planOf(timeline, facts, ENCODING);
	const cut = cutOf(timeline, ENCODING);
	expect(cut).toEqual(chunks.map(({ first, count }) => ({ first, count })));
	needsOf(timeline, cut).forEach((needs, number) => {
		const own = new Map([...facts].filter(([id]) => needs.has(id)));
		const { first = frames(0), count = frames(0), scene } = chunks[number] ?? {};
		const alone = stretchesOf(timeline, own)({ from: first, to: plus(first, count) });
		expect(alone).toEqual(scene);
	});
});
