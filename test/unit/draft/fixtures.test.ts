import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../../render-agent/src/draft/normalise';
import { parseDraft } from '../../../render-agent/src/draft/parse';
import { readDraftText } from '../../../render-agent/src/draft/read';
import type { Normalised } from '../../../render-agent/src/draft/scope';
import { codeOf } from '../../drafts/opinions';
import { type Fixture, readFixtures } from '../../support/manifest';

const FIXTURES = readFixtures(join(__dirname, '..', '..', 'fixtures'));

const readFixture = ({ folder }: Fixture): Normalised =>
	normalise(parseDraft(readDraftText(readFileSync(join(folder, 'draft_content.json')))));

const failureOf = (fixture: Fixture): unknown => {
	try {
		return readFixture(fixture);
	} catch (error) {
		return error;
	}
};

describe('real drafts that cannot be rendered', () => {
	it.each(FIXTURES.filter(({ outcome }) => outcome === 'error'))(
		'$name is refused with its own code',
		(fixture) => {
			const code = codeOf(fixture.expected_error ?? '');
			expect(failureOf(fixture)).toMatchObject({ code });
		},
	);
});

describe('real drafts that can', () => {
	const readable = FIXTURES.filter(({ outcome }) => outcome !== 'error');

	it.each(readable)('$name has its size, rate and frames', (fixture) => {
		const { canvas, frames } = readFixture(fixture).timeline;
		expect({ ...canvas, frames }).toEqual({
			width: fixture.width,
			height: fixture.height,
			rate: { num: fixture.fps, den: 1 },
			frames: fixture.frames,
		});
	});

	it.each(readable)('$name gives words for what is not drawn, and none without need', (fixture) => {
		const codes = readFixture(fixture).diagnostics.map(({ code }): string => code);
		const expected = (fixture.expected_warnings_any ?? [])
			.map(codeOf)
			.filter((code) => code !== 'MEDIA_MISSING');
		expect(codes.some((code) => expected.includes(code))).toBe(expected.length > 0);
		expect(codes).not.toContain('FIELD_UNKNOWN');
		if (expected.length === 0)
			expect(
				codes.filter((code) => !['ANIMATION_APPROXIMATED', 'MATERIAL_REF_DANGLING'].includes(code)),
			).toEqual([]);
	});
});
