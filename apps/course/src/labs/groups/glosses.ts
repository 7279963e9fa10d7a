/** What frequent characters of Tang poems mean, for who cannot read them. A character that is not here is shown alone. */
const LIST =
  '花 flower|春 spring|月 moon|夜 night|秋 autumn|水 water|云 cloud|风 wind|寒 cold|山 mountain|江 river|雪 snow|松 pine|石 stone|竹 bamboo|' +
  '雨 rain|日 sun|天 sky|金 gold|玉 jade|楼 tower|仙 immortal|马 horse|城 city wall|海 sea|关 pass|舟 boat|歌 song|酒 wine|人 person|' +
  '君 you|相 each other|逢 meet|去 leave|归 return|来 come|别 part|故 old, past|病 ill|年 year|老 old|头 head|心 heart|无 without|不 not|' +
  '有 have|名 name|道 way|事 matter|生 life|高 high|成 become|为 do, be|何 what|谁 who|此 this|知 know|得 get|看 look|时 time|向 towards|' +
  '长 long|红 red|青 green-blue|白 white|绿 green|清 clear|香 fragrant|桃 peach|烟 mist|轻 light|尽 end|枝 branch|开 open|夕 evening|空 empty|' +
  '苔 moss|古 ancient|泉 spring water|树 tree|药 herb|峰 peak|鸟 bird|雁 wild goose|寺 temple|僧 monk|书 letter|梦 dream|愁 sorrow|泪 tears|' +
  '里 mile|万 ten thousand|千 thousand|一 one|路 road|门 gate|宫 palace|阳 sunlight|西 west|东 east|南 south|北 north|新 new|晴 clear sky|' +
  '色 colour|孤 alone|独 alone|波 wave|亲 kin|复 again|我 I|物 thing|是 is|与 and|共 together|贵 noble|犹 still|宿 lodge|远 far|多 many|' +
  '过 pass|落 fall|光 light|声 sound|客 stranger|乡 home country|思 long for|情 feeling|朝 morning|暮 dusk|将 about to|从 from|自 oneself';

const GLOSSES = new Map(
  LIST.split('|').map((entry) => [entry.slice(0, 1), entry.slice(2)] as [character: string, gloss: string]),
);

export function glossOf(character: string): string | undefined {
  return GLOSSES.get(character);
}
