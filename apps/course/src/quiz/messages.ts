/** Words around the form of a question: certainty, hints, tries, self-assessment, predictions. */
import type { Judgement, Locale } from '@glassbox/quiz';

const zh = {
  certainty: {
    question: '你有多大把握？',
    levels: { 1: '没什么把握', 2: '比较有把握', 3: '很有把握' },
    stakes: '对{right}，错{wrong}',
    note: '把握分单独记，不影响得分。',
    missing: '请先选你有多大把握。',
    points: '把握分{points}',
  },
  hint: {
    take: '看提示，少{cost}分',
    takeNext: '再看一条，少{cost}分',
    offline: '看提示要联网',
    asking: '正在取提示……',
    failed: '没能取到提示，没有扣分。稍后再试。',
    title: '提示',
  },
  tries: {
    worth: '这次答对得{points}分',
    worthAgain: '再答一次，答对得{points}分',
    noGain: '再答一次也不会超过现在的成绩，可以当练习。',
    penalty: '以后每答一次少{points}分',
    max: '前{max}次计分',
    between: '，',
    end: '。',
    practice: '计分的次数用完了。可以接着练，不再计分。',
    lowered: '这次最多得{points}分',
    newVariant: '换一组数再答',
  },
  text: {
    yours: '你写的',
    model: '参考答案',
    criteria: '对照参考答案，勾出你写到了的：',
    points: '{n}分',
    finish: '完成自评',
    failed: '没能提交自评。你写的内容已存好，连上网再点一次。',
    graded: '自评完成',
    again: '重写一次',
    submit: '交上去，看参考答案',
  },
  prediction: {
    submit: '就猜这个',
    made: '猜过了',
    guessed: '你猜',
    measured: '实际',
  },
  calibration: {
    title: '你的把握准不准',
    intro: '统计全部课程里每道题第一次选的把握，共{n}题。',
    level: '把握',
    answers: '题数',
    right: '答对',
    judgement: '判断',
    judgements: { fits: '相称', overconfident: '高估了', underconfident: '低估了' } satisfies Record<Judgement, string>,
    sums: '平均把握分{average}，答对率{accuracy}，校准加分{bonus}。',
    bonus: '校准加分大于0，说明你分得清自己哪些题会、哪些题不会。',
  },
};

const en: typeof zh = {
  certainty: {
    question: 'How sure are you?',
    levels: { 1: 'Not sure', 2: 'Fairly sure', 3: 'Very sure' },
    stakes: 'right {right}, wrong {wrong}',
    note: 'Certainty points are kept apart and never change your score.',
    missing: 'Choose how sure you are first.',
    points: 'certainty {points}',
  },
  hint: {
    take: 'Show a hint for {cost} points',
    takeNext: 'One more for {cost} points',
    offline: 'Hints need the network',
    asking: 'Fetching the hint…',
    failed: 'The hint could not be fetched and cost nothing. Try again later.',
    title: 'Hint',
  },
  tries: {
    worth: 'A right answer now earns {points}',
    worthAgain: 'Another try earns up to {points}',
    noGain: 'Another try cannot beat your score; it is for practice.',
    penalty: 'each try lowers the next by {points}',
    max: 'the first {max} tries count',
    between: '; ',
    end: '.',
    practice: 'The tries that count are used up. You can go on for practice.',
    lowered: 'up to {points} this time',
    newVariant: 'Try again with new numbers',
  },
  text: {
    yours: 'You wrote',
    model: 'Model answer',
    criteria: 'Compare, and tick what your text says:',
    points: '{n} {n|point|points}',
    finish: 'Finish the assessment',
    failed: 'The assessment was not sent. Your text is safe; connect and press again.',
    graded: 'Assessed by you',
    again: 'Write it again',
    submit: 'Hand in and see the model answer',
  },
  prediction: {
    submit: 'That is my guess',
    made: 'Guessed',
    guessed: 'Your guess',
    measured: 'Your run',
  },
  calibration: {
    title: 'Does your certainty fit?',
    intro: 'The first certainty you chose for each question of the course: {n} {n|question|questions}.',
    level: 'Certainty',
    answers: 'Answers',
    right: 'Right',
    judgement: 'Verdict',
    judgements: { fits: 'fits', overconfident: 'too sure', underconfident: 'too modest' },
    sums: 'Mean certainty points {average}, share right {accuracy}, calibration bonus {bonus}.',
    bonus: 'A bonus above 0 means that you can tell what you know from what you don’t.',
  },
};

export type QuizMessages = typeof zh;
export const quizMessages: Record<Locale, QuizMessages> = { zh, en };

/** Returns points with at most two decimals and, where asked, a sign: `+2`, `−6`, `0.75`. */
export function formatPoints(points: number, signed = false): string {
  const digits = String(Math.round(Math.abs(points) * 100) / 100);
  const sign = points < 0 ? '−' : signed && points > 0 ? '+' : '';
  return `${sign}${digits}`;
}
