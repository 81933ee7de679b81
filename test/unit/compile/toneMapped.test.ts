import { toneMappedIn } from '../../../render-agent/src/compile/toneMapped';
import { clip, draftOf, read, videoTrack } from '../../support/drafts';
import { guessedFacts } from '../../support/guessedFacts';

it('a clip whose file is in HDR is told as approximated, for all of its time; another is not', () => {
	const { timeline } = read(draftOf(videoTrack(clip('pq.mp4', [0, 1]), clip('plain.mp4', [1, 1]))));
	const facts = guessedFacts(timeline);
	const inHdr = new Map(
		[...facts].map(([id, one]) => {
			const isHdr = timeline.assets.some((asset) => asset.id === id && asset.label === 'pq.mp4');
			return [id, one.picture ? { ...one, picture: { ...one.picture, hdr: isHdr } } : one];
		}),
	);
	expect(toneMappedIn(timeline, inHdr)).toMatchObject([
		{
			code: 'COLOR_STAGE_APPROXIMATED',
			subject: { name: 'pq.mp4', what: 'video' },
			...{ segment: 'pq.mp4@0', start: 0, end: 1e6 },
			text: { en: expect.stringContaining('pq.mp4 is HDR') as string },
		},
	]);
	expect(toneMappedIn(timeline, facts)).toEqual([]);
});
