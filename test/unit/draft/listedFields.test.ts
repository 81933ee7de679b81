/** Fields that are part of the format, as apps and scripts write them where nobody has set them: the report has no word about them. */
import { unknownFieldsOf } from '../../../render-agent/src/draft/unknownFields';
import type { Json } from '../../support/drafts';
import {
	item,
	type Kind,
	material,
	NEUTRAL,
	PLACES,
	segment,
	style,
} from '../../support/listedFields';

const CASES = Object.entries(PLACES).flatMap(([place, { fields, within }]) =>
	(Object.entries(fields) as [Kind, string][]).flatMap(([kind, names]) =>
		names
			.split(' ')
			.flatMap((field) =>
				NEUTRAL[kind].map((value) => ({ place, field, value, json: within({ [field]: value }) })),
			),
	),
);

it.each(CASES)('$place: $field $value', ({ field, json }) => {
	expect(unknownFieldsOf(json).filter((one) => one.field.includes(field))).toEqual([]);
});

it.each<readonly [string, Json]>([
	['the color of letters as apps always write it', style({ useLetterColor: true })],
	[
		'a slider of a voice as pyJianYingDraft writes it',
		item(
			'audio_effects',
			'audio_adjust_params',
		)({
			...{ name: 'change_voice_param_quantity', value: 0.8, default_value: 0.8 },
			...{ max_value: 1, min_value: 0, parameterIndex: 0, portIndex: 0 },
		}),
	],
])('%s', (_, json) => {
	expect(unknownFieldsOf(json)).toEqual([]);
});

it.each<readonly [string, Json]>([
	['string_value', segment({ common_keyframes: [{ keyframe_list: [{ string_value: 'x' }] }] })],
	[
		'adjust_params[].default_value2',
		item('audio_effects', 'audio_adjust_params')({ default_value2: 1 }),
	],
	['background', material('canvases')({ background: 'x' })],
])('%s is told where it holds something that nobody knows', (field, json) => {
	expect(unknownFieldsOf(json).map((one) => one.field)).toEqual([
		expect.stringContaining(field) as string,
	]);
});
