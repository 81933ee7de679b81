/** What the words of an effect's name mean. The more telling ones stand first: 雪花故障 is a glitch, 胶片边框 a border. */
import type { Rule } from '../catalog/catalog';

/** Things drawn on the picture by hand, or around people: nothing that lies over the whole picture looks like them. */
const DRAWN: readonly Rule[] = [[/涂鸦(?!.*框)|描边|手绘(?!.*框)|彩绘|doodle/iu, 'unknown']];

const OPENINGS: readonly Rule[] = [
	[/渐显|fade ?in|白色渐显|white ?out/iu, 'openFade'],
	[/渐隐|渐黑|fade ?out|全剧终|the end|blackout/iu, 'closeFade'],
	[/圆.*开幕/u, 'openCircle'],
	[/模糊.*(?:开幕|闭幕)|blurry focus/iu, 'blurBeat'],
	[/(?:纵向|竖向|竖).*开幕|portrait open|vertical open/iu, 'openUpright'],
	[/(?:纵向|竖向|竖).*闭幕|vertical close/iu, 'closeUpright'],
	[/(?:故障|X|雪花|色差|辉光|拉镜|瀑布|翻转).*开幕/u, 'openLevel'],
	[
		/开幕|landscape open|horizontal open|卷轴打开|牛皮纸打开|滑动打开|滑动载入|电视开机|tv on/iu,
		'openLevel',
	],
	[/闭幕|landscape close|horizontal close|电视关机|tv off|牛皮纸关闭/iu, 'closeLevel'],
	[/百叶窗|blinds/iu, 'openBlinds'],
];

const FRAMES: readonly Rule[] = [
	[/牛皮纸|kraft/iu, 'kraftFrame'],
	[/(?:胶片|白胶|黑胶).*(?:框|边框)|film frame|sprocket/iu, 'lightFilm + blackFrame'],
	[/黑.*框|不规则黑|wobbly black|窗格(?!光)/iu, 'blackFrame'],
	[/拍立得|相纸|邮票|相片|大头贴|polaroid/iu, 'polaroid'],
	[
		/(?:dv|录制|取景|监控|夜视|相机).*(?:框|器|界面|网格)|camcorder|取景器|dv界面/iu,
		'dv + thinFrame',
	],
	[/画幅|电影感|cinema/iu, 'cinema'],
	[/边框|框|画展|border|frame(?!s)|相册|明信片/iu, 'frame'],
];

const TAPE: readonly Rule[] = [
	[/黑白.*(?:vhs|胶)|b&w vhs/iu, 'gray + vhs'],
	[/默片|silent/iu, 'silentFilm'],
	[/漏光|leak/iu, 'leak'],
	[/老电影|放映机|old film|retro film|老照片|刮花|折痕|folds/iu, 'oldFilm'],
	[/(?:胶片|胶卷).*(?:抖|滚|翻转|显影)|rolling film|stuck frame/iu, 'film + roll'],
	[/胶片|胶卷|显影|film|哈苏/iu, 'film'],
	[/雪花故障|信号|花屏|卡顿|卡机|bad tv|signal|无信号|snow glitch/iu, 'badSignal'],
	[/轻微故障|毛刺|fuzzy/iu, 'lightGlitch'],
	[/故障|glitch|错位|失真|decode/iu, 'glitch'],
	[/老?电视|荧幕|crt|old tv|tv lines|\btv\b/iu, 'oldScreen'],
	[/vhs|倒带|rewind|录像带|vcr|betamax|jvc|磁带|w830|c300|ixus/iu, 'vhs'],
	[/dv|camcorder|录像|vx1000/iu, 'dv'],
	[/ccd|海鸥|原相机|iphone/iu, 'ccd'],
	[/隔行|扫描线|监控|scan ?lines|电子屏|矩阵/iu, 'scanlines'],
	[/噪|颗粒|grain|noise|磨砂纹理|frosted quality/iu, 'grain'],
	[/低保真|90s|怀旧|70s|1998|画质|复古(?:画质|dv)/iu, 'vhs'],
];

