/** Ways in which the joined file goes wrong. */
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { type Mutant, remade } from './outputMutants';

/** Encoded once more, well, and with the key frames where they were. */
const ANEW = [
	...['-c:v', 'libx264', '-crf', '4', '-g', '60', '-keyint_min', '60', '-sc_threshold', '0'],
	...['-c:a', 'copy'],
];

/** Behind the joining. */
export const AFTER_JOINING: readonly Mutant[] = [
	[
		'no bytes',
		({ file }) => {
			writeFileSync(file, '');
		},
		/cannot be read/,
	],
	[
		'no index',
		({ file }) => {
			const bytes = readFileSync(file);
			bytes.write('none', bytes.indexOf('moov'));
			writeFileSync(file, bytes);
		},
		/cannot be read/,
	],
	[
		'its end cut off',
		({ file }) => {
			truncateSync(file, readFileSync(file).length - 30_000);
		},
		/the finished file/,
	],
	[
		'only sound',
		({ file }) => {
			remade(file, '-i', file, '-vn', '-c', 'copy');
		},
		/has no picture/,
	],
	[
		'only a picture',
		({ file }) => {
			remade(file, '-i', file, '-an', '-c', 'copy');
		},
		/has no sound/,
	],
	[
		'sound that starts late',
		({ file }) => {
			remade(
				file,
				'-i',
				file,
				'-itsoffset',
				'0.5',
				'-i',
				file,
				'-map',
				'0:v',
				'-map',
				'1:a',
				'-c',
				'copy',
			);
		},
		/has sound from 0\.4/,
	],
	[
		'sound that starts 80 ms late',
		({ file }) => {
			const late = ['-itsoffset', '0.08', '-i', file, '-map', '0:v', '-map', '1:a', '-c', 'copy'];
			remade(file, '-i', file, ...late);
		},
		/from 0\.000 s on and has sound from 0\.0[5-9]\d s on, which should both begin at 0/,
	],
	[
		'picture and sound that both start late',
		({ file }) => {
			remade(file, '-i', file, '-c', 'copy', '-output_ts_offset', '0.2');
		},
		/shows a picture from 0\.2\d\d s on and has sound from 0\.\d+ s on/,
	],
	[
		'a gap in its sound that is caught up with later',
		({ file }) => {
			const later = "setts=ts='if(between(PTS*TB,1,4),PTS+0.08/TB,PTS)'";
			remade(file, '-i', file, '-c', 'copy', '-bsf:a', later);
		},
		/has a gap in its sound at 1\.\d+ s/,
	],
	[
		'a gap at a joint',
		({ file }) => {
			const later = "setts=ts='if(gte(PTS*TB,2),PTS+0.2/TB,PTS)'";
			remade(file, '-i', file, '-c', 'copy', '-bsf:v', later);
		},
		/(shows 6.*instead of 6|does not show frame 60 at 2)/,
	],
	[
		'a gap at a joint that is caught up with later',
		({ file }) => {
			const later = "setts=pts='if(between(PTS*TB,2,3),PTS+0.3/TB,PTS)'";
			remade(file, '-i', file, '-c', 'copy', '-bsf:v', later);
		},
		/does not show frame \d+ at 2\.\d+ s/,
	],
	[
		'pictures painted over between the places that are decoded',
		({ file }) => {
			const black = "drawbox=0:0:64:36:black:fill:enable='between(t,1.1,1.8)'";
			remade(file, '-i', file, '-vf', black, ...ANEW);
		},
		/written anew/,
	],
	[
		'frames that stand for others between the places that are decoded',
		({ file }) => {
			const fewer = "select='lt(n,34)+gt(n,52)',fps=30";
			remade(file, '-i', file, '-vf', fewer, ...ANEW);
		},
		/written anew/,
	],
	[
		'noise where a second was',
		({ file }) => {
			const bytes = readFileSync(file);
			const at = bytes.indexOf('mdat') + 4;
			bytes.fill(0x55, at + 200, at + 4_000);
			writeFileSync(file, bytes);
		},
		/the finished file/,
	],
];
