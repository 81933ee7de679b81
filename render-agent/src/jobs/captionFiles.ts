/** Caption files beside a video: written into the work folder with it, kept and delivered under its name. */
import { join } from 'node:path';
import { writeHashed } from '../assets/hashFile';
import { cuesOf, srtOf, vttOf } from '../compile/captions';
import type { RenderOptions } from '../config/options';
import type { Diagnostic } from '../kernel/diagnostic';
import type { Timeline } from '../timeline/timeline';

/** The formats that captions are written in. */
export const CAPTION_FORMATS = ['srt', 'vtt'] as const;

/** One of them. */
export type CaptionFormat = (typeof CAPTION_FORMATS)[number];

/** A caption file that has been written. */
export interface CaptionFile {
	readonly format: CaptionFormat;
	/** Absolute path. */
	readonly file: string;
	readonly bytes: number;
	/** Hexadecimal SHA-256. */
	readonly sha256: string;
}

const WRITERS = { srt: srtOf, vtt: vttOf } as const;

const NONE: Diagnostic = {
	code: 'CAPTIONS_EMPTY',
	text: {
		zh: '草稿没有文字，未生成字幕文件',
		en: 'the draft has no text, so there is no caption file',
	},
};

/** Whether caption files are asked for. */
export const wantsCaptionFiles = ({ captions }: Pick<RenderOptions, 'captions'>): boolean =>
	captions === 'sidecar' || captions === 'both';

/**
 * Writes the captions of a timeline, when they are asked for, in every format. A timeline without words gives a warning
 * and no file.
 */
export const writeCaptions = async (
	timeline: Timeline,
	{ folder, options }: { folder: string; options: Pick<RenderOptions, 'captions'> },
): Promise<{
	readonly captions: readonly CaptionFile[];
	readonly diagnostics: readonly Diagnostic[];
}> => {
	if (!wantsCaptionFiles(options)) return { captions: [], diagnostics: [] };
	const cues = cuesOf(timeline);
	if (cues.length === 0) return { captions: [], diagnostics: [NONE] };
	const captions: CaptionFile[] = [];
	for (const format of CAPTION_FORMATS) {
		const file = join(folder, `captions.${format}`);
		captions.push({ format, ...(await writeHashed(file, WRITERS[format](cues))) });
	}
	return { captions, diagnostics: [] };
};
