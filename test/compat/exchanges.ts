// The recorded exchanges, in the order in which they were made: each request, and privacyIDEA's
// answer. See README.md.

import recorded from "./privacyidea.json";

export interface Exchange {
  /** The number that differences.ts uses for it. */
  readonly n: number;
  readonly section: string;
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly response: {
    readonly status: number;
    /** Content-Type. */
    readonly type: string;
    /** Parsed, if it was JSON. */
    readonly body: unknown;
  };
}

export const EXCHANGES = recorded as unknown as readonly Exchange[];

/** The query and body of a request, merged. */
export function sentParameters({ path, body = "" }: Exchange["request"]): ReadonlyMap<string, string> {
  const inBody = body.startsWith("{")
    ? Object.entries(JSON.parse(body)).map(([k, v]) => [k, String(v)] as const)
    : new URLSearchParams(body);
  return new Map([...new URL(path, "http://x").searchParams, ...inBody]);
}

/** Follows a path of names into parsed JSON. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  );
}
