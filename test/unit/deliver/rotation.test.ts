import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rotateSecret, secretsIn } from '../../../render-agent/src/config/secrets';
import { createLinks } from '../../../render-agent/src/deliver/links';

const partsOf = (path: string) => {
	const { pathname, searchParams } = new URL(path, 'http://a');
	return {
		name: pathname.slice('/videos/'.length),
		expires: searchParams.get('expires') ?? '',
		signature: searchParams.get('signature') ?? '',
	};
};

describe('links of a secret that was rotated', () => {
	it('work until they expire after one rotation, and no longer after two', () => {
		const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
		const linksNow = () => createLinks(...secretsIn(folder, 'link-secret'));
		const old = partsOf(linksNow().pathOf('j_1.mp4', 10_000));
		rotateSecret(folder, 'link-secret');
		const newer = partsOf(linksNow().pathOf('j_1.mp4', 10_000));
		expect(newer.signature).not.toBe(old.signature);
		expect([old, newer].map((link) => linksNow().check(link, 0))).toEqual(['good', 'good']);
		rotateSecret(folder, 'link-secret');
		expect([old, newer].map((link) => linksNow().check(link, 0))).toEqual(['forged', 'good']);
		expect(statSync(join(folder, 'link-secret')).mode & 0o77).toBe(0);
		rmSync(folder, { recursive: true });
	});
});
