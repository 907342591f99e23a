// Leaves out of a reply what an earlier one has shown: the fields that every reply of the API has,
// what is around the value of a plain success, and in an object the fields that an earlier object
// of the same kind has with the same value.
import type { Json } from "./steady.ts";

type JsonObject = { readonly [key: string]: Json };

/** The fields of every reply. `id` is 1 or 2, and says nothing. */
const ENVELOPE = ["id", "jsonrpc", "time", "version", "versionnumber"];
/** What later calls need is shown in any case. */
const NEEDED = ["transaction_id", "ticket"];
/** A smaller object is shown whole. */
const MIN_KEYS = 5;
/** Fewer left-out fields are not worth the `…`. */
const MIN_LEFT_OUT = 3;

/** `isWhole`: leaves out only the fields of every reply, unless it is the first one. */
export function shortener(): (reply: Json, isWhole: boolean) => Json {
  const objects: JsonObject[] = [];
  let first: JsonObject | undefined;

  return (reply, isWhole) => {
    if (!isObject(reply) || reply.jsonrpc === undefined) return inside(reply, isWhole);
    first ??= reply;
    const short = first === reply ? reply : withoutEnvelope(reply, first);
    return inside(isWhole ? short : gistOf(short), isWhole);
  };

  function inside(json: Json, isWhole: boolean): Json {
    if (Array.isArray(json)) return json.map((item) => inside(item, isWhole));
    if (!isObject(json)) return json;
    const earlier = isWhole ? undefined : closestTo(json);
    objects.push(json);
    const entries = Object.entries(json);
    const news = entries.filter(
      ([key, value], at) => at === 0 || NEEDED.includes(key) || !isSame(value, earlier?.[key]),
    );
    const isShort = earlier !== undefined && entries.length - news.length >= MIN_LEFT_OUT;
    const kept = (isShort ? news : entries).map(([key, value]) => [key, inside(value, isWhole)] as const);
    return Object.fromEntries(isShort ? [...kept, ["…", "…"]] : kept);
  }

  /** The newest of the largest objects that begin alike, and have no field which this one lacks. */
  function closestTo(json: JsonObject): JsonObject | undefined {
    const [first = ""] = Object.keys(json);
    const fitting = objects.filter((other) => {
      const keys = Object.keys(other);
      return keys[0] === first && keys.length >= MIN_KEYS && keys.every((key) => key in json);
    });
    return fitting.reverse().sort((a, b) => Object.keys(b).length - Object.keys(a).length)[0];
  }
}

/** `status` goes, too, where it is as always: true, and false next to an error. */
function withoutEnvelope(reply: JsonObject, first: JsonObject): JsonObject {
  const others = Object.entries(reply).filter(
    ([key, value]) => !ENVELOPE.includes(key) || (key !== "id" && !isSame(value, first[key])),
  );
  const { result } = reply;
  if (!isObject(result) || result.status !== !("error" in result)) return Object.fromEntries(others);
  const { status: _, ...rest } = result;
  return { ...Object.fromEntries(others), result: rest };
}

/** The value of a success that has nothing else, or the error; otherwise the whole reply. */
function gistOf(reply: JsonObject): Json {
  const { detail, result, ...others } = reply;
  if (!isObject(result) || Object.keys(result).length > 1 || Object.keys(others).length > 0) return reply;
  if (detail === undefined && result.value !== undefined) return result.value;
  return isEmpty(detail) && result.error !== undefined ? result.error : reply;
}

const isEmpty = (json: Json | undefined): boolean => json === null || JSON.stringify(json) === "{}";

const isSame = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);
