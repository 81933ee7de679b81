/** What a preflight tells of media that are here before anything is rendered, and that it cannot tell it of others. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderOptions } from '../../render-agent/src/config/options';
import { preflightViewOf } from '../../render-agent/src/http/preflightView';
import type { Preflighted } from '../../render-agent/src/jobs/preflight';
import { clip, draftOf, type Piece, videoTrack } from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { serve } from '../support/localServer';
import { type Looks, openLooks } from '../support/looks';
import { H264, made } from '../support/studio';

jest.setTimeout(60_000);

const NEVER = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
let looks: Looks;

const make = (name: string, seconds: number, ...more: string[]): string => {
	const file = join(folder, name);
	const film = made(`testsrc2=s=128x72:r=30:d=${String(seconds)}`);
	execFileSync(ffmpegPath(), ['-v', 'error', ...film, ...H264, ...more, file]);
	return file;
};

beforeAll(async () => {
	mkdirSync(folder, { recursive: true });
	const whole = readFileSync(make('whole.mp4', 4, '-movflags', '+faststart'));
	writeFileSync(join(folder, 'cut.mp4'), whole.subarray(0, Math.floor(whole.length / 2)));
	writeFileSync(join(folder, 'nothing.mp4'), whole.subarray(0, 300));
	make('long.mp4', 61, '-preset', 'ultrafast', '-s', '16x16');
	make(
		'hdr.mp4',
		4,
		...['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
	);
	looks = await openLooks();
});
afterAll(async () => {
	await looks.close();
	rmSync(folder, { recursive: true, force: true });
});

const preflighted = (...pieces: Piece[]): Promise<Preflighted> => {
	writeFileSync(
		join(folder, 'draft_content.json'),
		JSON.stringify(draftOf(...pieces.map((piece) => videoTrack(piece)))),
	);
	return looks.preflight({ draft: folder, options: renderOptions.parse({}) }, NEVER);
};

const told = ({ fidelity }: Preflighted): readonly (readonly [string | null, string])[] =>
	fidelity.items.flatMap(({ how, code, name }) => (how === 'exact' ? [] : [[code, name]]));

it.each([
	['cut.mp4', 'MEDIA_DAMAGED'],
	['hdr.mp4', 'COLOR_STAGE_APPROXIMATED'],
])('%s is told as %s, and nothing is left unknown', async (name, code) => {
	const found = await preflighted(clip(name, [0, 4]), clip('whole.mp4', [0, 4]));
	expect(told(found)).toEqual([[code, name]]);
	expect(found.failures).toEqual([]);
	expect(found.caveat).toBeUndefined();
});

it('a file that is shorter than its part is told', async () => {
	expect(told(await preflighted(clip('whole.mp4', [0, 6])))).toEqual([
		['MEDIA_SHORT', 'whole.mp4'],
	]);
});

it('a file of which nothing can be read is missing, as a render would say', async () => {
	const { media, failures } = await preflighted(clip('nothing.mp4', [0, 4]));
	expect(media.map(({ state }) => state)).toEqual(['missing']);
	expect(failures.map(({ code }) => code)).toEqual(['MEDIA_BROKEN']);
});

it('of what is at an address, or too long to be decoded, it says that nobody knows yet', async () => {
	const server = await serve(() => ({ bytes: readFileSync(join(folder, 'whole.mp4')) }));
	const address = clip(`${server.origin}/a.mp4`, [0, 4]);
	const found = await preflighted(clip('long.mp4', [0, 4]), address);
	await server.close();
	const view = preflightViewOf(found, [], 'en');
	expect(view.caveat).toMatch(
		/^media at addresses are looked into only when they are rendered \(1/,
	);
	expect(view.caveat).toContain('files on this machine that are long are not decoded here (1');
	expect(preflightViewOf(found, [], 'zh').caveat).toContain('1 个素材在网络地址上');
	const whole = await preflighted(clip('whole.mp4', [0, 4]));
	expect(preflightViewOf(whole, [], 'en').caveat).toBeNull();
});
