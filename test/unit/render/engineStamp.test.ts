import { readFileSync } from 'node:fs';
import { BUILT_STAMP, codeStamp, sumOfRooms } from '../../../render-agent/src/render/engineStamp';

describe('the stamp of what draws', () => {
	it('lies where the build has written it, and is the sum of what was built', () => {
		expect(readFileSync(BUILT_STAMP, 'utf8')).toBe(sumOfRooms());
	});

	it('is a sum that stays the same while nothing is built', () => {
		expect(codeStamp()).toMatch(/^[0-9a-f]{64}$/);
		expect(codeStamp()).toBe(codeStamp());
	});
});
