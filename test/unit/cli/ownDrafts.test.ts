/** Which get_draft addresses are the agent's own, and what is said of a draft there that is gone. */
import { networkInterfaces } from 'node:os';
import { isOwnGetDraft, ownDrafts } from '../../../render-agent/src/cli/ownDrafts';

const PATH = '/openapi/capcut-mate/v1/get_draft?draft_id=2026112700000000';
const LOOPBACK = { host: '127.0.0.1', port: 30100, publicUrl: undefined };
const EVERYWHERE = { ...LOOPBACK, host: '0.0.0.0' };
const LAN = { ...LOOPBACK, host: '192.168.7.9' };
const PUBLIC = { ...LOOPBACK, publicUrl: 'https://render.example/agent/' };
const machine =
	Object.values(networkInterfaces())
		.flatMap((all) => all ?? [])
		.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';

it.each([
	['http://127.0.0.1:30100', LOOPBACK, true],
	['http://localhost:30100', LOOPBACK, true],
	['http://[::1]:30100', LOOPBACK, true],
	['http://127.0.0.1:30100/flat', LOOPBACK, true],
	['http://127.0.0.1:30000', LOOPBACK, false],
	['https://127.0.0.1:30100', LOOPBACK, false],
	['http://192.168.7.9:30100', LOOPBACK, false],
	['http://127.0.0.1:30100', EVERYWHERE, true],
	[`http://${machine}:30100`, EVERYWHERE, true],
	['http://10.255.255.254:30100', EVERYWHERE, false],
	['http://192.168.7.9:30100', LAN, true],
	['http://127.0.0.1:30100', LAN, false],
	['https://render.example/agent', PUBLIC, true],
	['https://render.example', PUBLIC, false],
	['https://render.example.evil/agent', PUBLIC, false],
	['http://127.0.0.1:80', { ...LOOPBACK, port: 80 }, true],
])('%s of an agent at %j: %s', (base, served, isOwn) => {
	expect(isOwnGetDraft(`${base}${PATH}`, served)).toBe(isOwn);
});

it('no other address of the agent is get_draft', () => {
	expect(isOwnGetDraft('http://127.0.0.1:30100/healthz', LOOPBACK)).toBe(false);
	expect(isOwnGetDraft('http://127.0.0.1:30100/other/get_draft?draft_id=1', LOOPBACK)).toBe(false);
	expect(isOwnGetDraft('no address', LOOPBACK)).toBe(false);
});

it('a draft that is here has its folder, one that is gone does not exist, one elsewhere is nobody of ours', async () => {
	const stored = ownDrafts(
		{ folderOf: (id) => Promise.resolve(id === 'here' ? '/drafts/here' : undefined) },
		LOOPBACK,
	);
	const own = 'http://127.0.0.1:30100/openapi/capcut-mate/v1/get_draft?draft_id=';
	await expect(stored('here', `${own}here`)).resolves.toBe('/drafts/here');
	await expect(stored('gone', `${own}gone`)).rejects.toMatchObject({
		code: 'DRAFT_NOT_FOUND',
		object: 'gone',
	});
	await expect(stored('gone', `${own.replace('30100', '30000')}gone`)).resolves.toBeUndefined();
});
