// A page of the trail, in as many looks of the API as it takes.

import type { Api, ApiReply } from "../api.ts";
import { pageSize } from "../parts/list-view.tsx";
import { beginningOf } from "../parts/search.ts";
import type { AskedTrail } from "./audit-query.ts";

/** A look ends after 900 rows, of which most may be look-ups of a program that nobody asked for. */
const MAX_LOOKS = 5;

type Fields = Readonly<Record<string, string>>;
type TrailReply = ApiReply<"GET /audit/">;
interface SearchedTrail extends AskedTrail {
  readonly reply: TrailReply;
}

/** An index finds a whole name at once. If the trail has none, it may be the beginning of one. */
export async function searchTrail(api: Api, asked: AskedTrail, place: Fields): Promise<SearchedTrail> {
  const size = Number(pageSize(asked.search.pagesize));
  const reply = await readPage(api, { ...asked.fields, ...place }, size);
  const user = beginningOf(asked.search.user);
  const isNone = reply.ok && reply.value.count === 0 && reply.value.after === null;
  if (!isNone || user === asked.search.user || "after" in place) return { ...asked, reply };
  const begun = { ...asked, search: { ...asked.search, user }, fields: { ...asked.fields, user } };
  return { ...begun, reply: await readPage(api, { ...begun.fields, ...place }, size) };
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
