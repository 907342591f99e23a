// Serves the service and the floor side by side, several times anew, and runs the rounds of each
// start.
import type { Generator } from "../load/generator.ts";
import { rounded } from "../report/numbers.ts";
import type { Comparison } from "../report/result.ts";
import { mostLoadShare, summarize } from "../report/summary.ts";
import { makeFolder } from "./places.ts";
import { residentMb } from "./process.ts";
import { type RoundOptions, runRounds, type TurnPair } from "./rounds.ts";
import { openSite, type Site } from "./site.ts";

/** So many people have ten tokens. */
const RICH = 4;

export interface CompareOptions extends RoundOptions {
  readonly starts: number;
  /** The script of another version to compare with, in place of the floor. */
  readonly beside: string | undefined;
}

export async function compareStarts(
  generator: Generator,
  options: CompareOptions,
  tell: (text: string) => void,
): Promise<Comparison> {
  const starts: TurnPair[][][] = [];
  let memory = { service: 0, floor: 0 };
  for (let start = 1; start <= options.starts; start++) {
    tell(`start ${start} of ${options.starts}`);
    const folder = makeFolder();
    const sites: Site[] = [];
    try {
      const service = await openSite("service", folder.path, generator, RICH);
      sites.push(service);
      const other = options.beside
        ? await openSite("other", folder.path, generator, RICH, options.beside)
        : await openSite("floor", folder.path, generator);
      sites.push(other);
      starts.push(await runRounds(generator, [service, other], options));
      memory = { service: rounded(residentMb(service.workerd)), floor: rounded(residentMb(other.workerd)) };
    } finally {
      for (const { server } of sites) await server.stop();
      folder.remove();
    }
  }
  return { steps: summarize(starts, options), residentMb: memory, mostLoadShare: mostLoadShare(starts.flat(2)) };
}
