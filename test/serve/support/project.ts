// A project beside the real one: the real scripts and modules around a fixture worker, which has a
// slow request, rows and counters to look at. The scripts find their project by their own location,
// so they need no option for tests.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface Project {
  /** Its scripts/serve.ts. */
  script: string;
  path(...names: string[]): string;
  remove(): void;
}

export function makeProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), "serve-test-"));
  cpSync(here("../fixture"), folder, { recursive: true });
  cpSync(here("../../../scripts"), join(folder, "scripts"), { recursive: true });
  cpSync(here("../../../src/lib"), join(folder, "src/lib"), { recursive: true });
  mkdirSync(join(folder, "packages/console"), { recursive: true });
  symlinkSync(here("../../../node_modules"), join(folder, "node_modules"));
  writeFileSync(
    join(folder, "package.json"),
    '{ "type": "module", "scripts": { "serve": "exec node scripts/serve.ts" } }',
  );
  return {
    script: join(folder, "scripts/serve.ts"),
    path: (...names) => join(folder, ...names),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