const SIGNALS: readonly Rule[] = [
	[/(?:色差|色散|rgb|chrom).*(?:放大|冲击|震|闪|放射|变焦|zoom|blur)/iu, 'chromaticBeat'],
	[/色差|色散|rgb|chroma|边缘加色|红蓝|幻彩/iu, 'chromatic'],
	[/移轴|miniature|tilt/iu, 'miniature'],
	[/旋焦|rotary focus/iu, 'focus'],
	[/聚焦|对焦|变清晰|focus/iu, 'blurBeat'],
	[/(?:纵|竖).*模糊|vertical blur/iu, 'uprightBlur'],
	[/斜.*模糊/u, 'slantBlur'],
	[/(?:动感|横|侧移|运动).*模糊|motion blur|拖影|慢门|残影/iu, 'levelBlur'],
	[/冲刺|放射|径向|energy|速度|speed|zoom blur/iu, 'zoomBlur'],
	[/长虹|striped glass|reeded/iu, 'reeded'],
	[/毛玻璃|磨砂|frosted|雾镜|水滴模糊|欧根纱/iu, 'frosted'],
	[/瞬间模糊|抖动模糊|blur.*beat/iu, 'blurBeat'],
	[/模糊|虚化|失焦|blur|hazy/iu, 'blur'],
	[/超?强锐化/u, 'strongSharpen'],
	[/锐化|清晰|sharpen|hdr/iu, 'sharpen'],
	[/马赛克|mosaic/iu, 'pixelate'],
	[/低?像素|pixel|8bit/iu, 'finePixels'],
];

const COPIES: readonly Rule[] = [
	[/万花筒|棱镜|kaleido|prism|polychromatic/iu, 'kaleidoscope'],
	[/万向镜像|tri-layer/iu, 'mirrorAll'],
	[/倒影|reflection/iu, 'mirrorDown'],
	[/镜像|mirror|flipped/iu, 'mirror'],
	[/九屏|nine/iu, 'nine'],
	[/六屏|six/iu, 'six'],
	[/四屏|四宫格|four/iu, 'four'],
	[/三屏|三格|三段|three|splice/iu, 'three'],
	[/两屏|双屏|dual|two screen/iu, 'two'],
	[/分屏|分割|split|多格|连拍/iu, 'three'],
	[/鱼眼|fisheye/iu, 'fisheye'],
	[/广角|wide/iu, 'wide'],
	[/放大镜|magnif/iu, 'magnify'],
	[/哈哈镜|funhouse/iu, 'pinch'],
	[/冲击波|shock ?wave/iu, 'shockwave'],
	[/水波|涟漪|波纹|rippl|水滴扩散|荡漾|水光|流体/iu, 'rings'],
	[/波浪|波动|荡|wave|液态/iu, 'waves'],
	[/扭曲|漩涡|弯曲|变形|distort|vortex|诡异/iu, 'distort'],
];

const PARTICLES: readonly Rule[] = [
	[/大雪|暴雪|雪(?:花)?纷飞/u, 'heavySnow'],
	[/雪|snow|冰霜/iu, 'snow'],
	[/(?<!星)雨(?!刷|伞)|(?<!star )rain(?!bow)/iu, 'rain'],
	[/烟花|烟火|礼花|爆竹|花火|firework/iu, 'firework'],
	[/爱心|心河|心花|红心|愛|真爱|heart|love|热恋|告白|怦然|少女心|心动/iu, 'heart'],
	[/樱|花瓣|玫瑰|petal|blossom|小花|花朵|繁花|rose/iu, 'petal'],
	[/落叶|银杏|枫|变秋天|leaves|leaf/iu, 'leaf'],
	[/羽毛|feather/iu, 'feather'],
	[/泡泡|气泡|bubble|气球/iu, 'bubble'],
	[
		/彩带|彩纸|纸屑|撒花|金片|confetti|sequin|庆祝|夺冠|(?:生日|新年)快乐|新春祝福|new year/iu,
		'confetti',
	],
	[/萤|firefly|孔明灯/iu, 'firefly'],
	[/仙女棒|火星|星火|ember|spark(?!le)|炸开/iu, 'ember'],
	[/火光|火焰|烈焰|火|flame|fire/iu, 'fire'],
	[/金粉|闪粉|金币|金银|斗金|元宝|财|沙|仙尘|粒子|dust|gold sparkle/iu, 'dust'],
	[/光斑|bokeh|光圈|glowburst/iu, 'bokeh'],
	[/星|\bstars?\b|galaxy|milky|constellation/iu, 'star'],
];

