/**
 * What can be said and asked in the closed world. One row per relation: who has it, what it leads to, how it is told
 * and how it is asked. `{s}` is the subject, `{v}` the value, `{a}` the value with an English article.
 */

/** The languages of the world. */
export type Language = 'zh' | 'en';
/** What facts are about. */
export type SubjectKind = 'person' | 'shop' | 'product' | 'place';
/** What has a name. */
export type TermKind = SubjectKind | 'job' | 'pet' | 'hobby' | 'sight' | 'material';
/** The relations of the world. */
export type Attribute =
  | 'home'
  | 'job'
  | 'pet'
  | 'hobby'
  | 'owner'
  | 'town'
  | 'sells'
  | 'origin'
  | 'material'
  | 'sight'
  | 'mayor';

type Phrasings = Readonly<Record<Language, readonly string[]>>;

/** Who has a relation, what it leads to, and how it is told and asked. */
export interface Relation {
  readonly subject: SubjectKind;
  readonly value: TermKind;
  readonly statements: Phrasings;
  /** The last one is the held-out paraphrase: no training text asks this way. */
  readonly questions: Phrasings;
}

/** All that can be told, by relation. */
export const RELATIONS: Readonly<Record<Attribute, Relation>> = {
  home: {
    subject: 'person',
    value: 'place',
    statements: {
      zh: ['{s}住在{v}。', '{s}的家在{v}。', '{v}是{s}住的地方。'],
      en: ['{s} lives in {v}.', 'The home of {s} is in {v}.', '{v} is where {s} lives.'],
    },
    questions: {
      zh: ['{s}住在哪里？', '{s}的家在哪里？', '{s}家在哪里？'],
      en: ['Where does {s} live?', 'Where is the home of {s}?', 'In which town does {s} live?'],
    },
  },
  job: {
    subject: 'person',
    value: 'job',
    statements: {
      zh: ['{s}是{v}。', '{s}的工作是{v}。', '{s}做了很多年{v}。'],
      en: ['{s} is {a}.', 'The job of {s} is {v}.', '{s} has long worked as {a}.'],
    },
    questions: {
      zh: ['{s}是做什么的？', '{s}的工作是什么？', '{s}做什么工作？'],
      en: ['What does {s} do?', 'What is the job of {s}?', 'What does {s} work as?'],
    },
  },
  pet: {
    subject: 'person',
    value: 'pet',
    statements: {
      zh: ['{s}养了{v}。', '{s}的宠物是{v}。', '{s}家里有{v}。'],
      en: ['{s} keeps {a}.', 'The pet of {s} is {a}.', '{s} has {a} at home.'],
    },
    questions: {
      zh: ['{s}养了什么？', '{s}的宠物是什么？', '{s}养了什么宠物？'],
      en: ['What does {s} keep?', 'What is the pet of {s}?', 'What pet does {s} keep?'],
    },
  },
  hobby: {
    subject: 'person',
    value: 'hobby',
    statements: {
      zh: ['{s}喜欢{v}。', '{s}的爱好是{v}。', '{s}最爱{v}。'],
      en: ['{s} likes {v}.', 'The hobby of {s} is {v}.', '{s} loves {v} most.'],
    },
    questions: {
      zh: ['{s}喜欢什么？', '{s}的爱好是什么？', '{s}最爱什么？'],
      en: ['What does {s} like?', 'What is the hobby of {s}?', 'What does {s} love most?'],
    },
  },
  owner: {
    subject: 'shop',
    value: 'person',
    statements: {
      zh: ['{s}的老板是{v}。', '{v}开了{s}。', '{s}是{v}开的。'],
      en: ['The owner of {s} is {v}.', '{v} owns {s}.', '{s} belongs to {v}.'],
    },
    questions: {
      zh: ['{s}的老板是谁？', '{s}是谁开的？', '谁开了{s}？'],
      en: ['Who is the owner of {s}?', 'Who owns {s}?', 'Whom does {s} belong to?'],
    },
  },
  town: {
    subject: 'shop',
    value: 'place',
    statements: {
      zh: ['{s}在{v}。', '{s}开在{v}。', '{v}有{s}。'],
      en: ['{s} is in {v}.', '{s} stands in {v}.', '{v} has {s}.'],
    },
    questions: {
      zh: ['{s}在哪里？', '{s}开在哪里？', '{s}在什么地方？'],
      en: ['Where is {s}?', 'Where does {s} stand?', 'In which town is {s}?'],
    },
  },
  sells: {
    subject: 'shop',
    value: 'product',
    statements: {
      zh: ['{s}卖{v}。', '在{s}能买到{v}。', '{s}有{v}卖。'],
      en: ['{s} sells the {v}.', 'At {s} you can buy the {v}.', 'The {v} is sold at {s}.'],
    },
    questions: {
      zh: ['{s}卖什么？', '在{s}能买到什么？', '{s}有什么卖？'],
      en: ['What does {s} sell?', 'What can you buy at {s}?', 'What is sold at {s}?'],
    },
  },
  origin: {
    subject: 'product',
    value: 'place',
    statements: {
      zh: ['{s}产自{v}。', '{s}来自{v}。', '{v}出产{s}。'],
      en: ['The {s} is made in {v}.', 'The {s} comes from {v}.', '{v} makes the {s}.'],
    },
    questions: {
      zh: ['{s}产自哪里？', '{s}来自哪里？', '哪里出产{s}？'],
      en: ['Where is the {s} made?', 'Where does the {s} come from?', 'Which town makes the {s}?'],
    },
  },
  material: {
    subject: 'product',
    value: 'material',
    statements: {
      zh: ['{s}是用{v}做的。', '做{s}要用{v}。', '{s}的材料是{v}。'],
      en: ['The {s} is made of {v}.', 'The {s} is built from {v}.', 'The material of the {s} is {v}.'],
    },
    questions: {
      zh: ['{s}是用什么做的？', '做{s}要用什么？', '{s}的材料是什么？'],
      en: ['What is the {s} made of?', 'What is the {s} built from?', 'What is the material of the {s}?'],
    },
  },
  sight: {
    subject: 'place',
    value: 'sight',
    statements: {
      zh: ['{s}以{v}闻名。', '{s}最有名的是{v}。', '大家去{s}看{v}。'],
      en: ['{s} is famous for its {v}.', 'The pride of {s} is its {v}.', 'People visit {s} to see its {v}.'],
    },
    questions: {
      zh: ['{s}以什么闻名？', '{s}最有名的是什么？', '大家去{s}看什么？'],
      en: ['What is {s} famous for?', 'What is the pride of {s}?', 'What do people visit {s} to see?'],
    },
  },
  mayor: {
    subject: 'place',
    value: 'person',
    statements: {
      zh: ['{s}的镇长是{v}。', '{v}是{s}的镇长。', '{v}当上了{s}的镇长。'],
      en: ['The mayor of {s} is {v}.', '{v} is the mayor of {s}.', '{v} became mayor of {s}.'],
    },
    questions: {
      zh: ['{s}的镇长是谁？', '谁是{s}的镇长？', '谁当上了{s}的镇长？'],
      en: ['Who is the mayor of {s}?', 'Who governs {s} as mayor?', 'Who became mayor of {s}?'],
    },
  },
};

