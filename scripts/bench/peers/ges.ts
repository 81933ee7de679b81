/** GStreamer Editing Services by their command, for timelines that are clips one after another. */
import { join } from 'node:path';
import { GOP, THREADS } from '../limit';
import { foundInPath } from './inPath';
import type { Job, Peer } from './peer';

const clips = ({ timeline: { video, fps }, media }: Job): readonly string[] =>
	video.flatMap(({ src, in: from, dur }) => [
		// A number without a point would be nanoseconds.
		...['+clip', join(media, src), `inpoint=${from.toFixed(6)}`],
		`duration=${(dur / fps).toFixed(6)}`,
	]);

/** x264 as everybody has it: pass 5 is constant quality, preset 3 is veryfast. The format before the arrow keeps it from copying. */
const profile = ({ timeline: { w, h, fps } }: Job): string => {
	const raw = `video/x-raw,width=${String(w)},height=${String(h)},framerate=${String(fps)}/1`;
	const x264 = `pass=5,quantizer=20,speed-preset=3,key-int-max=${GOP},bframes=3,threads=${THREADS}`;
	return `video/quicktime,variant=iso:${raw}->video/x-h264|element-properties,${x264}:audio/mpeg,mpegversion=4`;
};

/** GStreamer Editing Services. */
export const ges: Peer = {
	name: 'GES',
	about: 'ges-launch-1.0 with x264 at the same settings',
	absent: () =>
		foundInPath('ges-launch-1.0')
			? undefined
			: 'ges-launch-1.0 is not installed (Debian: gstreamer1.0-tools, gstreamer1.0-plugins-ugly, gstreamer1.0-libav, ges1.0-tools)',
	prepare: (job) =>
		job.name === 'T1'
			? {
					program: 'ges-launch-1.0',
					args: [...clips(job), '-o', job.output, '-f', profile(job)],
				}
			: 'a project with more than cuts has not been written for it',
};
