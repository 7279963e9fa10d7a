/** Words of the review screen. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  title: '复习',
  description: '把以前没答对的再问一遍，隔的时间按记忆规律算。',
  lede: '以前没答对的，隔一段时间再问你一次。答对了，下次隔得更久；答错了，过一会儿再来。',
  loading: '正在看有什么要复习……',
  none: '现在没有要复习的',
  noneText: '答错过的知识点会隔一段时间出现在这里。',
  noneNext: (when: string) => `下一次在${when}。`,
  offlineNone: '现在没有网络，这台设备上也没有到期的复习。',
  offline: '现在没有网络。复习照常做，答案存在这台设备上，连上网后自动提交。',
  error: '没能取到复习内容。稍后再试。',
  retry: '再试一次',
  reread: '重读这一课',
  next: '下一题',
  finish: '看结果',
  done: '这一轮复习完了',
  summary: (right: number, total: number) => `${total}题里答对${right}题。`,
  summaryKept: (n: number) => `${n}题的答案存在这台设备上，连上网就批改。`,
  more: (n: number) => `又有${n}题到期了。`,
  again: '继续复习',
  learning: '回到我的学习',
  noScript: '复习需要打开JavaScript。',
};

export type ReviewMessages = typeof zh;

const en: ReviewMessages = {
  title: 'Review',
  description: 'What you missed before is asked again, at intervals that follow how memory works.',
  lede: 'What you missed comes back after a while. Get it right and the next pause is longer; miss it and it returns soon.',
  loading: 'Looking for what is due …',
  none: 'Nothing is due now',
  noneText: 'What you miss in a lesson turns up here after a while.',
  noneNext: (when) => `The next one is due ${when}.`,
  offlineNone: 'There is no network, and nothing on this device is due.',
  offline: 'There is no network. You can review all the same: answers are kept on this device and sent later.',
  error: 'Your reviews could not be fetched. Try again later.',
  retry: 'Try again',
  reread: 'Read the lesson again',
  next: 'Next question',
  finish: 'See the result',
  done: 'That was this round',
  summary: (right, total) => `${right} of ${total} right.`,
  summaryKept: (n) =>
    `${n} ${n === 1 ? 'answer is' : 'answers are'} kept on this device and will be graded once there is a network.`,
  more: (n) => `${n} more ${n === 1 ? 'is' : 'are'} due by now.`,
  again: 'Go on',
  learning: 'Back to my learning',
  noScript: 'Reviewing needs JavaScript.',
};

export const reviewMessages: Record<Locale, ReviewMessages> = { zh, en };
