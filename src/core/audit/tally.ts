// What a row of the trail says that stands for many refusals: how many came of each token and of
// each network. The row has it as JSON, because only people read it.

/** What would be empty or 0 is left out. */
export interface Tally {
  /** How many of each token, in the order of the row's serials. */
  readonly serials?: readonly number[];
  /** Those of no token, and of tokens that are not named. */
  readonly more?: number;
  readonly networks?: Readonly<Record<string, number>>;
  /** Those of networks that are not named. */
  readonly moreNetworks?: number;
}

/** One count: `serial` has the tokens of a request, by commas, or none; `network` may be empty. */
interface Counted {
  readonly serial: string;
  readonly network: string;
  readonly count: number;
}

/**
 * The serials by commas, the most counted first, and the tally of them as JSON. They name as much
 * as fits into `room` characters, serials first; `left` is what the next one has.
 */
export function tallyOf(
  counts: readonly Counted[],
  room: number,
): { readonly serial: string; readonly tally: string; readonly left: number } {
  // A request about several tokens counts at each.
  const serials = named(
    counts.flatMap(({ serial, count }) => serial.split(",").map((name) => ({ name, count }))),
    room,
  );
  const networks = named(
    counts.map(({ network, count }) => ({ name: network, count })),
    serials.left,
  );
  const tally: Tally = {
    ...(serials.names.length > 0 && { serials: serials.names.map(([, count]) => count) }),
    ...(serials.more > 0 && { more: serials.more }),
    ...(networks.names.length > 0 && { networks: Object.fromEntries(networks.names) }),
    ...(networks.more > 0 && { moreNetworks: networks.more }),
  };
  const serial = serials.names.map(([name]) => name).join(",");
  return { serial, tally: JSON.stringify(tally), left: networks.left };
}

/** What a row says of these tokens alone; a request about several of them has counted at each. */
export function talliedOf(
  { serial, tally }: { readonly serial: string; readonly tally: string },
  serials: readonly string[],
): { readonly serial: string; readonly tally: string; readonly count: number } {
  const counts = readTally(tally)?.serials ?? [];
  const those = serial
    .split(",")
    .flatMap((name, at) => (serials.includes(name) ? [{ name, count: counts[at] ?? 0 }] : []));
  return {
    serial: those.map(({ name }) => name).join(","),
    tally: JSON.stringify({ serials: those.map(({ count }) => count) } satisfies Tally),
    count: Math.max(0, ...those.map(({ count }) => count)),
  };
}

/** What stands around a name and its number in the row. */
const AROUND_NAME = 4;

function named(counts: readonly { readonly name: string; readonly count: number }[], room: number) {
  const sums = new Map<string, number>();
  for (const { name, count } of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  const sorted = [...sums].sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
  let left = room;
  const names: [string, number][] = [];
  let more = 0;
  for (const [name, count] of sorted) {
    const after = left - name.length - String(count).length - AROUND_NAME;
    if (name === "" || after < 0) more += count;
    else {
      names.push([name, count]);
      left = after;
    }
  }
  return { names, more, left };
}

/** Undefined for a row without one. The MAC tells of a change, which must not break a page here. */
export function readTally(text: string): Tally | undefined {
  if (text === "") return undefined;
  const { serials, more, networks, moreNetworks } = parsed(text);
  const isCount = (value: unknown): value is number => typeof value === "number";
  const named = Object.entries(typeof networks === "object" && networks ? networks : {});
  return {
    ...(Array.isArray(serials) && { serials: serials.filter(isCount) }),
    ...(isCount(more) && { more }),
    ...(named.length > 0 && { networks: Object.fromEntries(named.filter(([, count]) => isCount(count))) }),
    ...(isCount(moreNetworks) && { moreNetworks }),
  };
}

function parsed(text: string): Readonly<Record<keyof Tally, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return Object();
  }
}
