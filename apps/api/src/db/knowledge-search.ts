/**
 * Looks up chunks in Postgres. The database ranks all of them and hands over somewhat more than were asked for; their
 * scores are then computed anew by core's functions. So ranks and scores are those of memory even where the database
 * adds up in another order or in fewer digits.
 */
import {
  dotProduct,
  inverseDocumentFrequency,
  normalised,
  type Scored,
  type TermStatistics,
  termScore,
} from '@glassbox/core/rag';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { parseReals, queryRows, writeReals } from './raw-query.ts';

/** Who compares vectors: the extension, or plain SQL over `real[]`, exact as well and slower. */
export type VectorSearch = 'pgvector' | 'sql';

/** Candidates beyond the limit: chunks whose scores the database can't tell apart may stand on either side of it. */
const MARGIN = 32;
/** Digits in which the database's scores are trusted. */
const TRUSTED_DIGITS = 6;

/** Returns the best chunks by BM25, best first; equal scores in the order of their ids. */
export async function findLexical(
  db: Database,
  collection: string,
  terms: readonly string[],
  limit: number,
): Promise<Scored[]> {
  if (terms.length === 0 || limit <= 0) return [];
  const { chunkCount, totalLength, frequencyOf } = await readStatistics(db, collection, terms);
  if (chunkCount === 0) return [];
  const averageLength = totalLength / chunkCount;
  const idfOf = (term: string) => inverseDocumentFrequency(chunkCount, frequencyOf.get(term) ?? 0);
  const asked = Array.from(
    Map.groupBy(terms, (term) => term),
    ([term, uses]) => ({
      term,
      weight: uses.length * idfOf(term),
    }),
  );
  const rows = await queryRows<{ id: string; length: number; counts: string }>(
    db,
    sql`with asked as (
        select term, weight from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as given (term text, weight float8)
      ), best as (
        -- BM25 with core's k1 1.2 and b 0.75
        select posting.chunk_key,
          sum(weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * chunk.length / ${averageLength}::float8))) as score
        from asked
        join knowledge_posting posting on posting.collection = ${collection} and posting.term = asked.term
        join knowledge_chunk chunk on chunk.key = posting.chunk_key
        group by posting.chunk_key
      ), candidate as (
        select chunk.key, chunk.id, chunk.length
        from best join knowledge_chunk chunk on chunk.key = best.chunk_key
        order by round(best.score::numeric, ${TRUSTED_DIGITS}::int) desc, chunk.id collate "C"
        limit ${limit + MARGIN}::int
      )
      select candidate.id, candidate.length, jsonb_object_agg(posting.term, posting.count)::text as counts
      from candidate
      join knowledge_posting posting on posting.collection = ${collection} and posting.chunk_key = candidate.key
        and posting.term in (select term from asked)
      group by candidate.id, candidate.length`,
  );
  return best(
    rows.map(({ id, length, counts }) => {
      const countOf = new Map<string, number>(Object.entries(JSON.parse(counts)));
      const score = terms.reduce((total, term) => {
        const count = countOf.get(term);
        return count === undefined ? total : total + termScore(idfOf(term), count, { length, averageLength });
      }, 0);
      return { id, score };
    }),
    limit,
  );
}

/** Returns the chunks nearest to a vector, highest cosine first. Exact: no approximate index takes part. */
export async function findNearest(
  db: Database,
  collection: string,
  vector: Float32Array,
  { limit, vectorSearch }: { limit: number; vectorSearch: VectorSearch },
): Promise<Scored[]> {
  if (limit <= 0) return [];
  const unit = normalised(vector);
  const cosine =
    vectorSearch === 'pgvector'
      ? sql`-(vector::vector <#> ${writeReals(unit)}::real[]::vector)`
      : sql`(select sum(a::float8 * b::float8) from unnest(vector, ${writeReals(unit)}::real[]) as pair (a, b))`;
  const rows = await queryRows<{ id: string; vector: string }>(
    db,
    sql`select id, vector::text as vector from knowledge_chunk
      where collection = ${collection} and vector is not null
      order by round((${cosine})::numeric, ${TRUSTED_DIGITS}::int) desc, id collate "C"
      limit ${limit + MARGIN}::int`,
  );
  return best(
    rows.map(({ id, vector: stored }) => ({ id, score: dotProduct(parseReals(stored), unit) })),
    limit,
  );
}

/** Returns how many chunks there are, and in how many each term stands. */
export async function findStatistics(
  db: Database,
  collection: string,
  terms: readonly string[],
): Promise<TermStatistics> {
  const { chunkCount, frequencyOf } = await readStatistics(db, collection, terms);
  return { chunkCount, frequencies: terms.map((term) => frequencyOf.get(term) ?? 0) };
}

/** In one statement, so that sums and frequencies are of one moment. */
async function readStatistics(db: Database, collection: string, terms: readonly string[]) {
  const rows = await queryRows<{ chunks: number; length: number; frequencies: string }>(
    db,
    sql`select chunk_count as chunks, total_length::float8 as length, (
        select coalesce(jsonb_object_agg(term, n), '{}'::jsonb)::text from (
          select term, count(*)::int as n from knowledge_posting
          where collection = ${collection}
            and term in (select json_array_elements_text(${JSON.stringify(terms)}::json))
          group by term
        ) as found
      ) as frequencies
      from knowledge_collection where name = ${collection}`,
  );
  const { chunks = 0, length = 0, frequencies = '{}' } = rows[0] ?? {};
  const frequencyOf = new Map<string, number>(Object.entries(JSON.parse(frequencies)));
  return { chunkCount: chunks, totalLength: length, frequencyOf };
}

function best(scored: readonly Scored[], limit: number): Scored[] {
  return scored.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
}
