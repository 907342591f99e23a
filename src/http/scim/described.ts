// What the service says of itself to a directory, from the file that scripts/pages/scim.ts makes.

import type { Context } from "hono";
import { readAsset } from "../../assets/asset.ts";
import type { HttpEnv } from "../context.ts";

interface Description {
  readonly id?: string;
}

/** `base`: the URL of /scim/v2. */
export async function descriptionsFor(c: Context<HttpEnv>, base: string): Promise<readonly Description[]> {
  const text = await (await readAsset(c.env, "scim.json")).text();
  const [, , , kind = ""] = c.req.routePath.split("/");
  return JSON.parse(text.replaceAll('"location":"/', `"location":"${base}/`))[kind];
}
