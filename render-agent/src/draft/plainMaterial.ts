/** What every material with a name is like. */
import { z } from 'zod/v4';
import { name, textOr } from './fields';

/** A material that is known by its name and kind only. */
export const plain = z.object({
	id: name,
	type: textOr(''),
	name: textOr(''),
	path: textOr(''),
	resource_id: name,
	effect_id: name,
});