const LIGHT: readonly Rule[] = [
	[/闪黑|black flash/iu, 'flashBlack'],
	[/闪电|雷电|lightning|thunder/iu, 'flash'],
	[/负片.*(?:频|闪)|negative strobe/iu, 'negative + strobeBlack'],
	[/频闪|爆闪|快闪|strobe/iu, 'strobe'],
	[/闪白|闪光灯|闪屏|闪光|flash|拍照|咔嚓|抓拍/iu, 'flash'],
	[/闪动|闪切|闪烁.*定格|定格闪|flicker/iu, 'flicker'],
	[/kira|bling|魔法|magic|仙女|闪|钻|亮片|碎|spark|gleam|glitter|珠光|珍珠|水晶/iu, 'sparkle'],
	[/烟|雾|蒸汽腾|云|smoke|fog|mist|仙境|explosion|爆炸/iu, 'fog'],
	[/蒸汽波|vapor/iu, 'vaporwave'],
	[/扫描|scan/iu, 'scan'],
	[/扫光|光束|光条|射灯|流光|sweep|beam|光线|丁达尔/iu, 'sweep'],
	[/蹦迪|迪斯科|disco|ktv|club|dj|律动|party/iu, 'disco'],
	[/彩虹|炫彩|斑斓|镭射|缤纷|rainbow|spectrum|彩光/iu, 'rainbow'],
	[/日落|夕阳|sunset|阳光|暖阳|晴天|sun|逆光|天使光/iu, 'sun'],
	[/树影|窗影|车窗|tree shade|train window/iu, 'vignette'],
	[/光晕|halo|红晕|氛围|光影/iu, 'halo'],
	[/梦|空灵|唯美|dream|ethereal|soft|柔/iu, 'dream'],
	[/曝光降低|low exposure|凄凉/iu, 'night'],
	[/曝光|diffusion|luminance/iu, 'overexpose'],
	[/辉光|发光|泛光|光|glow|light/iu, 'glow'],
	[/夜视|night vision/iu, 'nightVision'],
	[/热成像|热力|thermal/iu, 'thermal'],
];

const COLORS: readonly Rule[] = [
	[/负片|反转|negative|reversal/iu, 'negative'],
	[/霓虹|neon(?! outline)/iu, 'disco'],
	[/线描|荧光线|neon outline/iu, 'neonEdges'],
	[/铅笔|素描|sketch/iu, 'pencil'],
	[/剪影|silhouette/iu, 'silhouette'],
	[/漫|卡通|comic|cartoon|波普|网点|半调|丝印|silkscreen|动漫/iu, 'comic'],
	[/油画|水彩|水墨|晕染|paint|梵高/iu, 'paint'],
	[/黑白|b&w|单色|monochrome|mono/iu, 'gray'],
	[/老|旧|怀旧|sepia|秋日|暖|复古/iu, 'sepia'],
	[/渐变|单彩|色调|紫调|红调|蓝调|填充|tint/iu, 'tint'],
	[/暗夜|暗黑|恐怖|夜|spooky|dark|地狱|恶|魇|鬼|乌鸦|蝙蝠/iu, 'night'],
	[/聚光灯|手电|spotlight/iu, 'spotlight'],
	[/暗角|vignette|望远镜|binocular/iu, 'vignette'],
	[/自然|美式|daily|氛围/iu, 'lightFilm'],
];

