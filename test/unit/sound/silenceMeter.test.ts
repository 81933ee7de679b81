/** Why the mix is silent: nothing plays, the draft turns it down, what plays is silent itself, or none of these. */
import { type Heard, SilenceMeter } from '../../../render-agent/src/render/sound/silenceMeter';

const BLOCK = 4_800;
const BLOCKS = 10;

const tone = (level: number): Float32Array =>
	Float32Array.from({ length: BLOCK * 2 }, (_, i) => level * Math.sin(i / 9));

/** What is told of a second of such blocks. */
const told = (mix: number, ...heard: readonly Heard[]) => {
	const meter = new SilenceMeter();
	for (let i = 0; i < BLOCKS; i++) meter.push(tone(mix), heard);
	return meter.stretches();
};

const piece = (level: number, gain: number): Heard => ({ samples: tone(level), gain });

it.each([
	['nothing plays', [], 'gap'],
	['a volume keyframe at zero', [piece(0.5, 0)], 'draft'],
	['a volume of 0.0001', [piece(0.5, 0.0001)], 'draft'],
	['a silent file', [piece(0, 1)], 'source'],
	['a silent file, turned down', [piece(0, 0)], 'source'],
	['a silent file beside one that is turned down', [piece(0, 1), piece(0.5, 0)], 'draft'],
	['a loud file', [piece(0.5, 1)], 'unexplained'],
	['a loud file beside one that is turned down', [piece(0.5, 1), piece(0.5, 0)], 'unexplained'],
] as const)('%s', (_, heard, why) => {
	expect(told(0, ...heard)).toEqual([{ start: 0, end: 1, why }]);
});

it('what is heard is not silent', () => {
	expect(told(0.1, piece(0.1, 1))).toEqual([]);
});
