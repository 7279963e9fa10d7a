/** Why a run ended without a result when the upload was not to blame, in words for the learner. */
import type { ExperimentReason } from '../db/experiments.ts';

export function gaveUp(tries: number): ExperimentReason {
  return {
    code: 'gave-up',
    text: {
      zh: `评测了${tries}次都中断了，已经停下。这不是你的错：没有评分，也不扣分。请再交一次；还是这样，请告诉老师。`,
      en: `The evaluation broke off ${tries} times and was given up. This is not your fault: it was not graded and costs nothing. Hand it in again; if it happens again, tell your instructor.`,
    },
  };
}

export function questionGone(): ExperimentReason {
  return {
    code: 'question-gone',
    text: {
      zh: '这道题已经换了，服务器上没有你看到的那一版。请刷新页面后再交。',
      en: 'This question has changed and the version you saw is gone. Reload the page and hand it in again.',
    },
  };
}

export function uploadAbandoned(): ExperimentReason {
  return {
    code: 'upload-abandoned',
    text: {
      zh: '文件没有传完，已经清掉了。请再交一次。',
      en: 'The files never arrived whole and were removed. Hand them in again.',
    },
  };
}

export function lostInQueue(): ExperimentReason {
  return {
    code: 'lost-in-queue',
    text: {
      zh: '等了一天都没有评测程序来接，已经停下。没有评分，也不扣分。请告诉老师，稍后再交一次。',
      en: 'It waited a day and nothing evaluated it, so it was given up. It was not graded and costs nothing. Tell your instructor and hand it in again later.',
    },
  };
}
