/** Effects that the user has as a video: laid over everything beneath, again and again while the effect lasts. */
import { microseconds } from '../kernel/units';
import { constant } from '../timeline/curve';
import { inLibrary } from '../timeline/library';
import type { PictureClip } from '../timeline/timeline';
import type { Scope, Use } from './scope';

/** The overlay of an effect's segment, when the library has one for it. */
export const overlayOf = (use: Use, { library, assets }: Scope): PictureClip | undefined => {
	const { id, track, layer, target, material } = use;
	if (material?.bucket !== 'video_effects') return undefined;
	const { name, resource_id: resourceId, value } = material.material;
	const own = inLibrary(library, 'overlay', { name, resourceId });
	if (!own) return undefined;
	const still = constant(0);
	const whole = constant(1);
	return {
		kind: 'picture',
		...{ id, track, layer, target },
		asset: assets.refer({ use: 'video', path: '', name, key: own.key }, use),
		source: { start: microseconds(0), duration: target.duration },
		tempo: { kind: 'constant' },
		reversed: false,
		crop: { left: 0, top: 0, right: 1, bottom: 1 },
		fit: { kind: 'cover' },
		repeats: true,
		placement: {
			...{ x: still, y: still, scaleX: whole, scaleY: whole, rotation: still },
			opacity: constant(Math.min(1, Math.max(0, value ?? 1))),
			...{ flipX: false, flipY: false },
		},
		animations: [],
		blend: own.blend,
		adjustments: {},
	};
};
