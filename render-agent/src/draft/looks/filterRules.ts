/** What the words of a filter's name mean. The more telling ones stand first: 圣诞胶片 is film, 高清黑白 is black and white. */
import type { Rule } from '../catalog/catalog';

/** What takes all or most of the color, or makes it another one. */
const STRONG: readonly Rule[] = [
	[/黑白.*(?:胶|film)|(?:胶|film).*黑白|银盐|墨色胶卷/iu, 'monochromeFilm'],
	[/黑白|默片|单色|安塞尔|black ?(?:&|and) ?white|b&w|mono/iu, 'monochrome'],
	[/黑金红/u, 'blackRed'],
	[/黑金|暗金|玄影/u, 'blackGold'],
	[/水墨|冷墨|茶墨|墨林|黛/u, 'ink'],
	[/赛博|2077|cyber/iu, 'cyberpunk'],
	[/蒸汽波|vapor/iu, 'vaporwave'],
	[/霓虹|Y3K|千禧|迷幻|neon/iu, 'neon'],
	[/vhs|低保真|lofi|像素|betamax/iu, 'lofi'],
	[/逆光|暗光|阴天|背景增色|暗部/u, 'rescue'],
	[/褪色|faded?/iu, 'faded'],
	[/唱片/u, 'vintage'],
	[/科幻/u, 'blueCinema'],
	[/安藤/u, 'gray'],
	[/ABG/u, 'tanned'],
	[/Ditto/iu, 'lofi'],
	[/暖阳|暖.*冬|冬.*暖/u, 'warm'],
];

const FILMS: readonly Rule[] = [
	[/青橙|橙蓝|蓝橙|青橘|teal/iu, 'tealOrange'],
	[/(?:过期|暗).*(?:胶|卷)/u, 'darkFilm'],
	[/(?:雪|冬|冷|海).*(?:胶片|胶卷|韩胶)/u, 'coolFilm'],
	[/柯达|kodak|(?:喜庆|圣诞|春|秋|毕业|青春).*(?:胶|韩胶)|portra|400H|800Z|160C/iu, 'warmFilm'],
	[/富士|fuji|NC ?I|CC ?I/iu, 'fuji'],
	[/胶片|胶卷|菲林|闪胶|轻胶|过期|电影卷|正片|(?<!黑)胶|film|konica|雅西卡/iu, 'film'],
	[/宝丽来|拍立得|撕拉|polaroid/iu, 'polaroid'],
	[/徕卡|leica|森山/iu, 'leica'],
	[/哈苏|hasselblad|大疆|影石|pocket|iphone|偏振|奥林巴斯|pentax|EOS|尼康|索尼/iu, 'hasselblad'],
	[/ccd|佳能|(?:海鸥)?DC|G12|G7X|VPC|KU4|KE1|KV5|FXN|IXU|快照/iu, 'ccd'],
];

const CINEMA: readonly Rule[] = [
	[/(?:暗蓝|深蓝|蓝调?).*(?:电影|影视)/u, 'blueCinema'],
	[/(?:古|复古|往事|怀旧|古罗马).*(?:电影|影视)/u, 'oldCinema'],
	[/(?:暗|浓|史诗).*(?:电影|影视)/u, 'darkCinema'],
	[/(?:秋|暖|新年|新春|春禧|落日|假日|国风|中式).*(?:电影|影视)/u, 'warmCinema'],
	[/(?:冬|雪|冷|凛|伤感|情绪).*(?:电影|影视)/u, 'coolCinema'],
	[/港风|港历|香港|港片/u, 'hongKong'],
	[/电影|影视|好莱坞|cinema|movie|大片|叙事|纪实|影叙|影忆|质感暗调/iu, 'cinema'],
	[/奥本海默|敦刻尔克|教父|独行侠|子弹列车|银翼/u, 'darkCinema'],
	[/花样年华|爱之城|布达佩斯|韦斯|阿黛尔/u, 'warmCinema'],
];

