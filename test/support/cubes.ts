/** LUT files as texts. */
import { type Cube, readingCube } from '../../render-agent/src/compose/color/cube';

/** The table of a text; undefined where it is none. */
export const cubeOf = (text: string): Cube | undefined => {
	const reading = readingCube();
	return reading.take(text) ? reading.end() : undefined;
};
