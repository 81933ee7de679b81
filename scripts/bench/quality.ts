/** How near a finished video is to the frames it was made of, and how many bytes its pictures take. */
import { probed, said } from './ffmpeg';
import { rawInput } from './limit';
import type { Timeline } from './timelines';

/** SSIM of all planes, 1 where they are equal. */
export const ssimOf = (timeline: Timeline, video: string, raw: string): number => {
	// Both are said to be of the same color, or ffmpeg converts one of them.
	const alike = 'setpts=N/30/TB,setparams=range=tv:colorspace=bt709';
	const graph = `[0:v]${alike}[a];[1:v]${alike}[b];[a][b]ssim`;
	const words = said('-i', video, ...rawInput(timeline, raw), '-lavfi', graph, '-f', 'null', '-');
	const found = /All:([\d.]+)/.exec(words.slice(words.lastIndexOf('SSIM')));
	if (!found) throw new RangeError('ffmpeg told no SSIM');
	return Number(found[1]);
};

const pictureSizes = (video: string): readonly number[] =>
	probed('-select_streams', 'v:0', '-show_entries', 'packet=size', '-of', 'csv=p=0', video)
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => Number(line.split(',')[0] ?? 0));

/** Bytes of the pictures of a video. */
export const pictureBytes = (video: string): number =>
	pictureSizes(video).reduce((sum, size) => sum + size, 0);

/** How many pictures a video has. */
export const pictureCount = (video: string): number => pictureSizes(video).length;
