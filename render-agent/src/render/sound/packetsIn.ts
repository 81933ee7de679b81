/** Whether a file has sound to decode in a stretch of it: counts what its container holds there, and decodes nothing. */
import { SAMPLE_RATE } from '../../compile/sound';
import type { MediaFile } from '../../timeline/scene';
import { run } from '../processes';
import { safeInput } from '../safeInput';

/** A seek may land on a packet before the stretch, and one that ends in it holds little of it: so few say nothing. */
const FEWEST = 3;

/** Lines of ffmpeg's list of packets: stream, moments of decoding and showing, and more. Those before the stretch come with negative moments. */
const within = (line: string): boolean => {
	const [stream, , shown] = line.split(',').map((part) => part.trim());
	return stream === '0' && Number(shown) >= 0;
};

/**
 * Whether a stretch of a file's first sound, in samples of the mix, has packets. Where ffmpeg does not tell, there are none.
 * @throws the signal's reason when aborted
 */
export const hasPackets = async (
	{
		media,
		first,
		count,
	}: { readonly media: MediaFile; readonly first: number; readonly count: number },
	{ ffmpeg, signal }: { readonly ffmpeg: string; readonly signal: AbortSignal },
): Promise<boolean> => {
	const seconds = (samples: number): string => (samples / SAMPLE_RATE).toFixed(6);
	const { printed } = await run(
		ffmpeg,
		[
			...['-hide_banner', '-nostdin', '-v', 'error'],
			...(first > 0 ? ['-ss', seconds(first)] : []),
			...['-t', seconds(count), ...safeInput(media)],
			...['-map', '0:a:0', '-c', 'copy', '-f', 'framecrc', 'pipe:1'],
		],
		signal,
	);
	signal.throwIfAborted();
	return printed.split('\n').filter(within).length >= FEWEST;
};
