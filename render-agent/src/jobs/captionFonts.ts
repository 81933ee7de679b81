/** The fonts of a timeline's captions: which files are there for them, and what is said of those that are not. */
import type { FetchedAssets } from '../assets/fetchAssets';
import type { Diagnostic } from '../kernel/diagnostic';
import { nearestMicrosecond } from '../kernel/units';
import { fontDiagnostics, type TextPlace } from '../render/text/fontDiagnostics';
import { type Fonts, openFonts } from '../render/text/fonts';
import type { FontFile } from '../render/tasks';
import type { AssetId } from '../timeline/asset';
import type { Timeline, VisualClip } from '../timeline/timeline';

/** The font files of a timeline that are there. */
export const fontFilesOf = (
	{ assets: references }: Pick<Timeline, 'assets'>,
	{ assets }: Pick<FetchedAssets, 'assets'>,
): readonly FontFile[] =>
	references.flatMap(({ id, use }) => {
		const facts = use === 'font' ? assets.get(id) : undefined;
		return facts ? [{ id, file: facts.file, sha256: facts.sha256 }] : [];
	});

const placeOf = ({ id: segment, track, target: { start, duration } }: VisualClip): TextPlace => ({
	...{ segment, track, start },
	end: nearestMicrosecond(start + duration),
});

/** Captions inside a compound clip are told of in its place. */
const saidOf = (clip: VisualClip, place: TextPlace, fonts: Fonts): readonly Diagnostic[] => {
	if (clip.kind === 'effect' || clip.kind === 'filter') return [];
	const blocks = [
		...(clip.kind === 'text' ? [clip.text] : []),
		...(clip.mask?.matte?.kind === 'text' ? [clip.mask.matte.block] : []),
	];
	const own = blocks.flatMap((block) => fontDiagnostics(block, fonts, place));
	if (clip.kind !== 'nested') return own;
	return [...own, ...clip.timeline.visuals.flatMap((inner) => saidOf(inner, place, fonts))];
};

/** What is said of the fonts and characters of a timeline that are not there. */
export const fontsSubstituted = (
	{ visuals }: Pick<Timeline, 'visuals'>,
	files: readonly FontFile[],
): readonly Diagnostic[] => {
	const fonts = openFonts({ files: new Map(files.map(({ id, file }) => [id as AssetId, file])) });
	return visuals.flatMap((clip) => saidOf(clip, placeOf(clip), fonts));
};
