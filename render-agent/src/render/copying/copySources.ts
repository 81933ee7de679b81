/** Looks for streams that may be copied among the files of a timeline. Reads the index of those that fit by what is known of them. */
import type { CopySource, CopySources } from '../../compile/copies';
import type { Facts } from '../../compile/scenes';
import type { AssetId, PictureFacts } from '../../timeline/asset';
import type { Canvas } from '../../timeline/timeline';
import { joinableStream } from './joinable';

const fits = (picture: PictureFacts, { width, height }: Canvas): boolean => {
	const { codec, pixelFormat, matrix, motion, rotation, fullRange, spoiled } = picture;
	const isOurs = codec === 'h264' && pixelFormat === 'yuv420p' && matrix === 'bt709' && !fullRange;
	const hasSize = picture.width === width && picture.height === height;
	return isOurs && hasSize && motion === 'video' && rotation === 0 && spoiled === undefined;
};

/** Of mp4 and mov, whose boxes we read. */
const MOVIE = 'mov';

/** The streams among these files that may stand in one track with ours on this canvas. */
export const copySourcesIn = async (facts: Facts, canvas: Canvas): Promise<CopySources> => {
	const streams = new Map<string, CopySource | undefined>();
	const sources = new Map<AssetId, CopySource>();
	for (const [id, asset] of facts) {
		if (!asset.picture || asset.demuxer !== MOVIE || !fits(asset.picture, canvas)) continue;
		const { sha256, file } = asset;
		// What cannot be read here is told of where it is drawn.
		if (!streams.has(sha256))
			streams.set(sha256, await joinableStream(file).catch(() => undefined));
		const stream = streams.get(sha256);
		if (stream) sources.set(id, stream);
	}
	return sources;
};
