/** Plain data, as `JSON.stringify` writes it and `JSON.parse` reads it back. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** Returns the value as it is after a journey through JSON: dates become ISO 8601. */
export function toJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value ?? null)) as JsonValue;
}
