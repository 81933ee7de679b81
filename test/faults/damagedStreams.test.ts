/** Damage of which decoders say little or nothing: packets that are gone from WebM, numbers of HEVC that cannot be. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPackets } from '../../render-agent/src/render/packetLines';
import { clip, draftOf, videoTrack } from '../support/drafts';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { readVideo } from '../support/media';
import { renderFixture } from '../support/renderDraft';
import { made } from '../support/studio';
import type { Frame } from '../support/video';

jest.setTimeout(90_000);

const folder = mkdtempSync(join(tmpdir(), 'damaged-streams-'));
const DRAFT = join(folder, 'draft');

const FILM = [...made('testsrc2=s=128x72:r=30:d=8'), ...made('sine=f=440:d=8')];
const WEBM = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '30'];
const CLUSTERS = ['-cluster_time_limit', '1000'];

const film = (name: string, ...options: string[]): Buffer => {
	const file = join(DRAFT, name);
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', ...FILM, ...options, file]);
	return readFileSync(file);
};

/** Always the same noise. */
const noise = (at: number): number => (Math.imul(at + 1, 2_654_435_761) >>> 16) & 255;

/** Where the bytes of each picture lie, and when it is shown. */
const packetsOf = (file: string) => {
	const told = execFileSync(ffprobePath(), [
		...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time,size,pos'],
		...['-of', 'csv=p=0', file],
	]);
	return told
		.toString()
		.trim()
		.split('\n')
		.map((line) => {
			const [at = 0, size = 0, begin = 0] = line.split(',').map(Number.parseFloat);
			return { at, size, begin };
		});
};

beforeAll(() => {
	mkdirSync(DRAFT);
	const webm = film('whole.webm', ...WEBM, '-c:a', 'libopus', ...CLUSTERS);
	const from = packetsOf(join(DRAFT, 'whole.webm')).find(({ at }) => at >= 3)?.begin ?? 0;
	writeFileSync(join(DRAFT, 'zeros.webm'), Buffer.from(webm).fill(0, from, from + 2_000));
	writeFileSync(
		join(DRAFT, 'noise.webm'),
		webm.map((byte, at) => (at >= from && at < from + 2_000 ? noise(at) : byte)),
	);
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const rendered = async (name: string) => {
	const draft = draftOf(videoTrack(clip(name, [0, 8])));
	writeFileSync(join(DRAFT, 'draft_content.json'), JSON.stringify(draft));
	const work = { draft: DRAFT, options: { size: '128x72' } };
	const { file, diagnostics } = await renderFixture({
		...work,
		folder: mkdtempSync(join(folder, 'w-')),
	});
	return { file, damage: diagnostics.filter(({ code }) => code === 'MEDIA_DAMAGED') };
};

/** Mean difference of two pictures. Code values. */
const apart = ({ rgb }: Frame, other: Frame): number =>
	rgb.reduce((sum, value, at) => sum + Math.abs(value - (other.rgb[at] ?? 0)), 0) / rgb.length;

const BEFORE = 0.5;
const BEHIND = 6.5;

it.each([
	['zeros.webm', 'whole.webm', [3, 4]],
	['noise.webm', 'whole.webm', [3, 4]],
])(
	'%s: what is lost is told, no bad picture is shown, and what follows is in its place',
	async (name, whole, [from, to]) => {
		const [{ file, damage }, other] = [await rendered(name), await rendered(whole)];
		expect(other.damage).toEqual([]);
		expect(damage).toHaveLength(1);
		const [{ start = 0, end = 0 } = {}] = damage;
		expect(Math.abs(start / 1e6 - (from ?? 0))).toBeLessThan(0.5);
		expect(Math.abs(end / 1e6 - (to ?? 0))).toBeLessThan(0.5);
		const last = Math.floor(start / 1e5) / 10 - 0.1;
		const times = [BEFORE, last, 3.5, BEHIND];
		const [shown, right] = [await readVideo(file, times), await readVideo(other.file, times)];
		for (const time of [BEFORE, BEHIND])
			expect(apart(shown.at(time), right.at(time))).toBeLessThan(4);
		expect(apart(shown.at(3.5), right.at(last))).toBeLessThan(apart(shown.at(3.5), right.at(3.5)));
	},
);

it('what HEVC says of a number that cannot be is the picture made up', () => {
	const lines = [
		...['packet,1.0,1.0,0.04,K__', 'frame,1,1.0', 'packet,1.04,1.04,0.04,___'],
		'frame,0,1.04,log,hevc,16,6,"[hevc @ 0x5] The cu_qp_delta -63 is outside the valid range [-26, 25]."',
		...['packet,1.08,1.08,0.04,___', 'frame,0,1.08'],
	];
	const { packets } = readPackets(lines.join('\n'));
	expect(packets.map(({ isMadeUp }) => isMadeUp)).toEqual([false, true, false]);
});
