import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mlt } from '../../../scripts/bench/peers/mlt';
import { paced } from '../../../scripts/bench/peers/mltCurves';
import { Project } from '../../../scripts/bench/peers/mltProject';
import { timelineOf } from '../../../scripts/bench/timelines';

describe('MLT’s project of speeds, a speed curve and transitions', () => {
	let folder = '';
	let project = '';
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'mlt-'));
		const job = {
			name: 'T6',
			timeline: timelineOf('T6', 'full'),
			media: '/media',
			folder,
		} as const;
		mlt.prepare({ ...job, output: join(folder, 'out.mp4') });
		project = readFileSync(join(folder, 'project.mlt'), 'utf8');
	});
	afterAll(() => {
		rmSync(folder, { recursive: true });
	});

	/** The pictures of the file, counted from 0, that the frames of a clip show. */
	const shown = (clip: number, frames: readonly number[]): readonly number[] => {
		const [, map = ''] = [...project.matchAll(/<property name="map">([^<]+)</g)][clip] ?? [];
		const moments = map.split(';').map((one) => Number(one.split('=')[1]));
		return frames.map((frame) => Math.floor((moments[frame] ?? NaN) * 30));
	};

	it('shows of each file the picture nearest to the moment, of two the earlier', () => {
		expect(shown(0, [0, 1, 239])).toEqual([0, 3, 717]);
		expect(shown(1, [0, 1, 2, 3, 299])).toEqual([60, 60, 61, 61, 209]);
	});

	it('follows the integral of a curve: 210 pictures to its turn, 450 in all', () => {
		// Half to three times within 120 frames, back to once within 120.
		expect(shown(2, [0, 120, 240])).toEqual([0, 210, 450]);
		// 60 × (0.5 + 1.75) / 2.
		expect(shown(2, [60])).toEqual([67]);
	});

	it('crosses clips where they overlap: pushed, dissolved, in a growing circle', () => {
		const crossings = [...project.matchAll(/<transition>(.*?)<\/transition>/g)].map(
			([, held = '']) =>
				new Map(
					[...held.matchAll(/<property name="(\w+)">([^<]*)</g)].map(
						([, name = '', value = '']) => [name, value] as const,
					),
				),
		);
		const seen = crossings.map((one) => [one.get('mlt_service'), one.get('in'), one.get('out')]);
		expect(seen.slice(0, 3)).toEqual([
			['composite', '225', '239'],
			['luma', '510', '524'],
			['luma', '735', '749'],
		]);
		expect(crossings[0]?.get('geometry')).toBe('0=1920 0 1920 1080 1;15=0 0 1920 1080 1');
		expect(project).toContain('0=0 0 1920 1080 1;15=-1920 0 1920 1080 1');
		expect([crossings[1]?.get('resource'), crossings[2]?.get('resource')]).toEqual([
			undefined,
			join(folder, 'rings.pgm'),
		]);
	});

	it('pushes out the last frames of a clip, counted from the beginning of its file where it is not paced', () => {
		const timeline = timelineOf('T6', 'full');
		const [first, next] = timeline.video;
		if (!first || !next) throw new RangeError('no clips');
		const windowOf = (layer: typeof first): readonly (string | undefined)[] => {
			const made = new Project();
			paced(made, {
				...{ name: 'T6', timeline: { ...timeline, video: [layer, next] } },
				...{ media: '/media', folder, output: join(folder, 'out.mp4') },
			});
			const [, from, to] =
				/<property name="mlt_service">qtblend<\/property><property name="in">(\d+)<\/property><property name="out">(\d+)</.exec(
					made.text(timeline),
				) ?? [];
			return [from, to];
		};
		expect(windowOf({ ...first, in: 2 })).toEqual(['225', '239']);
		expect(windowOf({ ...first, in: 2, speed: 1 })).toEqual(['285', '299']);
	});

	it('writes a wipe that is dark in the middle and light in the corners', () => {
		const file = readFileSync(join(folder, 'rings.pgm'));
		const head = 'P5\n1920 1080\n65535\n';
		expect(file.subarray(0, head.length).toString()).toBe(head);
		const at = (x: number, y: number): number =>
			file.readUInt16BE(head.length + (y * 1920 + x) * 2) / 65_535;
		expect(at(960, 540)).toBeCloseTo(0, 2);
		expect(
			[at(0, 0), at(1919, 0), at(0, 1079), at(1919, 1079)].map((one) => one.toFixed(2)),
		).toEqual(Array(4).fill('1.00'));
		expect(at(1440, 540)).toBeCloseTo(480 / Math.hypot(960, 540), 2);
	});
});
