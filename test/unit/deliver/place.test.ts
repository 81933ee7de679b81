import { dispositionOf, objectStem } from '../../../render-agent/src/deliver/objectKey';
import { placeOf, type S3Where } from '../../../render-agent/src/deliver/s3/place';
import { elementIn, elementsIn } from '../../../render-agent/src/deliver/s3/xml';

const bucket = 'v';

describe('where a bucket answers', () => {
	const cases: readonly [S3Where, string, string][] = [
		[
			{ preset: 'aws', region: 'eu-west-1', bucket },
			'https://v.s3.eu-west-1.amazonaws.com',
			'eu-west-1',
		],
		[
			{ preset: 'aws', region: 'cn-north-1', bucket },
			'https://v.s3.cn-north-1.amazonaws.com.cn',
			'cn-north-1',
		],
		[{ preset: 'aws', bucket: 'a.b' }, 'https://s3.us-east-1.amazonaws.com/a.b', 'us-east-1'],
		[
			{ preset: 'cos', region: 'ap-guangzhou', bucket: 'v-125' },
			'https://v-125.cos.ap-guangzhou.myqcloud.com',
			'ap-guangzhou',
		],
		[
			{ preset: 'oss', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com', bucket },
			'https://v.s3.oss-cn-hangzhou.aliyuncs.com',
			'cn-hangzhou',
		],
		[
			{ preset: 'oss', endpoint: 'https://oss-cn-beijing-internal.aliyuncs.com', bucket },
			'https://v.s3.oss-cn-beijing-internal.aliyuncs.com',
			'cn-beijing',
		],
		[
			{ preset: 'oss', region: 'oss-cn-shanghai', bucket },
			'https://v.s3.oss-cn-shanghai.aliyuncs.com',
			'cn-shanghai',
		],
		[
			{ preset: 'oss', endpoint: 'https://v.mine.example', region: 'cn-hangzhou', bucket },
			'https://v.mine.example',
			'cn-hangzhou',
		],
		[
			{ preset: 'tos', region: 'cn-beijing', bucket },
			'https://v.tos-s3-cn-beijing.volces.com',
			'cn-beijing',
		],
		[
			{ preset: 'tos', endpoint: 'https://tos-cn-beijing.ivolces.com', bucket },
			'https://v.tos-s3-cn-beijing.ivolces.com',
			'cn-beijing',
		],
		[
			{ preset: 'obs', region: 'cn-north-4', bucket },
			'https://v.obs.cn-north-4.myhuaweicloud.com',
			'cn-north-4',
		],
		[
			{ preset: 'qiniu', region: 'cn-east-1', bucket },
			'https://v.s3.cn-east-1.qiniucs.com',
			'cn-east-1',
		],
		[
			{ preset: 'r2', endpoint: 'https://acc.r2.cloudflarestorage.com/', bucket },
			'https://acc.r2.cloudflarestorage.com/v',
			'auto',
		],
		[
			{ preset: 'minio', endpoint: 'http://10.0.0.2:9000', bucket },
			'http://10.0.0.2:9000/v',
			'us-east-1',
		],
		[
			{ endpoint: 'https://s3.example/base', path_style: false, bucket },
			'https://v.s3.example/base',
			'us-east-1',
		],
		[
			{ endpoint: 'https://v.s3.example', path_style: false, bucket },
			'https://v.s3.example',
			'us-east-1',
		],
		[
			{ endpoint: 'https://cdn.example', own_domain: true, bucket },
			'https://cdn.example',
			'us-east-1',
		],
	];
	it.each(cases)('%j is %s, signed for %s', (where, base, region) => {
		expect(placeOf(where)).toEqual({ base, region });
	});

	it.each<[S3Where, string]>([
		[{ preset: 'r2', bucket }, 'endpoint'],
		[{ preset: 'minio', bucket }, 'endpoint'],
		[{ preset: 'cos', bucket }, 'endpoint'],
		[{ bucket }, 'endpoint'],
		[{ preset: 'oss', endpoint: 'https://v.mine.example', bucket }, 'region'],
		[{ preset: 'cos', endpoint: 'https://cdn.mine.example', own_domain: true, bucket }, 'region'],
	])('%j is not enough to know: the %s is lacking', (where, lacking) => {
		expect(placeOf(where)).toBe(lacking);
	});
});

describe('names of delivered files', () => {
	it('are made of local time and of the job, the same at each try', () => {
		const at = new Date(2026, 0, 2, 3, 4, 5).getTime();
		expect(objectStem(at, 'j_1')).toMatch(/^2026-01-02\/20260102030405[0-9a-f]{8}$/);
		expect(objectStem(at, 'j_1')).toBe(objectStem(at, 'j_1'));
		expect(objectStem(at, 'j_1')).not.toBe(objectStem(at, 'j_2'));
	});

	it.each([
		['a b.mp4', 'inline; filename="a b.mp4"'],
		['片.mp4', 'inline; filename="_.mp4"; filename*=UTF-8\'\'%E7%89%87.mp4'],
		['a"\\%\r\n.mp4', 'inline; filename="a_____.mp4"; filename*=UTF-8\'\'a%22%5C%25%0D%0A.mp4'],
		["it's (1)*.mp4", 'inline; filename="it\'s (1)*.mp4"'],
	])('%j is saved under %s', (name, header) => {
		expect(dispositionOf('inline', name)).toBe(header);
	});
});

describe('answers in XML', () => {
	it('are read with their entities, with and without a namespace', () => {
		const xml =
			'<R xmlns="u"><UploadId x="1"> a&amp;&#x2F;&#43;&quot;&nope; </UploadId><P><N>1</N></P><P><N>2</N></P></R>';
		expect(elementIn(xml, 'UploadId')).toBe('a&/+"&nope;');
		expect(elementsIn(xml, 'P').map((part) => elementIn(part, 'N'))).toEqual(['1', '2']);
		expect(elementIn(xml, 'Nothing')).toBeUndefined();
	});
});
