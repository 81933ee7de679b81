/** What a report says of captions that the options leave out of the picture. */
import { renderOptions } from '../../../render-agent/src/config/options';
import { captionsAsAsked } from '../../../render-agent/src/jobs/captionsAsAsked';
import { wanted } from '../../../render-agent/src/jobs/wanted';
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import {
	animated,
	captionPiece,
	clip,
	contentJson,
	draftOf,
	extra,
	materialWith,
	read,
	segmentWith,
	textTrack,
	videoTrack,
} from '../../support/drafts';
import { nested, timelineOf } from '../../support/timelines';

const CAPTIONED = draftOf(
	videoTrack(clip('a.mp4', [0, 2], extra('video_effects', { name: 'Qzxv' }))),
	textTrack(
		captionPiece(
			'one',
			[0, 1],
			animated(['in', '打字机 II', 0, 1]),
			extra('effects', { type: 'text_effect', name: '红色' }),
			materialWith({ check_flag: 71 }),
			segmentWith({ weird: 1 }),
		),
		captionPiece('two', [1, 1]),
	),
);

const itemsWith = (captions: 'burn' | 'both' | 'sidecar' | 'none', draft: unknown = CAPTIONED) => {
	const { elements, diagnostics } = captionsAsAsked(read(draft), { captions });
	return fidelityOf(elements, diagnostics);
};

it.each(['none', 'sidecar'] as const)(
	'captions: %s: one exact item says so, and nothing else',
	(captions) => {
		const { items, score } = itemsWith(captions);
		expect(items.map(({ what, how, times }) => [what, how, times])).toEqual([
			['effect', 'skipped', 1],
			['video', 'exact', 1],
			['text', 'exact', 2],
		]);
		expect(items[2]?.why?.en).toContain(`as captions: ${captions} asks`);
		// The video and its effect, of the same length.
		expect(score).toBe(50);
	},
);

it('files that only captions use are asked for with captions only', () => {
	const texture = { path: 'C:/fx/splash.png' };
	const style = {
		...{ range: [0, 1], font: { path: 'C:/fonts/own.ttf' } },
		fill: { content: { render_type: 'texture', texture } },
	};
	const { timeline } = read(
		draftOf(
			videoTrack(clip('a.mp4', [0, 2])),
			textTrack(captionPiece('A', [0, 2], materialWith({ content: contentJson('A', style) }))),
		),
	);
	const compound = timelineOf(2, { visuals: [nested(timeline, [0, 2])] });
	const filesOf = (whole: typeof timeline, captions: string) =>
		wanted(whole, renderOptions.parse({ captions })).assets.map(({ use }) => use);
	for (const whole of [timeline, { ...compound, assets: timeline.assets }]) {
		expect(filesOf(whole, 'burn').sort()).toEqual(['font', 'texture', 'video']);
		expect(filesOf(whole, 'none')).toEqual(['video']);
		expect(filesOf(whole, 'sidecar')).toEqual(['video']);
	}
});

it('captions in the picture are told of as they are drawn', () => {
	const kinds = itemsWith('burn').items.map(({ what }) => what);
	expect(kinds).toEqual(expect.arrayContaining(['font', 'text_effect', 'animation', 'field']));
	expect(itemsWith('both')).toEqual(itemsWith('burn'));
});

it('a draft of captions alone loses nothing by it', () => {
	expect(itemsWith('none', draftOf(textTrack(captionPiece('one', [0, 1]))))).toMatchObject({
		...{ score: 100, exact: 1, approximated: 0, skipped: 0 },
	});
});
