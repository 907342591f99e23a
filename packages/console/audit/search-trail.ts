// A page of the trail, in as many looks of the API as it takes.

import type { Api, ApiReply } from "../api.ts";
import { pageSize } from "../parts/list-view.tsx";
import { beginningOf } from "../parts/search.ts";
import type { TrailQuery } from "./audit-query.ts";

/** A look ends after 900 rows, most of which may be look-ups that the search leaves out. */
const MAX_LOOKS = 5;

type Fields = Readonly<Record<string, string>>;
type TrailReply = ApiReply<"GET /audit/">;
interface SearchedTrail extends TrailQuery {
  readonly reply: TrailReply;
}

/** An index finds a whole name at once. If nothing has it, it may be the beginning of one. */
export async function searchTrail(api: Api, query: TrailQuery, place: Fields): Promise<SearchedTrail> {
  const size = Number(pageSize(query.search.pagesize));
  const reply = await readPage(api, { ...query.fields, ...place }, size);
  const user = beginningOf(query.search.user);
  const isNone = reply.ok && reply.value.count === 0 && reply.value.after === null;
  if (!isNone || user === query.search.user || "after" in place) return { ...query, reply };
  const beginning = { ...query, search: { ...query.search, user }, fields: { ...query.fields, user } };
  return { ...beginning, reply: await readPage(api, { ...beginning.fields, ...place }, size) };
}

async function readPage(api: Api, fields: Fields, size: number): Promise<TrailReply> {
  let reply = await api.call("GET /audit/", { ...fields, page_size: String(size) });
  const most = fields.reads === "false" ? MAX_LOOKS : 1;
  for (let looks = 1; looks < most && reply.ok; looks++) {
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
