/** What a learner reads on an experiment, besides the question. */
import type { Locale } from '../../question.ts';

export interface ExperimentWords {
  name: string;
  goals: string;
  /** All points, and a part of them. */
  whole: string;
  share: (percent: string) => string;
  atMost: (metric: string, value: string) => string;
  atLeast: (metric: string, value: string) => string;
  between: (metric: string, low: string, high: string) => string;
  metrics: Record<string, string>;
  fromLab: string;
  labEmpty: string;
  labBusy: string;
  chooseFiles: string;
  filesHint: (names: string) => string;
  wrongFiles: (names: string) => string;
  tooLarge: (name: string, most: string) => string;
  settings: string;
  settingsHint: string;
  chooseJson: string;
  notJson: (why: string) => string;
  handIn: string;
  handInAgain: string;
  documents: string;
  uploading: string;
  queued: (ahead: number) => string;
  nobody: string;
  running: string;
  cancel: string;
  cancelled: string;
  offline: string;
  failed: (why: string) => string;
  waitingForNetwork: string;
  measured: string;
  met: string;
  unmet: string;
  privacy: string;
}

export const experimentWords: Readonly<Record<Locale, ExperimentWords>> = {
  zh: {
    name: '实验',
    goals: '怎样算过关',
    whole: '得满分',
    share: (percent) => `得${percent}的分`,
    atMost: (metric, value) => `${metric} ≤ ${value}`,
    atLeast: (metric, value) => `${metric} ≥ ${value}`,
    between: (metric, low, high) => `${low} ≤ ${metric} ≤ ${high}`,
    metrics: {
      parameters: '参数个数',
      'tang-five-nats': '没读过的唐诗，每字奈特',
      'plays-nats': '没读过的剧本，每字符奈特',
      'song-lyrics-nats': '没读过的宋词，每字奈特',
      'definitions-nats': '没读过的词典条目，每字符奈特',
      whole: '整题全对的占比',
      digits: '对一位算一位的占比',
      questions: '题数',
      right: '答对的占比',
      wrong: '答错的占比',
      refused: '不答的占比',
      items: '题数',
      first: '甲系统答对的占比',
      second: '乙系统答对的占比',
      difference: '乙减甲',
      low: '差的下限（95%）',
      high: '差的上限（95%）',
    },
    fromLab: '交上面练好的模型',
    labEmpty: '上面的实验里还没有练好的模型。先练一个，或者选择文件。',
    labBusy: '上面还在训练。等它停下来，或者先按暂停，再交。',
    chooseFiles: '选择文件',
    filesHint: (names) => `要这几个文件：${names}`,
    wrongFiles: (names) => `要正好选这几个文件：${names}`,
    tooLarge: (name, most) => `${name}太大了，最多${most}。`,
    settings: '你的设置（JSON）',
    settingsHint: '改好以后提交。',
    chooseJson: '从文件读取',
    notJson: (why) => `这不是JSON：${why}`,
    handIn: '提交实验',
    handInAgain: '再交一次',
    documents: '两个系统都照这些文件回答',
    uploading: '正在上传',
    queued: (ahead) => (ahead === 0 ? '排队中，下一个就是你' : `排队中，前面还有${ahead}个`),
    nobody: '排队中。眼下没有评测程序在运行，恢复以后会自动接着做，这一页可以关掉。',
    running: '服务器正在重新运行',
    cancel: '取消',
    cancelled: '已取消，不计分。',
    offline: '现在没有网络。模型还在这里，连上以后再交。',
    failed: (why) => `没有交上去：${why}`,
    waitingForNetwork: '网络断了，连上以后会继续显示。',
    measured: '测得',
    met: '达到：',
    unmet: '没达到：',
    privacy: '文件只用来评测，评完就删除。',
  },
  en: {
    name: 'Experiment',
    goals: 'What counts',
    whole: 'All points',
    share: (percent) => `${percent} of the points`,
    atMost: (metric, value) => `${metric} ≤ ${value}`,
    atLeast: (metric, value) => `${metric} ≥ ${value}`,
    between: (metric, low, high) => `${low} ≤ ${metric} ≤ ${high}`,
    metrics: {
      parameters: 'parameters',
      'tang-five-nats': 'nats per character of unread Tang poems',
      'plays-nats': 'nats per character of unread plays',
      'song-lyrics-nats': 'nats per character of unread Song lyrics',
      'definitions-nats': 'nats per character of unread dictionary entries',
      whole: 'share of whole sums right',
      digits: 'share of digits right',
      questions: 'questions',
      right: 'share of right answers',
      wrong: 'share of wrong answers',
      refused: 'share left unanswered',
      items: 'questions',
      first: 'share right, system A',
      second: 'share right, system B',
      difference: 'B minus A',
      low: 'the difference at least (95%)',
      high: 'the difference at most (95%)',
    },
    fromLab: 'Hand in the model trained above',
    labEmpty: 'The lab above has no trained model yet. Train one, or choose files.',
    labBusy: 'The lab above is training. Wait for it to end, or pause it, then hand in.',
    chooseFiles: 'Choose files',
    filesHint: (names) => `These files are needed: ${names}`,
    wrongFiles: (names) => `Choose exactly these files: ${names}`,
    tooLarge: (name, most) => `${name} is too large; at most ${most} are taken.`,
    settings: 'Your settings (JSON)',
    settingsHint: 'Change them, then hand them in.',
    chooseJson: 'Read from a file',
    notJson: (why) => `This is not JSON: ${why}`,
    handIn: 'Hand in',
    handInAgain: 'Hand in again',
    documents: 'Both systems answer from these documents',
    uploading: 'Uploading',
    queued: (ahead) => (ahead === 0 ? 'Waiting; yours is next' : `Waiting; ${ahead} before yours`),
    nobody:
      'Waiting. Nothing evaluates at present; it goes on by itself as soon as something does, and you may close this page.',
    running: 'The server is running it again',
    cancel: 'Cancel',
    cancelled: 'Cancelled. It does not count.',
    offline: 'There is no connection. Your model stays here; hand it in when you are back online.',
    failed: (why) => `It was not handed in: ${why}`,
    waitingForNetwork: 'The connection is gone; this goes on when it is back.',
    measured: 'measured',
    met: 'met: ',
    unmet: 'not met: ',
    privacy: 'Files are used for this evaluation only and deleted after it.',
  },
};