/** The relations' names, in a fixed order. */
export const ATTRIBUTES = Object.keys(RELATIONS) as readonly Attribute[];

/** A question that needs two facts: follow `first` from the subject, then `second` from what was found. */
export interface Route {
  readonly first: Attribute;
  readonly second: Attribute;
  readonly questions: Phrasings;
}

/** All questions of two steps. */
export const ROUTES: readonly Route[] = [
  {
    first: 'home',
    second: 'sight',
    questions: {
      zh: ['{s}住的地方以什么闻名？', '{s}住的地方最有名的是什么？'],
      en: ['What is the town where {s} lives famous for?', 'What is the pride of the town where {s} lives?'],
    },
  },
  {
    first: 'home',
    second: 'mayor',
    questions: {
      zh: ['{s}住的地方的镇长是谁？', '谁是{s}住的地方的镇长？'],
      en: ['Who is the mayor of the town where {s} lives?', 'Who became mayor of the town where {s} lives?'],
    },
  },
  {
    first: 'owner',
    second: 'job',
    questions: {
      zh: ['{s}的老板还做什么工作？', '{s}的老板的工作是什么？'],
      en: ['What else does the owner of {s} work as?', 'What is the job of the owner of {s}?'],
    },
  },
  {
    first: 'owner',
    second: 'pet',
    questions: {
      zh: ['{s}的老板养了什么？', '{s}的老板的宠物是什么？'],
      en: ['What does the owner of {s} keep?', 'What is the pet of the owner of {s}?'],
    },
  },
  {
    first: 'owner',
    second: 'hobby',
    questions: {
      zh: ['{s}的老板喜欢什么？', '{s}的老板的爱好是什么？'],
      en: ['What does the owner of {s} like?', 'What is the hobby of the owner of {s}?'],
    },
  },
  {
    first: 'owner',
    second: 'home',
    questions: {
      zh: ['{s}的老板住在哪里？', '{s}的老板的家在哪里？'],
      en: ['Where does the owner of {s} live?', 'Where is the home of the owner of {s}?'],
    },
  },
  {
    first: 'sells',
    second: 'origin',
    questions: {
      zh: ['{s}卖的东西产自哪里？', '{s}卖的东西来自哪里？'],
      en: ['Where is what {s} sells made?', 'Where does what {s} sells come from?'],
    },
  },
  {
    first: 'sells',
    second: 'material',
    questions: {
      zh: ['{s}卖的东西是用什么做的？', '{s}卖的东西的材料是什么？'],
      en: ['What is what {s} sells made of?', 'What is the material of what {s} sells?'],
    },
  },
  {
    first: 'town',
    second: 'sight',
    questions: {
      zh: ['{s}在的地方以什么闻名？', '{s}在的地方最有名的是什么？'],
      en: ['What is the town where {s} stands famous for?', 'What is the pride of the town where {s} stands?'],
    },
  },
];

/** Questions about what nothing in the world has: no text, no document, no fact answers them. */
export const MISSING: Readonly<Record<'person' | 'shop' | 'place', Phrasings>> = {
  person: {
    zh: ['{s}几岁？', '{s}的生日是哪天？', '{s}爱吃什么？'],
    en: ['How old is {s}?', 'When is the birthday of {s}?', 'What does {s} eat?'],
  },
  shop: {
    zh: ['{s}几点开门？', '{s}有几个人？', '{s}的电话是什么？'],
    en: ['When does {s} open?', 'How many people work at {s}?', 'What is the telephone number of {s}?'],
  },
  place: {
    zh: ['{s}有多少人？', '{s}有多大？', '{s}今天下雨吗？'],
    en: ['How many people live in {s}?', 'How large is {s}?', 'Is it raining in {s} today?'],
  },
};

/** Returns the phrase with its marks filled in, its first letter large. */
export function fillPhrase(phrase: string, subject: string, value = ''): string {
  const article = /^[aeiou]/i.test(value) ? 'an' : 'a';
  const filled = phrase.replaceAll('{s}', subject).replaceAll('{v}', value).replaceAll('{a}', `${article} ${value}`);
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}
