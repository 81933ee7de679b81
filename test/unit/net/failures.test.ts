import { AgentError } from '../../../render-agent/src/kernel/errors';
import {
	brokenOutcome,
	isDefinite,
	shownAddress,
	statusOutcome,
	unreachable,
} from '../../../render-agent/src/net/failures';
import { retryAfterOf } from '../../../render-agent/src/net/retry';

describe('shownAddress', () => {
	it('never shows the query of an address', () => {
		expect(shownAddress('https://cdn.example.com/a/b/clip.mp4?sign=secret#x')).toBe(
			'cdn.example.com/clip.mp4',
		);
		expect(shownAddress('not an address?token=secret')).toBe('not an address');
	});

	it('shows names as people wrote them, without control characters', () => {
		expect(shownAddress('http://a.example/%E7%89%87%E5%A4%B4%0A.mp4')).toBe('a.example/片头.mp4');
	});
});

describe('outcomes', () => {
	it.each([
		[404, true],
		[403, true],
		[410, true],
		[408, false],
		[429, false],
		[500, false],
		[503, false],
	])('that HTTP %i is a definite no is %s', (status, definite) => {
		expect(isDefinite(unreachable('http://a.example/x', statusOutcome(status)))).toBe(definite);
	});

	it.each([
		[500, false],
		[404, false],
		[408, true],
		[429, true],
		[502, true],
		[503, true],
		[504, true],
	])('that HTTP %i is asked again is %s', (status, again) => {
		expect(statusOutcome(status).again).toBe(again);
	});

	it('an unknown host is a definite no, a lost connection is not', () => {
		expect(isDefinite(unreachable('http://a.example/x', brokenOutcome('ENOTFOUND')))).toBe(true);
		expect(isDefinite(unreachable('http://a.example/x', brokenOutcome('ECONNRESET')))).toBe(false);
	});

	it('an error from elsewhere is no definite no', () => {
		expect(isDefinite(new AgentError('DISK_FULL'))).toBe(false);
		expect(isDefinite('odd')).toBe(false);
	});
});

describe('retryAfterOf', () => {
	const now = Date.UTC(2026, 0, 1);

	it.each([
		['7', 7000],
		['604800', 60_000],
		['0', 0],
		[new Date(now + 5000).toUTCString(), 5000],
		[new Date(now - 5000).toUTCString(), 0],
		['soon', undefined],
		[undefined, undefined],
	])('of %s is %s ms', (header, expected) => {
		expect(retryAfterOf(header, now)).toBe(expected);
	});
});
