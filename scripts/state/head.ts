// Lets commands read the newest checkpoint of the audit trail: the Miniflare that opens the
// database also runs the service's own AuditHead class. Under the same worker and class names it
// finds what the service has stored in that folder.
import { build } from "esbuild";
import type { Miniflare } from "miniflare";
import type { Head, HeadKeeper } from "../../src/storage/audit/checkpoints/head.ts";
import { inProject } from "../lib/project.ts";

const binding = "AUDIT_HEAD";

/** The worker's script and its binding. */
export async function headWorker() {
  const { outputFiles } = await build({
    entryPoints: [inProject("src/storage/audit/checkpoints/head-object.ts")],
    bundle: true,
    format: "esm",
    external: ["cloudflare:*"],
    write: false,
  });
  return {
    script: outputFiles[0]?.text ?? "",
    durableObjects: { [binding]: { className: "AuditHead", useSQLite: true } },
  };
}

export async function keeperIn(mf: Miniflare, worker: string, name: string): Promise<HeadKeeper> {
  const objects = await mf.getDurableObjectNamespace(binding, worker);
  const object = objects.getByName(name) as unknown as {
    read(): Promise<Head | null>;
    advance(from: Head | null, to: Head): Promise<boolean>;
  };
  return { read: () => object.read(), advance: (from, to) => object.advance(from, to) };
}
