// A page of the trail. A look of the API ends after 900 rows, and most of these may be look-ups of
// a program, which nobody has asked for. So a page that is not full yet takes a few looks more.

import type { Api, Reply } from "../api.ts";

const MAX_LOOKS = 5;

export async function readTrail(
  api: Api,
  fields: Readonly<Record<string, string>>,
  size: number,
): Promise<Reply<"GET /audit/">> {
  let reply = await api.call("GET /audit/", { ...fields, page_size: String(size) });
  for (let looks = 1; looks < MAX_LOOKS && reply.ok; looks++) {
    const { after, auditdata, count } = reply.value;
    if (after === null || auditdata.length >= size) break;
    const { page: _, ...further } = fields;
    const next = await api.call("GET /audit/", { ...further, after, page_size: String(size - auditdata.length) });
    if (!next.ok) return next;
    const { value } = next;
    const all = { auditdata: [...auditdata, ...value.auditdata], count: count + value.count };
    reply = { ...next, value: { ...value, ...all } };
  }
  return reply;
}
