/**
 * The help pages of a made-up coffee shop that both systems answer from. The same texts stand in the lesson's quiz.yaml, where
 * the server reads them (a test keeps the two alike). Written for this course.
 */
import type { Locale } from '@glassbox/quiz';

export interface HelpPage {
  title: Readonly<Record<Locale, string>>;
  text: Readonly<Record<Locale, string>>;
}

export const HELP_PAGES: readonly HelpPage[] = [
  {
    title: { zh: '会员与积分', en: 'Membership and points' },
    text: {
      zh: '每消费1元积1分，满300分可以换一杯中杯拿铁。积分从获得那天算起，12个月后过期。生日当月，会员可以领一张免费饮品券。手机号换了，请带身份证到门店改绑。会员账号不能转让给别人。',
      en: 'Every euro spent earns ten points, and 300 points buy a medium latte. Points expire 12 months after the day they were earned. In the month of their birthday members receive one free drink voucher. If your phone number changes, bring an identity card to a shop to move the account. A membership cannot be passed on to another person.',
    },
  },
  {
    title: { zh: '外卖与配送', en: 'Delivery' },
    text: {
      zh: '订单满39元免配送费，不满的收5元。配送范围是门店周围3公里。比预计时间晚30分钟以上，退还配送费。每天20:30以后不再接外卖单。饮品洒了，请在两小时内拍照上传，我们免费重做一杯。',
      en: 'Delivery is free for orders of 20 euros or more; below that it costs 3 euros. We deliver within 3 kilometres of a shop. If an order arrives more than 30 minutes late, the delivery fee is refunded. No delivery orders are taken after 20:30. If a drink was spilt, upload a photo within two hours and we make a new one at no charge.',
    },
  },
  {
    title: { zh: '退款与发票', en: 'Refunds and invoices' },
    text: {
      zh: '制作开始以前可以取消订单，全额退款。退款原路返回，一般需要3个工作日。电子发票在订单完成后30天内可以开具。礼品卡售出以后不能退款。咖啡豆没有拆封，7天内可以退货。',
      en: 'An order can be cancelled with a full refund until we begin to make it. Refunds go back the way they were paid and usually take 3 working days. An electronic invoice can be issued within 30 days of the order. Gift cards cannot be refunded once sold. Unopened coffee beans can be returned within 7 days.',
    },
  },
  {
    title: { zh: '门店与饮品', en: 'Shops and drinks' },
    text: {
      zh: '门店周一到周五7:30开门，周末9:00开门。自带杯子，每杯减3元。换燕麦奶加2元，换脱脂奶不加钱。低因咖啡只在下午供应。小型犬可以进店，须牵绳。无线网络的密码印在小票上。',
      en: 'Shops open at 7:30 from Monday to Friday and at 9:00 at weekends. If you bring your own cup, each drink is 50 cents cheaper. Oat milk costs 40 cents extra, and skimmed milk costs nothing extra. Decaffeinated coffee is served in the afternoon only. Small dogs are welcome on a lead. The password of the wireless network is printed on the receipt.',
    },
  },
];
