import { frames } from '../../../render-agent/src/kernel/units';
import { encodingOf } from '../../../render-agent/src/compile/plan';
import {
	chunkOptions,
	joinOptions,
	rawVideoInput,
	soundOptions,
} from '../../../render-agent/src/render/encoding';
import { CODECS } from '../../../render-agent/src/timeline/scene';
import { canvasOf, RATES } from '../../support/timelines';

/** The value that follows an option. */
const valueOf = (options: readonly string[], name: string): string | undefined =>
	options.includes(name) ? options[options.indexOf(name) + 1] : undefined;

it('raw pictures are told with their size, rate and colors', () => {
	expect(rawVideoInput(canvasOf({ rate: RATES['29.97'] })).join(' ')).toBe(
		'-f rawvideo -pix_fmt yuv420p -s 64x36 -r 30000/1001' +
			' -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv',
	);
});

it.each([
	['h264', 'libx264'],
	['h265', 'libx265'],
	['av1', 'libsvtav1'],
] as const)('%s is encoded by %s, tagged as BT.709', (codec, encoder) => {
	const where = { family: 'software', threads: 2, count: frames(150) } as const;
	const options = chunkOptions(encodingOf(codec, 'standard'), canvasOf(), where);
	expect(valueOf(options, '-c:v')).toBe(encoder);
	expect(valueOf(options, '-color_range')).toBe('tv');
	expect(valueOf(options, '-pix_fmt')).toBe('yuv420p');
	expect(options.join(' ')).toMatch(/threads 2|pools=2|lp=2/);
});

it.each([
	{ family: 'nvenc', codec: 'h264', encoder: 'h264_nvenc', quality: ['-cq', '20'] },
	{ family: 'qsv', codec: 'h265', encoder: 'hevc_qsv', quality: ['-global_quality', '23'] },
	{ family: 'amf', codec: 'av1', encoder: 'av1_amf', quality: ['-qp_i', '34'] },
	{ family: 'videotoolbox', codec: 'h264', encoder: 'h264_videotoolbox', quality: ['-q:v', '62'] },
] as const)(
	'$family encodes $codec as $encoder, at the quality and with the key frames of software',
	({ family, codec, encoder, quality: [name, value] }) => {
		const options = chunkOptions(encodingOf(codec, 'standard'), canvasOf(), {
			family,
			threads: 2,
			count: frames(150),
		});
		expect(valueOf(options, '-c:v')).toBe(encoder);
		expect(valueOf(options, name)).toBe(value);
		expect(valueOf(options, '-g')).toBe('150');
		expect(valueOf(options, '-color_range')).toBe('tv');
		expect(options).not.toContain('-crf');
	},
);

it('higher quality costs more bits, whatever the codec', () => {
	for (const codec of CODECS) {
		const [low, middle, high] = (['draft', 'standard', 'high'] as const).map(
			(quality) => encodingOf(codec, quality).crf,
		);
		expect(low).toBeGreaterThan(middle ?? 99);
		expect(middle).toBeGreaterThan(high ?? 99);
	}
});

it.each(Object.entries(RATES))('the time base at %s holds every frame exactly', (_, rate) => {
	const where = { family: 'software', threads: 1, count: frames(150) } as const;
	const options = chunkOptions(encodingOf('h264', 'draft'), canvasOf({ rate }), where);
	const scale = Number(valueOf(options, '-video_track_timescale'));
	expect((scale * rate.den) % rate.num).toBe(0);
});

it('the index comes first where the container has one', () => {
	expect(valueOf(joinOptions('mp4'), '-movflags')).toBe('+faststart');
	expect(valueOf(joinOptions('mkv'), '-movflags')).toBeUndefined();
	expect(valueOf(joinOptions('mkv'), '-f')).toBe('matroska');
});

it('nothing of the inputs is told on, and nothing is encoded twice', () => {
	expect(valueOf(joinOptions('mp4'), '-map_metadata')).toBe('-1');
	expect(valueOf(joinOptions('mp4'), '-c')).toBe('copy');
});

it('webm gets the sound that it can hold', () => {
	expect(valueOf(soundOptions('webm'), '-c:a')).toBe('libopus');
	expect(valueOf(soundOptions('mp4'), '-c:a')).toBe('aac');
});
