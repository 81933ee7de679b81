import fc from 'fast-check';
import { parseDraft } from '../../render-agent/src/draft/parse';
import { readDraftText } from '../../render-agent/src/draft/read';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { timelineOf } from '../support/anyDraft';

/** Pieces of which JSON is made, and some of which it is not. */
const PARTS = ['{', '}', '[', ']', ',', ':', '"', '0', 'a', '1', '-', ' ', '\t', 'n'];

describe('any JSON', () => {
	it('is a draft or is refused as one', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 6 }), fc.jsonValue(), (tracks, materials) => {
				for (const json of [tracks, { tracks, materials }, { tracks: [tracks], materials: {} }])
					expect(() => timelineOf(json)).not.toThrow();
			}),
		);
	});

	it('that can be parsed is read to the same value, and cut off is refused', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
				const text = JSON.stringify(value, null, '\t');
				const isSafe = !/"(__proto__|constructor|prototype)":/.test(text);
				if (!isSafe) return;
				expect(readDraftText(text)).toEqual(JSON.parse(text));
				const part = text.slice(0, 1 + (cut % (text.length - 1)));
				expect(() => readDraftText(part)).toThrow(AgentError);
			}),
		);
	});

	it('is scanned as the parser would judge it', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...PARTS, 'true', 'null', '"k":')).map((c) => `{${c.join('')}`),
				(text) => {
					const parses = (() => {
						try {
							return Boolean(JSON.parse(text));
						} catch {
							return false;
						}
					})();
					if (parses) expect(readDraftText(text)).toEqual(JSON.parse(text));
					else expect(() => readDraftText(text)).toThrow(AgentError);
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('is refused before it is understood when it is too deep', () => {
		fc.assert(
			fc.property(fc.integer({ min: 65, max: 5000 }), (depth) => {
				const text = `{"a":${'[{"a":'.repeat(depth)}`;
				expect(() => parseDraft(readDraftText(text))).toThrow('levels deep');
			}),
		);
	});
});
