// packages/client under the strictest settings of TypeScript, with all that its README shows.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { withPackedClient } from "./packed.ts";

const packed = withPackedClient();

const STRICT = {
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noImplicitOverride: true },
  ...{ isolatedDeclarations: true, declaration: true, verbatimModuleSyntax: true, isolatedModules: true },
  ...{ erasableSyntaxOnly: true, noPropertyAccessFromIndexSignature: true, noImplicitReturns: true },
  ...{ noUnusedLocals: true, noUnusedParameters: true, noUncheckedSideEffectImports: true },
  ...{ allowUnreachableCode: false, allowUnusedLabels: false, skipLibCheck: false, target: "es2022", noEmit: true },
};

it.each([
  ["node16", "node16", ["es2022", "dom"], []],
  ["nodenext", "nodenext", ["es2022"], ["node"]],
  ["preserve", "bundler", ["es2022"], ["@cloudflare/workers-types"]],
])(
  "compiles with module %s, resolved as %s, with the names of %s and %s",
  async (module, moduleResolution, lib, types) => {
    const folder = await packed().freshProject({ type: "module" });
    // The names of the platform, as npm would install them.
    for (const name of ["@types/node", "undici-types", "@cloudflare/workers-types"]) {
      mkdirSync(join(folder, "node_modules", name, ".."), { recursive: true });
      symlinkSync(inProject(`node_modules/${name}`), join(folder, "node_modules", name));
    }
    const compilerOptions = { ...STRICT, module, moduleResolution, lib, types };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    const readme = readFileSync(inProject("packages/client/README.md"), "utf8");
    const shown = [...readme.matchAll(/^```ts\n(import[\s\S]*?)^```$/gm)];
    expect(shown.length).toBeGreaterThan(2);
    for (const [at, [, text = ""]] of shown.entries()) writeFileSync(join(folder, `shown-${at}.ts`), text);
    const compile = promisify(execFile)(inProject("node_modules/.bin/tsc"), ["--pretty", "false"], { cwd: folder });
    expect(await compile.then(({ stdout }) => stdout).catch(({ stdout }) => stdout)).toBe("");
  },
);