const OLD: readonly Rule[] = [
	[/牛皮纸|老照片|旧照|默示|sepia|深褐/iu, 'sepia'],
	[/旧时|旧曲|旧乐园|国民旧|回忆|记忆|往事|忆时|忆山|时光/u, 'oldPhoto'],
	[/复古工业|工业/u, 'retroIndustry'],
	[/复古蓝|冷.*古早/u, 'coolVintage'],
	[/美式|嬉皮|迈阿密|加州(?!落日)|旧金山|比佛利|底特律|西海岸|科切拉|美高|american/iu, 'american'],
	[
		/复古|古早|怀旧|昭和|年代|1980|90s|老友记|摩登|英伦|vintage|retro|往日|青春照|文艺/iu,
		'vintage',
	],
	[/棕|咖|摩卡|美拉德|胡桃|巧克力|原木|brown|桃木|木葵|苦檀/iu, 'brown'],
];

const LIGHT: readonly Rule[] = [
	[/烟花|烟火|花火|夜焰|焰色/u, 'fireworks'],
	[/演唱会|音乐节|派对|俱乐部|舞曲|闪耀|璀璨|星云|彩光|ktv|灯会|live/iu, 'stage'],
	[/闪光灯|闪曝|夜拍|新闪|flash/iu, 'flash'],
	[/曝光|曝|发光|恍光/u, 'overexposed'],
	[/万圣|鬼魅|哥谭|德古拉|病娇|末世|恐怖|魅影|暗黑|神话|猎梦/u, 'horror'],
	[
		/圣诞|新年|(?<!清)新春|喜庆|喜市|福气|鸿运|红运|年味|春节|庙会|四喜|元宵|福|喜气|吉宵|拐杖糖/u,
		'festive',
	],
	[/红绿|青红夜|红蓝/u, 'redBlue'],
	[/夜(?!焰)|月|都城|魔都|城市|都市|2077/u, 'night'],
	[/暮|黄昏|傍晚|余晖|向晚|dusk/iu, 'dusk'],
];

const FOOD: readonly Rule[] = [
	[/轻食|简餐|清透美食|奶油美食|野餐|果酥|brunch/iu, 'lightFood'],
	[
		/食|美味|料理|餐|鲜美|烧烤|烘|(?<!春)味|烤|风味|热气|炊烟|家宴|晚宴|寿司|food|香浓|果/iu,
		'food',
	],
	[/宠|猫|狗|奶萌/u, 'pet'],
];

const SKIN: readonly Rule[] = [
	[/小麦|阳光肤|古铜/u, 'tanned'],
	[/气色|粉肤|红润|春桃|樱花粉肤|血色|粉肌|殷粉|春橙|元气/u, 'rosy'],
	[
		/白皙|净白|冷白|亮肤|去黄|美白|超白|白肤|雪肤|雪白|冰肌|牛奶肌|白瓷|陶瓷|牙白|IG白|白富美|冰清|fair/iu,
		'fair',
	],
	[/奶油|奶杏|奶昔|慕斯|奶|cream|牛奶|酪|米棕/iu, 'cream'],
	[/肤|肌|颜|人像|皙|晴研|焕|润|妆|容|portrait|skin/iu, 'portrait'],
];

const SOFTNESS: readonly Rule[] = [
	[/金粉/u, 'gold'],
	[/奥罗拉/u, 'purple'],
	[/莫吉托|雨皂|伊豆/u, 'fresh'],
	[/莫奈/u, 'dreamy'],
	[/雪挞/u, 'cream'],
	[/大吉岭|书意/u, 'beige'],
	[/棠梨|miu/iu, 'pink'],
	[/熏柏|龙舌兰/u, 'olive'],
	[/灯塔/u, 'sea'],
	[/探店/u, 'food'],
	[/闪星|碎芒/u, 'bright'],
	[/麋鹿/u, 'festive'],
	[/聚焦/u, 'clear'],
	[/画报/u, 'vintage'],
	[/似锦/u, 'vivid'],
	[/涩谷/u, 'night'],
	[/亢奋/u, 'purple'],
	[/邂逅/u, 'dreamy'],
	[/栩栩|玩趣/u, 'vivid'],
	[/希望/u, 'bright'],
	[/漫步|乐游|自由/u, 'landscape'],
	[/飒/u, 'contrasty'],
	[/威尼之都/u, 'landscape'],
	[
		/清新|日系|日漫清新|小清新|氧|薄荷|青提|柠|fresh|japan|气泡|苏打|海盐|盐系|小美好|初恋|盐岚|盐/iu,
		'fresh',
	],
	[/日漫|动漫|(?<!浪)漫(?!步|谷|游|旅)|宫崎|卡通|comic|anime/iu, 'comic'],
	[/梦|柔|幻|朦胧|雾感|纱|仙|晕|dream|soft|浪漫|告白|心动|怦然|爱丽丝|温柔/iu, 'dreamy'],
	[/去雾|去灰|dehaze/iu, 'dehaze'],
	[/雾|霭|岚|烟(?!花|火)|mist|fog/iu, 'mist'],
	[
		/国风|中式|大唐|千里江山|富春|清明上河|古风|敦煌|山河|竹绢|侘寂|故宫|古都|京都|奈良|梵/u,
		'guofeng',
	],
];

