// wrangler.toml for the folder of a release, which has the built worker and no sources: nothing is
// built or bundled there. What `npm run setup` writes into it stays where it is.

/** The tables that only a build reads. */
const OF_BUILDS = /^\[(build|alias)\]\n(?:[^[\n].*\n)*/gm;

export const builtConfig = (toml: string): string =>
  toml.replace(OF_BUILDS, "").replace(/^main = .*$/m, 'main = "dist/index.js"\nno_bundle = true');
