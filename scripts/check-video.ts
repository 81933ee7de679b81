/** Holds a video that was made elsewhere against what a fixture's manifest says must be seen and heard: CERTAIN checks only. */
import { join } from 'node:path';
import { findingOf, timesOf } from '../test/support/checks';
import { readFixtures } from '../test/support/manifest';
import { readSound, readVideo } from '../test/support/media';

const main = async (): Promise<void> => {
	const [name, file] = process.argv.slice(2);
	const root = join(__dirname, '../test/fixtures');
	const fixture = readFixtures(root).find((one) => one.name === name);
	if (!fixture || file === undefined) throw new Error('usage: check-video.ts FIXTURE VIDEO');
	const checks = fixture.checks.filter(({ certainty }) => certainty === 'CERTAIN');
	const video = await readVideo(file, checks.flatMap(timesOf));
	const sound = await readSound(file);
	const faults = checks
		.map((check) => findingOf(check, video, sound))
		.filter((one) => one !== undefined);
	if (video.frames !== fixture.frames)
		faults.push(`${String(video.frames)} frames of ${String(fixture.frames)}`);
	for (const fault of faults) console.error(fault);
	console.log(`${fixture.name}: ${String(checks.length)} checks, ${String(faults.length)} faults`);
	process.exitCode = faults.length === 0 ? 0 : 1;
};

void main();
