/** The ready cases: a third in the documents' words, a third in a customer's, a third that the documents do not tell. */
import type { Locale } from '@glassbox/quiz';

/** One case of a test set. */
export interface EvalCase {
  question: string;
  /** Words that a right answer holds; null when the documents do not tell and silence is right. */
  answer: string | null;
}

type Row = readonly [question: string, answer: string | null];

const ZH: readonly Row[] = [
  ['多少积分可以换一杯拿铁？', '300分'],
  ['积分多久过期？', '12个月'],
  ['会员账号可以转让吗？', '不能转让'],
  ['满多少钱免配送费？', '39元'],
  ['你们招不招暑期兼职？', null],
  ['送货最远能送到哪儿？', '3公里'],
  ['奶茶里有花生吗？', null],
  ['我想开张票报销，来得及吗？', '30天'],
  ['退款几天到账？', '3个工作日'],
  ['狗狗能带进去吗？', '小型犬'],
  ['你们的咖啡豆产自哪里？', null],
  ['可以用外币付款吗？', null],
  ['晚上几点以后不接外卖单？', '20:30'],
  ['点错了，还能撤单吗？', '制作开始以前'],
  ['门店有充电宝借吗？', null],
  ['礼品卡可以退款吗？', '不能退款'],
  ['我换号码了，账号怎么办？', '身份证'],
  ['礼品卡丢了能补办吗？', null],
  ['燕麦奶加多少钱？', '2元'],
  ['送来的时候洒了一半，怎么办？', '重做一杯'],
  ['店长电话是多少？', null],
  ['周末几点开门？', '9:00'],
  ['上网的密码在哪里看？', '小票'],
  ['一杯拿铁有多少卡路里？', null],
];

const EN: readonly Row[] = [
  ['How many points buy a latte?', '300 points'],
  ['When do points expire?', '12 months'],
  ['Can a membership be passed on?', 'cannot be passed on'],
  ['From what order value is delivery free?', '20 euros'],
  ['Do you hire students for the summer?', null],
  ['How far away can I live and still get my coffee brought?', '3 kilometres'],
  ['Are there peanuts in the cakes?', null],
  ['I need a bill for my employer. Am I too late?', '30 days'],
  ['How long do refunds take?', '3 working days'],
  ['May my puppy come inside?', 'small dogs'],
  ['Where do your coffee beans grow?', null],
  ['Can I pay in a foreign currency?', null],
  ['Until when are delivery orders taken?', '20:30'],
  ['I chose the wrong thing. Can I still undo it?', 'until we begin to make it'],
  ['Can I borrow a charger in the shop?', null],
  ['Can gift cards be refunded?', 'cannot be refunded'],
  ['I got a new number. How do I keep my account?', 'identity card'],
  ['I lost a gift card. Is it replaced?', null],
  ['How much extra is oat milk?', '40 cents'],
  ['Half of it ran out on the way. What now?', 'make a new one'],
  ['What is the telephone number of the manager?', null],
  ['When do shops open at weekends?', '9:00'],
  ['How do I get on the wifi?', 'receipt'],
  ['How many calories has a latte?', null],
];

const ROWS: Readonly<Record<Locale, readonly Row[]>> = { zh: ZH, en: EN };

export function readyCases(locale: Locale): EvalCase[] {
  return ROWS[locale].map(([question, answer]) => ({ question, answer }));
}
