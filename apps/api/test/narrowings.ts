/** What a change of the schema takes from a build that was made for the schema before. */

interface Column {
  type: string;
  notNull: boolean;
  default?: unknown;
  identity?: unknown;
  generated?: unknown;
}

interface Table {
  columns: Record<string, Column>;
  uniqueConstraints: Record<string, { columns: string[] }>;
  checkConstraints: Record<string, object>;
  foreignKeys: Record<string, { columnsFrom: string[] }>;
  indexes: Record<string, { isUnique: boolean; columns: { expression: string }[] }>;
}

/** A snapshot of drizzle-kit, as far as it is read here. */
export interface Schema {
  tables: Record<string, Table>;
}

/** Returns one sentence per thing that statements of the old build may fail on. */
export function narrowings(before: Schema, after: Schema): string[] {
  return Object.entries(before.tables).flatMap(([name, old]) => {
    const now = after.tables[name];
    return now === undefined ? [`${name} is gone`] : [...columns(name, old, now), ...rules(name, old, now)];
  });
}

function columns(table: string, old: Table, now: Table): string[] {
  const changed = Object.entries(old.columns).flatMap(([name, was]) => {
    const is = now.columns[name];
    if (is === undefined) return [`${table}.${name} is gone; an old build still names it`];
    if (is.type !== was.type) return [`${table}.${name}: ${was.type} became ${is.type}`];
    return is.notNull && !was.notNull ? [`${table}.${name} is needed now; an old build may leave it out`] : [];
  });
  const fresh = Object.entries(now.columns).filter(([name]) => old.columns[name] === undefined);
  return [
    ...changed,
    ...fresh.flatMap(([name, is]) => {
      const fillsItself = is.default !== undefined || is.identity !== undefined || is.generated !== undefined;
      return is.notNull && !fillsItself
        ? [`${table}.${name} is needed and has no default; an old build leaves it out`]
        : [];
    }),
  ];
}

/** New rules over columns that an old build fills without knowing of them. It leaves a new column empty, and that breaks none. */
function rules(table: string, old: Table, now: Table): string[] {
  const isKnown = (names: string[]) => names.every((name) => old.columns[name] !== undefined);
  const found = [
    ...added(old.uniqueConstraints, now.uniqueConstraints, ({ columns }) => isKnown(columns)),
    ...added(old.checkConstraints, now.checkConstraints, () => true),
    ...added(old.foreignKeys, now.foreignKeys, ({ columnsFrom }) => isKnown(columnsFrom)),
    ...added(old.indexes, now.indexes, ({ isUnique, columns }) => {
      return isUnique && isKnown(columns.map(({ expression }) => expression));
    }),
  ];
  return found.map((name) => `${table}: new rule ${name}`);
}

function added<Rule>(old: Record<string, Rule>, now: Record<string, Rule>, binds: (rule: Rule) => boolean): string[] {
  return Object.entries(now).flatMap(([name, rule]) => (old[name] === undefined && binds(rule) ? [name] : []));
}
