/** How much room a video takes while it is made, from what is known before the first frame is drawn. Pure. */
import type { Timeline } from '../timeline/timeline';

/** Bits that a pixel of a frame takes, as videos of cameras do; drawings take far less. */
const BITS = { draft: 0.03, standard: 0.1, high: 0.2 } as const;
const SOUND_BYTES_PER_SECOND = 24_000;
/** Parts and the whole lie beside each other while they are joined. */
const COPIES = 2;

/** Bytes that making the video of a timeline is likely to take on the disk, its parts included. */
export const roomFor = (
	{ canvas: { width, height, rate }, frames }: Pick<Timeline, 'canvas' | 'frames'>,
	quality: keyof typeof BITS,
): number => {
	const pictures = (width * height * frames * BITS[quality]) / 8;
	const sound = ((frames * rate.den) / rate.num) * SOUND_BYTES_PER_SECOND;
	return Math.ceil(COPIES * (pictures + sound));
};
