/** Drafts that take as long as a test wants, made from one of the fixtures. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(__dirname, '../fixtures');

/** The folder of a fixture. */
export const fixture = (name: string): string => join(FIXTURES, name);

interface Timed {
	target_timerange: { duration: number };
}

/** Copies the draft of one video to a folder and turns the video a little, so that every frame of it has to be drawn. */
export const turned = (folder: string): string => {
	cpSync(fixture('01_single_video'), folder, { recursive: true });
	const file = join(folder, 'draft_content.json');
	const draft = JSON.parse(readFileSync(file, 'utf8')) as {
		tracks: { segments: { clip: { rotation: number } | null }[] }[];
	};
	for (const { clip } of draft.tracks.flatMap(({ segments }) => segments))
		if (clip) clip.rotation = 1;
	writeFileSync(file, JSON.stringify(draft));
	return folder;
};

/** Seconds of a draft that is not done before something happens to it, however busy the machine. */
export const ENDLESS = 1200;

/** Copies the draft of one moving still to a folder and makes it `seconds` long. */
export const lengthened = (folder: string, seconds: number): string => {
	cpSync(fixture('03_image_kenburns'), folder, { recursive: true });
	const file = join(folder, 'draft_content.json');
	const draft = JSON.parse(readFileSync(file, 'utf8')) as {
		duration: number;
		tracks: { segments: Timed[] }[];
	};
	draft.duration = seconds * 1_000_000;
	for (const segment of draft.tracks.flatMap(({ segments }) => segments))
		segment.target_timerange.duration = draft.duration;
	writeFileSync(file, JSON.stringify(draft));
	return folder;
};
