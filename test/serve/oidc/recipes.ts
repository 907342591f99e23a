// docs/oidc-recipes.md by its headings: the client that a recipe registers, as JSON, and its code.
import { readFileSync } from "node:fs";
import { inProject } from "../../../scripts/lib/project.ts";

export interface RecipeBlock {
  readonly language: string;
  readonly code: string;
}

export interface Recipe {
  readonly heading: string;
  /** As the recipe gives it to POST /oidc/clients. */
  readonly client: string;
  readonly blocks: readonly RecipeBlock[];
}

export const recipesText = readFileSync(inProject("docs/oidc-recipes.md"), "utf8");

/** The recipes that have a client. */
export const recipes: readonly Recipe[] = recipesText.split(/^## /m).flatMap((section) => {
  const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = "", code = ""]): RecipeBlock => ({ language, code }),
  );
  const client = blocks.find(({ language, code }) => language === "json" && code.includes('"client_name"'))?.code;
  return client === undefined ? [] : [{ heading: section.slice(0, section.indexOf("\n")), client, blocks }];
});

export interface RecipeAddresses {
  /** The service's origin, and the application's. */
  readonly service: string;
  readonly application: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
}

/**
 * Puts the addresses of a test into a block, and what the application was given at its
 * registration.
 */
export const placed = (
  code: string,
  { service, application, clientId = "", clientSecret = "" }: RecipeAddresses,
): string =>
  code
    .replaceAll("https://login.example.org", service)
    .replaceAll("https://app.example.org", application)
    .replace(/(?<!_)CLIENT_ID\b/g, clientId)
    .replace(/(?<!_)CLIENT_SECRET\b/g, clientSecret);
