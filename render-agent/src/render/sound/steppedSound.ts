/** Sends a sound through the steps of its changes: filters of ffmpeg, and another pitch, which is made here. */
import { FilteredSound } from './filteredSound';
import { ResampledSound } from './resampledSound';
import type { SampleSource } from './samples';
import { isFilter, type SoundStep } from './soundFilters';
import { StretchedSound } from './stretchedSound';

/** A source at another pitch, each of its moments in its place: stretched by as much as it is then played faster. */
const pitched = (source: SampleSource, pitch: number): SampleSource => {
	if (pitch === 1) return source;
	const stretched = new StretchedSound(source, (sample) => sample / pitch);
	return new ResampledSound(stretched, (sample) => sample * pitch);
};

/** A source behind steps, filters that follow each other in one program. */
export const steppedSound = (
	source: SampleSource,
	steps: readonly SoundStep[],
	context: ConstructorParameters<typeof FilteredSound>[2],
): SampleSource => {
	const [first] = steps;
	if (!first) return source;
	if (!isFilter(first)) return steppedSound(pitched(source, first.pitch), steps.slice(1), context);
	const end = steps.findIndex((step) => !isFilter(step));
	const filters = (end < 0 ? steps : steps.slice(0, end)).filter(isFilter);
	const filtered = new FilteredSound(source, filters, context);
	return steppedSound(filtered, steps.slice(filters.length), context);
};
