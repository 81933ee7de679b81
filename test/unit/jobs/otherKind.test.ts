/** What is said of a library that has a file of another kind than is needed. */
import { withOtherKinds } from '../../../render-agent/src/jobs/otherKind';
import type { Diagnostic } from '../../../render-agent/src/kernel/diagnostic';
import type { LibraryIndex } from '../../../render-agent/src/timeline/library';

const LUTS: LibraryIndex = new Map([
	['lut:panda', { key: 'lut:panda', use: 'lut', blend: 'screen' }],
]);
const lacking = (key: string): Diagnostic => ({
	code: 'STICKER_UNAVAILABLE',
	subject: { name: key, library: [key] },
	text: { zh: '未绘制', en: 'not drawn' },
});

it('is told where the name is taken by another kind, and nowhere else', () => {
	expect(withOtherKinds([lacking('Panda'), lacking('Bear')], LUTS).map(({ text }) => text)).toEqual(
		[
			{
				zh: '未绘制（素材库中该名称对应的是LUT，不适用于此处）',
				en: 'not drawn (what your library has under that name is a LUT, which does not serve here)',
			},
			{ zh: '未绘制', en: 'not drawn' },
		],
	);
	expect(withOtherKinds([lacking('Panda')], undefined)).toEqual([lacking('Panda')]);
});
