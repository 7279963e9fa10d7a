/**
 * The words the closed world is made of, in Chinese and English side by side: entry i of a pool is one thing with two
 * names. Pools are small on purpose, so that a tokenizer of characters stays small. No word of a pool is part of
 * another word of the same pool; a test holds them to that, because answers are recognised by their words.
 */

/** One thing's name in both languages. */
export type NamePair = readonly [zh: string, en: string];

export const PLACES: readonly NamePair[] = [
  ['青石', 'Greystone'],
  ['白河', 'Whitewater'],
  ['南山', 'Southhill'],
  ['云溪', 'Cloudbrook'],
  ['松江', 'Pineford'],
  ['柳湾', 'Willowbay'],
  ['东港', 'Eastport'],
  ['长桥', 'Longbridge'],
  ['红岩', 'Redrock'],
  ['月湖', 'Moonlake'],
];

export const JOBS: readonly NamePair[] = [
  ['医生', 'doctor'],
  ['木匠', 'carpenter'],
  ['教师', 'teacher'],
  ['画家', 'painter'],
  ['船长', 'captain'],
  ['厨师', 'cook'],
  ['裁缝', 'tailor'],
  ['铁匠', 'blacksmith'],
];

export const PETS: readonly NamePair[] = [
  ['黑猫', 'black cat'],
  ['白狗', 'white dog'],
  ['灰兔', 'grey rabbit'],
  ['红鸟', 'red bird'],
  ['花龟', 'spotted turtle'],
  ['金鱼', 'goldfish'],
  ['刺猬', 'hedgehog'],
  ['松鼠', 'squirrel'],
];

export const HOBBIES: readonly NamePair[] = [
  ['下棋', 'chess'],
  ['钓鱼', 'fishing'],
  ['唱歌', 'singing'],
  ['跑步', 'running'],
  ['书法', 'calligraphy'],
  ['摄影', 'photography'],
  ['种花', 'gardening'],
  ['游泳', 'swimming'],
];

export const SIGHTS: readonly NamePair[] = [
  ['荷花', 'lotus ponds'],
  ['温泉', 'hot springs'],
  ['灯会', 'lantern fair'],
  ['瀑布', 'waterfall'],
  ['古塔', 'old tower'],
  ['果园', 'orchards'],
  ['雪景', 'snow view'],
  ['海滩', 'beach'],
];

export const MATERIALS: readonly NamePair[] = [
  ['竹子', 'bamboo'],
  ['陶土', 'clay'],
  ['铜', 'copper'],
  ['丝绸', 'silk'],
  ['玻璃', 'glass'],
  ['皮革', 'leather'],
];

/** A product is one of the first and one of the second: 星灯, the star lamp. */
export const PRODUCT_FIRST: readonly NamePair[] = [
  ['星', 'star'],
  ['雪', 'snow'],
  ['风', 'wind'],
  ['花', 'flower'],
  ['鹤', 'crane'],
  ['雨', 'rain'],
];
export const PRODUCT_SECOND: readonly NamePair[] = [
  ['灯', 'lamp'],
  ['伞', 'umbrella'],
  ['扇', 'fan'],
  ['琴', 'harp'],
  ['壶', 'pot'],
  ['鼓', 'drum'],
];

/** A shop is one of the first and one of the second: 云海商店, Cloudsea Store. */
export const SHOP_FIRST: readonly NamePair[] = [
  ['云海', 'Cloudsea'],
  ['明月', 'Brightmoon'],
  ['春风', 'Springwind'],
  ['福来', 'Goodluck'],
  ['四方', 'Fourways'],
  ['文华', 'Letters'],
  ['同心', 'Oneheart'],
  ['天宝', 'Treasure'],
  ['平安', 'Peace'],
  ['大有', 'Plenty'],
  ['清泉', 'Clearspring'],
  ['万里', 'Farmiles'],
];
export const SHOP_SECOND: readonly NamePair[] = [
  ['商店', 'Store'],
  ['小铺', 'Corner'],
  ['行', 'House'],
  ['阁', 'Gallery'],
];

/** A person's family name; in Chinese it stands first. */
export const FAMILY_NAMES: readonly NamePair[] = [
  ['赵', 'Archer'],
  ['钱', 'Baker'],
  ['孙', 'Carver'],
  ['李', 'Dyer'],
  ['周', 'Elder'],
  ['吴', 'Fisher'],
  ['郑', 'Gray'],
  ['王', 'Hunter'],
  ['冯', 'Iles'],
  ['陈', 'Jarvis'],
  ['蒋', 'Keller'],
  ['沈', 'Lamb'],
  ['韩', 'Mason'],
  ['杨', 'Nash'],
  ['许', 'Osgood'],
  ['何', 'Potter'],
];

/** Chinese given names are two of these characters. */
export const GIVEN_CHARACTERS: readonly string[] = [...'安北川东方光海江明宁平青山天文雪阳远云子'];

export const ENGLISH_GIVEN_NAMES: readonly string[] = [
  ...['Ada', 'Ben', 'Cora', 'Dan', 'Eve', 'Finn', 'Gwen', 'Hugo', 'Iris', 'Jack', 'Kate', 'Leo', 'Mia', 'Ned', 'Ola'],
  ...['Paul', 'Rose', 'Sam', 'Tess', 'Uma', 'Vera', 'Will', 'Yara', 'Zack', 'Alma', 'Bert', 'Clio', 'Dora', 'Emil'],
  ...['Fay', 'Gus', 'Hope', 'Ian', 'June', 'Kurt', 'Lena', 'Max', 'Nora', 'Otto', 'Pia', 'Ruth', 'Saul', 'Tom'],
];