const SEASON: readonly Rule[] = [
	[/落日|日落|夕阳|晚霞|橘|sunset|日出|晨旭|霞|叠阳/iu, 'sunset'],
	[/冬|凛|寒|雪(?!挞)|冰|winter|snow/iu, 'winter'],
	[/秋|枫|黄叶|autumn|森秋|松果/iu, 'autumn'],
	[/樱|粉|桃|玫瑰|芭比|少女|甜|洛丽塔|莓|pink|恋|椿|杏/iu, 'pink'],
	[/紫|薰衣草|薰草|purple|芋|藤/iu, 'purple'],
	[/春|花|spring|蔷薇|繁/iu, 'spring'],
	[/夏(?!威夷)|summer|仲夏|多巴胺|活力/iu, 'summer'],
];

const HUES: readonly Rule[] = [
	[/海|蔚蓝|浪|冲浪|岛|湖|帆|sea|夏威夷|椰|棕榈|潘多拉|澜/iu, 'sea'],
	[/铅绿|松绿|贝松|青黄|橄榄|苔/u, 'olive'],
	[/森|林|绿|草|野|青(?!春)|竹|薄绿|green|植|抹茶|田园|禾|蒲|荷|松/iu, 'green'],
	[/晴|天空|空(?!灵|谷)|蓝天|sky|云/iu, 'sky'],
	[/蓝|blue|幽海|靛/iu, 'blue'],
	[/沙(?!龙)|漠|荒|砂|砾|峡谷|西部|旷|攀岩|矿|石|山/u, 'desert'],
	[/金(?!属)|鎏|琥珀|gold/iu, 'gold'],
	[/红|烈焰|朱|赤|red|辣|德古/iu, 'red'],
	[/橙|orange|燃|姜|柑/iu, 'orange'],
	[/灰|gray|grey|高级|极简|素|性冷/iu, 'gray'],
	[/银|金属|silver|metal/iu, 'silver'],
	[/米|麻|茶|瓷|beige|尘/iu, 'beige'],
];

const TONES: readonly Rule[] = [
	[/暖|阳|落牧|炉|烛|日光|午后|warm|sun|里昂|法|治愈|温|晖|辉/iu, 'warm'],
	[/冷|清冷|凉|蓝调|cool|清寒|空灵|酷|冰/iu, 'cool'],
	[/暗|黑|深|幽|墨|INS暗|dark|浓|影|曜|郁|沉/iu, 'dark'],
	[/情绪|伤感|疼痛|破碎|孤|私语|阴郁/u, 'moody'],
	[/韩|INS|即刻|日常|日料|素净/iu, 'fresh'],
	[/增色|鲜|艳|饱和|亮丽|明媚|彩|vivid|色|艺术|炫/iu, 'vivid'],
	[/明亮|提亮|亮|透|明|白|净|光|bright|light|澈|透亮/iu, 'bright'],
	[/高清|清晰|4k|8k|画质|增质|超清|高晴|质感|增强|清|hd|锐|校正|修复|镜头/iu, 'clear'],
	[/反差|硬朗|质|劲|街|酷感|运动|越野|contrast|潮/iu, 'contrasty'],
	[/自然|原生|中性|风景|风光|natural|随性|原相机|生活/iu, 'natural'],
	[/风|谷|原|牧|川|徒步|登高|越岭|city ?walk|小镇|南法|罗马|西西里|瑞士/iu, 'landscape'],
];

/** All of them, in the order in which they count. */
export const FILTER_RULES: readonly Rule[] = [
	...STRONG,
	...FILMS,
	...CINEMA,
	...OLD,
	...LIGHT,
	...FOOD,
	...SKIN,
	...SOFTNESS,
	...SEASON,
	...HUES,
	...TONES,
];
