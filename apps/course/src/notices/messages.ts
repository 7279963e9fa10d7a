/** Words for reporting a question, for the answer, and for a score an instructor set. */
import type { Locale } from '@glassbox/quiz';

const zh = {
  report: '这道题有问题？',
  title: '告诉老师哪里不对',
  reason: '是什么问题',
  reasons: {
    'wrong-key': '答案或讲评有误',
    unclear: '题目没说清楚',
    translation: '文字或翻译有误',
    technical: '页面不正常',
    other: '其他',
  },
  text: '请说具体一点（可以不写）',
  hint: '老师会看到你写的话和这道题，不会看到你的姓名或邮箱。答复会出现在这道题下面，以及“我的学习”里。',
  send: '发送',
  sending: '正在发送……',
  cancel: '取消',
  problems: {
    offline: '现在没有网络，没有发出去。内容还在，连上网再发。',
    many: '今天报告得够多了，明天再来吧。',
    server: '没有发出去。内容还在，稍后再试一次。',
  },
  yours: (when: string) => `你在${when}报告了这道题`,
  waiting: '老师还没有答复。',
  answer: '老师的答复',
  graded: (score: string, max: string) => `老师看过你的回答，给了${score} / ${max}分`,
  changed: (score: string) => `（你给自己的是${score}分）`,
  listTitle: '老师的答复',
  listLede: '你报告过的题目，和老师读过的文字作答。',
  pseudonym: (name: string) => `老师看到的你的代号是 ${name}，没有姓名和邮箱。`,
  toQuestion: '去看这道题',
};

export type NoticeMessages = typeof zh;

const en: NoticeMessages = {
  report: 'Something wrong with this question?',
  title: 'Tell the instructors what is wrong',
  reason: 'What is it',
  reasons: {
    'wrong-key': 'The key or the feedback is wrong',
    unclear: 'The question is unclear',
    translation: 'Wording or translation is wrong',
    technical: 'The page does not work',
    other: 'Something else',
  },
  text: 'In your own words (you may leave it out)',
  hint: 'Instructors see what you write and which question it is about, not your name or address. The answer appears below this question and in “My learning”.',
  send: 'Send',
  sending: 'Sending …',
  cancel: 'Cancel',
  problems: {
    offline: 'There is no network, so it was not sent. What you wrote is still here.',
    many: 'That is enough for one day. Come back tomorrow.',
    server: 'It was not sent. What you wrote is still here; try again later.',
  },
  yours: (when) => `You reported this question on ${when}`,
  waiting: 'Not answered yet.',
  answer: 'The instructor’s answer',
  graded: (score, max) => `An instructor read your answer and gave it ${score} of ${max} points`,
  changed: (score) => ` (you gave yourself ${score})`,
  listTitle: 'From your instructors',
  listLede: 'Questions you reported, and texts of yours that were read.',
  pseudonym: (name) => `Instructors know you as ${name}; they see no name and no address.`,
  toQuestion: 'Go to the question',
};

const messages: Record<Locale, NoticeMessages> = { zh, en };

export function noticeMessages(locale: Locale): NoticeMessages {
  return messages[locale];
}
