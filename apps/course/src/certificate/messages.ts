/** Words of the public page of a certificate. */
import type { CertificateVerification } from '@glassbox/api/client';
import type { Locale } from '@glassbox/quiz';

type Check = CertificateVerification['checks'][number]['check'];

const zh = {
  title: '证书核验',
  description: '核验一张Glassbox结业证书。',
  loading: '正在核验……',
  valid: '有效',
  validText: '这张证书由本站签发，现在有效。',
  revoked: '已撤销',
  revokedText: '这个编号的证书签发过，但已经撤销：持有人撤回了它，或者删除了自己的全部数据。上面的名字已不再保存。',
  invalid: '没有通过核验',
  invalidText: '这个编号签发过证书，但保存的内容没有通过下面的检查。不要采信。',
  unknown: '没有这张证书',
  unknownText: '本站从来没有签发过这个编号的证书。请核对网址。',
  malformed: '网址里没有证书编号。完整的网址印在证书上。',
  error: '现在没法核验：连不上服务器。这不说明证书有问题，请稍后再试。',
  retry: '再试一次',
  awarded: '授予',
  issuer: '签发者',
  issued: '签发日期',
  number: '编号',
  address: '核验网址',
  checked: (when: string) => `${when}，服务器核验了：`,
  passed: '通过',
  failed: '没通过',
  checks: {
    register: '编号在签发名册里，没有撤销',
    signature: 'RS256签名与本站公开的密钥相符，内容自签发后没有改动',
    claims: '签名凭证里的签发者、持有者、编号和日期前后一致',
    time: '生效日期已到',
    print: '页面上的名字、编号和日期就是签名里的那些',
  } satisfies Record<Check, string>,
  limits: '没有核验的：持有人是谁。名字由学习者自己填写，本站不查证身份。',
  how: '自己核验',
  howText:
    '凭证遵循Open Badges 3.0，签名为JWT（RS256）。下载后，任何支持这一标准的工具都能用凭证里写的公钥网址独立核验。',
  downloadJwt: '下载凭证（.jwt）',
  downloadJson: '下载可读内容（.json，不含签名）',
  downloadFailed: '没能下载，请再试一次。',
  print: '打印',
  noScript: '核验证书需要打开JavaScript。',
};

export type CertificateMessages = typeof zh;

const en: CertificateMessages = {
  title: 'Verify a certificate',
  description: 'Verify a certificate of completion of Glassbox.',
  loading: 'Verifying …',
  valid: 'Valid',
  validText: 'This certificate was issued here and holds.',
  revoked: 'Withdrawn',
  revokedText:
    'A certificate with this number was issued and no longer holds: its holder withdrew it or deleted everything. The name on it is no longer kept.',
  invalid: 'Not verified',
  invalidText:
    'A certificate with this number was issued, but what is stored did not pass the checks below. Do not rely on it.',
  unknown: 'No such certificate',
  unknownText: 'No certificate with this number was ever issued here. Please check the address.',
  malformed: 'There is no certificate number in the address. The whole address is printed on the certificate.',
  error:
    'It can’t be verified now: the server can’t be reached. This says nothing against the certificate; try again later.',
  retry: 'Try again',
  awarded: 'Awarded to',
  issuer: 'Issuer',
  issued: 'Issued',
  number: 'Number',
  address: 'Verify at',
  checked: (when) => `On ${when} the server checked:`,
  passed: 'passed',
  failed: 'failed',
  checks: {
    register: 'The number is in the register of issued certificates and was not withdrawn',
    signature: 'The RS256 signature fits a public key of this site: nothing was changed since it was signed',
    claims: 'Issuer, holder, number and date of the signed token agree with each other',
    time: 'It is valid by now',
    print: 'Name, number and date on this page are the signed ones',
  },
  limits: 'What was not checked: who the holder is. Learners choose the name; identities are not verified here.',
  how: 'Verify it yourself',
  howText:
    'The credential follows Open Badges 3.0 and is signed as a JWT (RS256). Any tool that knows the standard can verify the download by itself, with the public key whose address is written in it.',
  downloadJwt: 'Download the credential (.jwt)',
  downloadJson: 'Download its content (.json, unsigned)',
  downloadFailed: 'The download failed. Please try again.',
  print: 'Print',
  noScript: 'Verifying a certificate needs JavaScript.',
};

export const certificateMessages: Record<Locale, CertificateMessages> = { zh, en };
