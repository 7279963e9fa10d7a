/** What a learner reads on a question about a picture, besides the question. */
export const pickOnPictureWords = {
  zh: {
    name: '看图选择',
    one: '在图上点选一处；用键盘可按Tab进入，再用方向键移动。',
    several: '在图上点选所有符合的地方；用键盘可按Tab移动，按空格选择。',
    low: '0',
    high: '1',
    picked: '选中：',
    nothing: '还没有选',
    cell: (rowTitle: string, row: string, columnTitle: string, column: string, value: string) =>
      `${rowTitle}“${row}”，${columnTitle}“${column}”：${value}`,
    mark: (letter: string, line: string, x: string, at: string, value: string) =>
      `${letter}：${line}，${x} ${at}，值 ${value}`,
    values: '曲线上的数值',
    line: '曲线',
  },
  en: {
    name: 'Pick in the picture',
    one: 'Pick one place in the picture. By keyboard: Tab to it, then move with the arrow keys.',
    several: 'Pick every place that fits. By keyboard: move with Tab, pick with the space bar.',
    low: '0',
    high: '1',
    picked: 'Picked: ',
    nothing: 'Nothing picked yet',
    cell: (rowTitle: string, row: string, columnTitle: string, column: string, value: string) =>
      `${rowTitle} “${row}”, ${columnTitle} “${column}”: ${value}`,
    mark: (letter: string, line: string, x: string, at: string, value: string) =>
      `${letter}: ${line} at ${x} ${at}, value ${value}`,
    values: 'The values of the curves',
    line: 'Line',
  },
};
