/**
 * The little world that both twins read about: twenty kinds of things, ten of each, in English and Chinese, with what is
 * said of every thing of a kind. Nothing says the name of a kind: a reader must gather it from what is said.
 */
export interface Kind {
  /** For us; it never stands in a text. */
  readonly name: string;
  /** Names of things, English words or Chinese words, one token each. */
  readonly things: Readonly<Record<Language, readonly string[]>>;
  /** Sentences with `x` in place of a thing, words apart by spaces. */
  readonly sayings: Readonly<Record<Language, readonly string[]>>;
}

export type Language = 'en' | 'zh';

/** name | things en | things zh | sayings en | sayings zh */
const TABLE = `
forest animals|fox wolf bear deer boar hare badger squirrel hedgehog lynx|狐狸 狼 熊 鹿 野猪 野兔 獾 松鼠 刺猬 猞猁|the x lives in the forest;the x has thick fur;the x sleeps under the trees|x 住 在 森林 里;x 有 厚厚 的 皮毛;x 睡 在 树 下
sea animals|whale shark dolphin seal crab squid tuna herring octopus turtle|鲸鱼 鲨鱼 海豚 海豹 螃蟹 鱿鱼 金枪鱼 鲱鱼 章鱼 海龟|the x lives in the sea;the x swims in salt water;the x hides among the waves|x 住 在 海 里;x 游 在 咸 水 中;x 藏 在 波浪 里
birds|eagle crow swallow owl crane parrot sparrow pigeon peacock swan|鹰 乌鸦 燕子 猫头鹰 仙鹤 鹦鹉 麻雀 鸽子 孔雀 天鹅|the x flies over the roofs;the x has long feathers;the x builds a nest|x 飞 过 屋顶;x 有 长长 的 羽毛;x 会 筑 巢
insects|ant bee fly beetle moth wasp cricket mosquito butterfly dragonfly|蚂蚁 蜜蜂 苍蝇 甲虫 飞蛾 黄蜂 蟋蟀 蚊子 蝴蝶 蜻蜓|the x has six legs;the x crawls on a leaf;the x hatches from a tiny egg|x 有 六 条 腿;x 爬 在 叶子 上;x 从 小 卵 里 出来
fruit|apple pear plum peach grape cherry melon mango banana lemon|苹果 梨 李子 桃子 葡萄 樱桃 甜瓜 芒果 香蕉 柠檬|the x grows on a branch;the x is full of juice;the x tastes sweet|x 长 在 枝 上;x 有 很 多 汁;x 吃 起来 很 甜
vegetables|cabbage carrot onion potato bean leek spinach pumpkin cucumber radish|白菜 胡萝卜 洋葱 土豆 豆角 大葱 菠菜 南瓜 黄瓜 萝卜|the x grows in the field;the x is cooked in soup;the x is washed in the kitchen|x 长 在 田 里;x 可以 煮 汤;x 在 厨房 里 洗
drinks|tea coffee milk wine beer cocoa cider soda yogurt lemonade|茶 咖啡 牛奶 红酒 啤酒 可可 果酒 汽水 酸奶 柠檬水|the x is poured into a cup;the x is served after dinner;the x is kept in a bottle|x 倒 进 杯子 里;x 在 饭 后 端 来;x 装 在 瓶子 里
vehicles|car bus train bicycle truck tram ship plane taxi motorcycle|汽车 公交车 火车 自行车 卡车 电车 轮船 飞机 出租车 摩托车|the x carries people to work;the x needs a driver;the x leaves on time|x 送 人 去 上班;x 需要 司机;x 准时 出发
instruments|piano violin flute drum guitar trumpet harp cello erhu pipa|钢琴 小提琴 长笛 鼓 吉他 小号 竖琴 大提琴 二胡 琵琶|the x sounds in the hall;the x plays a melody;the x is tuned before the concert|x 在 大厅 里 响 起;x 奏 出 旋律;x 在 音乐会 前 调音
clothes|shirt coat hat sock scarf glove dress skirt belt sweater|衬衫 大衣 帽子 袜子 围巾 手套 连衣裙 裙子 腰带 毛衣|the x is made of cloth;the x hangs on a hook;the x keeps the child warm|x 是 布 做 的;x 挂 在 钩子 上;x 让 孩子 暖和
furniture|table chair bed sofa desk shelf cupboard stool bench dresser|桌子 椅子 床 沙发 书桌 架子 橱柜 凳子 长凳 梳妆台|the x stands in the room;the x is made of wood;the x was built by a carpenter|x 放 在 房间 里;x 是 木头 做 的;x 由 木匠 打造
tools|hammer saw axe drill screwdriver pliers shovel rake file wrench|锤子 锯子 斧头 钻头 螺丝刀 钳子 铲子 耙子 锉刀 扳手|the x lies in the box;the x helps with repairs;the x is held in a firm hand|x 放 在 箱子 里;x 帮 人 修理;x 握 在 手 里
jobs|doctor teacher cook farmer judge pilot nurse painter lawyer tailor|医生 老师 厨师 农民 法官 飞行员 护士 画家 律师 裁缝|the x earns a salary;the x goes home in the evening;the x learned for years|x 领 工资;x 晚上 回家;x 学 了 很多 年
countries|china france japan egypt brazil india italy spain canada kenya|中国 法国 日本 埃及 巴西 印度 意大利 西班牙 加拿大 肯尼亚|x has a capital;x lies on the map;x has a flag|x 有 首都;x 画 在 地图 上;x 有 国旗
metals|iron gold silver copper tin lead zinc nickel platinum aluminium|铁 金 银 铜 锡 铅 锌 镍 铂 铝|the x melts in the furnace;the x is dug from a mine;the x conducts electricity|x 在 炉 中 熔化;x 从 矿 里 挖 出;x 能 导电
trees|oak pine birch willow maple cedar elm poplar bamboo ginkgo|橡树 松树 桦树 柳树 枫树 雪松 榆树 杨树 竹子 银杏|the x has deep roots;the x gives shade in summer;the x grows for a hundred years|x 有 深深 的 根;x 夏天 给 人 阴凉;x 能 长 一百 年
flowers|rose lily tulip lotus peony orchid daisy violet iris jasmine|玫瑰 百合 郁金香 荷花 牡丹 兰花 雏菊 紫罗兰 鸢尾 茉莉|the x opens its petals;the x smells fine;the x stands in a vase|x 打开 花瓣;x 闻 起来 很 香;x 插 在 花瓶 里
sports|football tennis swimming boxing skiing rowing fencing judo golf basketball|足球 网球 游泳 拳击 滑雪 划船 击剑 柔道 高尔夫 篮球|x needs training;x has strict rules;x fills the stadium|x 需要 训练;x 有 严格 的 规则;x 让 体育场 坐满
body|heart lung liver knee elbow shoulder ear nose tongue finger|心脏 肺 肝 膝盖 手肘 肩膀 耳朵 鼻子 舌头 手指|the x is part of every person;the x hurts after a fall;the x grows with the child|x 是 人 的 一部分;x 摔倒 后 会 疼;x 跟 孩子 一起 长大
weather|rain snow fog hail wind storm frost thunder dew drizzle|雨 雪 雾 冰雹 风 暴风雨 霜 雷 露水 毛毛雨|the x comes from the sky;the x is in the forecast;the x worries the sailors|x 从 天 上 来;x 写 在 天气 预报 里;x 让 水手 担心
`;

/** All kinds, in the table's order. */
export const KINDS: readonly Kind[] = TABLE.trim()
  .split('\n')
  .map((row) => {
    const [name = '', en = '', zh = '', sayingsEn = '', sayingsZh = ''] = row.split('|');
    return {
      name,
      things: { en: en.split(' '), zh: zh.split(' ') },
      sayings: { en: sayingsEn.split(';'), zh: sayingsZh.split(';') },
    };
  });
