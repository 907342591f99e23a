// Serves the service and both floors side by side with their state in one place, and runs the
// rounds.
import type { Generator } from "../load/generator.ts";
import { rounded } from "../report/numbers.ts";
import type { PlaceResult } from "../report/result.ts";
import { mostLoadShare, summarize } from "../report/summary.ts";
import { folderOn } from "./places.ts";
import { residentMb } from "./process.ts";
import { type RoundOptions, runRounds } from "./rounds.ts";
import { openSite, type Site } from "./site.ts";

/** So many people have ten tokens. */
const RICH = 4;

export async function compareOn(
  place: PlaceResult["place"],
  generator: Generator,
  options: RoundOptions,
  tell: (text: string) => void,
): Promise<PlaceResult> {
  const folder = folderOn(place);
  const sites: Site[] = [];
  try {
    sites.push(await openSite("service", folder.path, generator, RICH));
    for (const worker of ["floor", "quiet-floor"] as const) sites.push(await openSite(worker, folder.path, generator));
    const samples = await runRounds(generator, sites, options, (text) => tell(`${place}: ${text}`));
    const [service = 0, floor = 0] = sites.map(({ workerd }) => rounded(residentMb(workerd)));
    return {
      place,
      steps: summarize(samples, options.clients),
      residentMb: { service, floor },
      mostLoadShare: mostLoadShare(samples),
    };
  } finally {
    for (const { server } of sites) await server.stop();
    folder.remove();
  }
}
