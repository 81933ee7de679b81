/** Which files of a job may be copied where they are shown untouched. */
import type { CopySources } from '../compile/copies';
import type { Facts } from '../compile/scenes';
import { codecOf, type RenderOptions } from '../config/options';
import { copySourcesIn } from '../render/copying/copySources';
import { familyFor } from '../render/encoderTrials';
import type { Machine } from '../render/rendering';
import type { Canvas } from '../timeline/timeline';

/** What the encoder writes is neither smaller nor of another kind than what is copied, and its parameter sets get an id of ours. */
const mayCopy = ({ quality, preview, ...asked }: RenderOptions, machine: Machine): boolean =>
	machine.copies === true &&
	codecOf(asked) === 'h264' &&
	quality !== 'draft' &&
	!preview &&
	familyFor(machine.encoders, 'h264') === 'software';

/** The streams that may be copied in a render with these options. */
export const untouchedIn = async (
	{ canvas, facts }: { readonly canvas: Canvas; readonly facts: Facts },
	options: RenderOptions,
	machine: Machine,
): Promise<CopySources> => (mayCopy(options, machine) ? copySourcesIn(facts, canvas) : new Map());