const MOTIONS: readonly Rule[] = [
	[/心跳|脉搏|heartbeat|throb|pulse/iu, 'heartbeat'],
	[/灵魂|出窍|astral|幻影|叠影|幻觉|unreal|trippy|迷离|delay|重影|ghost|phantom/iu, 'ghost'],
	[/迷幻|眩晕|dizzy|醉/iu, 'chromaticBeat'],
	[/轻微抖|微震|mini shake/iu, 'lightShake'],
	[/抖|震|颤|shake|jitter|wobble|tremble|破冰|裂/iu, 'shake'],
	[/摇摆|荡秋千|swing/iu, 'swing'],
	[/摇|晃|手持|漂浮|sway|跟随/iu, 'sway'],
	[/左右|移动|走位|平移|pan/iu, 'sideways'],
	[/轻微放大|渐渐放大|mini zoom|拉近|缓/iu, 'slowZoom'],
	[/变焦|推镜|推近|推拉|拉镜|缩放|冲屏|弹|放大|zoom|rebound|bounce|运镜/iu, 'zoom'],
	[/旋|转|环绕|spin|rotat|360/iu, 'spin'],
];

/** All of them, in the order in which they count. */
export const EFFECT_RULES: readonly Rule[] = [
	...DRAWN,
	...OPENINGS,
	...FRAMES,
	...TAPE,
	...SIGNALS,
	...COPIES,
	...PARTICLES,
	...LIGHT,
	...COLORS,
	...MOTIONS,
];

/**
 * The same for effects on people. Only what may lie over the whole picture: without the person's outline nothing is put on
 * a head, and no face is changed.
 */
export const CHARACTER_RULES: readonly Rule[] = [
	[/脸|眼|嘴|头|帽|胡子|角$|翅膀|face|eye|mouth|head|glass|wing|lens|woman|man\b/iu, 'unknown'],
	[/人影爆闪|闪影|strobe|flash/iu, 'strobe'],
	[/分身|幻影|重影|影分|出走|幽灵|ghost|phantom|dopel|shadow|apparate|瞬移|移形/iu, 'ghost'],
	[/故障|glitch|信号/iu, 'glitch'],
	[/负片|negative/iu, 'negative'],
	[/热力|thermal/iu, 'thermal'],
	[/彩色边|chroma|fringe|弥散/iu, 'chromatic'],
	[/背景拖影|轨迹|light trails|speed|streak/iu, 'levelBlur'],
	[/放射|穿越|radiate|星光放射/iu, 'zoomBlur'],
	[/爱心|心动|心信号|heart|love|我爱/iu, 'heart'],
	[/萤火|firefl/iu, 'firefly'],
	[/金币/u, 'confetti'],
	[/火|焰|flame|hellfire|fire/iu, 'fire'],
	[/气泡|bubble/iu, 'bubble'],
	[/雪花/u, 'snow'],
	[/星|\bstar/iu, 'star'],
	[/闪电|电击|电光|lightning|electric|electro|shock|bolt/iu, 'flash'],
	[/扫描|scan/iu, 'scan'],
	[/声波|气波|wave/iu, 'shockwave'],
	[/梦境|阳光|光环|aura|halo|高光/iu, 'glow'],
	[/冲击|打击|击中|boom|crash|struck|敲打/iu, 'shake'],
	[/闪烁|碎闪|闪|spark|gleam/iu, 'sparkle'],
	[/阴云|阴暗|暗/u, 'night'],
	[/赛博|科技|cyber|technology/iu, 'chromatic'],
	[/霓虹|neon/iu, 'disco'],
	[/漩涡|扭曲|飓风|whirl|distort|hurricane/iu, 'distort'],
	[/彩虹|幻彩|rainbow/iu, 'rainbow'],
	[/局部模糊/u, 'blur'],
	[/丁达尔|tyndall/iu, 'sweep'],
	[/旋转|rotation/iu, 'spin'],
	[/镜像|flipped/iu, 'mirror'],
];
