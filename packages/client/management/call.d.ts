// The types of call.js.

import type { Ask, Request } from "../requests/requests.js";

export interface Call extends Ask {
  // biome-ignore lint/suspicious/noExplicitAny: the declarations of management.d.ts say what it is
  value(request: Request): Promise<any>;
  number(request: Request): Promise<number>;
  nothing(request: Request): Promise<void>;
  /** A path whose parts are encoded. */
  path(texts: TemplateStringsArray, ...parts: readonly string[]): string;
}

export function createCall(ask: Ask): Call;
export function everyRow<Name extends string, Row>(
  filters: object | undefined,
  look: (
    filters: object,
  ) => Promise<
    { readonly [name in Name]: readonly Row[] } & { readonly after: unknown; readonly next?: number | null }
  >,
  name: Name,
): AsyncGenerator<Row, void>;
