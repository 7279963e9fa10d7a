/** The mail with a sign-in code, in the learner's language. */
import type { Mail } from './mail.ts';

export type MailLocale = 'zh' | 'en';

/** Returns the mail. It names no learner and holds no link: a code can only be typed in where it was asked for. */
export function codeMail(to: string, code: string, minutes: number, locale: MailLocale): Mail {
  if (locale === 'zh') {
    return {
      to,
      subject: `${code} 是你的 Glassbox 登录验证码`,
      text: `你的登录验证码是：\n\n${code}\n\n${minutes} 分钟内有效。请只在你打开的 Glassbox 页面里输入，不要告诉任何人。\n如果不是你本人操作，忽略这封邮件即可。`,
    };
  }
  return {
    to,
    subject: `${code} is your Glassbox sign-in code`,
    text: `Your sign-in code is:\n\n${code}\n\nIt is good for ${minutes} minutes. Type it only into the Glassbox page you opened, and tell it to nobody.\nIf you did not ask for it, ignore this mail.`,
  };
}
