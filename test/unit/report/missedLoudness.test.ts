/** What is said of a loudness that was asked for and that the whole sound did not come to. */
import { inLanguage } from '../../../render-agent/src/kernel/words';
import type { Quality } from '../../../render-agent/src/render/quality/inspect';
import { qualityFindings, qualityReportOf } from '../../../render-agent/src/report/quality';

const SOUND: Quality['sound'] = {
	...{ peak: 0.5, limited: 0, gain: 0, loudness: {}, silent: [], missed: [], levels: [] },
};
const FILE: Quality['file'] = {
	...{ codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', frames: 30 },
	...{ seconds: 1, soundCodec: 'aac', soundSeconds: 1 },
};
const of = (sound: Partial<Quality['sound']>, soundSeconds = 1): Quality => ({
	...{ black: [], still: [], joints: 0 },
	...{ sound: { ...SOUND, ...sound }, file: { ...FILE, soundSeconds } },
});

it.each<readonly [string, Quality, readonly [said: string, ...findings: string[]]]>([
	[
		'silence is no fault',
		of({ peak: 0 }),
		['exact: nothing is heard in the video, so there was nothing to bring to -14 LUFS'],
	],
	[
		'less than 0.4 s is too short, and not silent',
		of({ peak: 0.3 }, 0.3),
		[
			'approximated: the sound is shorter than 0.4 s, too short to measure: it was not brought to the -14 LUFS that were asked for and is as loud as in the draft',
			'LOUDNESS_MISSED',
		],
	],
	[
		'what is hardly heard is too quiet',
		of({ peak: 0.001 }),
		[
			'approximated: the sound is too quiet to measure: it was not brought to the -14 LUFS that were asked for and is as loud as in the draft',
			'LOUDNESS_MISSED',
		],
	],
	[
		'another loudness is told with both',
		of({ loudness: { integrated: -20.04 } }),
		[
			'approximated: the loudness is -20.0 LUFS, not the -14 LUFS that were asked for',
			'LOUDNESS_MISSED',
		],
	],
])('%s', (_what, quality, [said, ...findings]) => {
	expect(
		qualityFindings(quality, -14).map(
			({ how = 'approximated', text }) => `${how}: ${inLanguage(text, 'en')}`,
		),
	).toEqual([said]);
	expect(qualityReportOf(quality, -14).findings).toEqual(findings);
	expect(qualityFindings(quality, undefined)).toEqual([]);
});

it('a loudness that was met is not told of', () => {
	expect(qualityFindings(of({ loudness: { integrated: -14.4 } }), -14)).toEqual([]);
});
