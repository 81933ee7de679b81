/** HDR on an SDR canvas: grays keep their brightness, the white of paper is nearly white, and what shines is white. */
import { drawn, H264, made, openStudio } from '../support/studio';
import { picture, timelineOf } from '../support/timelines';
import { meanOf } from '../support/video';

jest.setTimeout(60_000);

const studio = openStudio();
afterAll(() => {
	studio.close();
});

/** BT.2408: how bright paper is in HDR. Nits. */
const PAPER = 203;

/** SMPTE ST 2084: the signal of a brightness in nits, 0…1. */
const pq = (nits: number): number => {
	const bright = (nits / 10_000) ** (2610 / 16_384);
	const share = (3424 / 4096 + (2413 / 128) * bright) / (1 + (2392 / 128) * bright);
	return share ** (2523 / 32);
};

/** BT.2100: the signal of HLG for gray of a brightness on a screen of 1000 nits, 0…1. */
const hlg = (nits: number): number => {
	const scene = (nits / 1000) ** (1 / 1.2);
	const [a, b, c] = [0.178_832_77, 0.284_668_92, 0.559_910_73];
	return scene <= 1 / 12 ? Math.sqrt(3 * scene) : a * Math.log(12 * scene - b) + c;
};

/** BT.1886: how bright a code value of SDR is, as a share of white. */
const shareOf = (code: number): number => (code / 255) ** 2.4;

const CURVES = { pq: [pq, 'smpte2084'], hlg: [hlg, 'arib-std-b67'] } as const;

/** What gray of so many nits is drawn as. */
const drawnAs = async (kind: keyof typeof CURVES, nits: number): Promise<readonly number[]> => {
	const [signal, name] = CURVES[kind];
	const luma = Math.round(16 + 219 * signal(nits));
	const asset = await studio.make(
		`${kind}${nits.toFixed(0)}.mp4`,
		...made(`nullsrc=s=64x36:r=30:d=0.2,geq=lum=${String(luma)}:cb=128:cr=128`),
		...[...H264, '-color_primaries', 'bt2020', '-color_trc', name, '-colorspace', 'bt2020nc'],
	);
	const { at } = await drawn(timelineOf(0.1, { visuals: [picture(asset, [0, 0.1])] }), studio);
	return meanOf(at(1), [8, 8, 48, 20]);
};

const isGray = (color: readonly number[]): boolean => Math.max(...color) - Math.min(...color) <= 2;

describe.each(['pq', 'hlg'] as const)('%s', (kind) => {
	it.each([40, 90, 128, 160, 190])('gray of code %d stays that gray', async (code) => {
		const color = await drawnAs(kind, PAPER * shareOf(code));
		expect(isGray(color)).toBe(true);
		expect(Math.abs((color[1] ?? 0) - code)).toBeLessThanOrEqual(5);
	});

	it('the white of paper is nearly white, and what shines is brighter up to white', async () => {
		const greens: number[] = [];
		for (const nits of [PAPER, 2 * PAPER, 1000]) {
			const color = await drawnAs(kind, nits);
			expect(isGray(color)).toBe(true);
			greens.push(color[1] ?? 0);
		}
		const [paper = 0, shine = 0, peak = 0] = greens;
		expect(paper).toBeGreaterThan(0.88 * 255);
		expect(shine).toBeGreaterThan(paper + 5);
		expect(peak).toBeGreaterThan(shine + 2);
		expect(peak).toBeGreaterThanOrEqual(252);
	});
});
