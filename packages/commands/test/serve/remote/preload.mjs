// Given to Node by --import: the commands get a session with the databases of ./remote-databases.ts, where wrangler would ask Cloudflare
// for one with those of an account. All behind it is real: Miniflare's client, and the texts that go over the wire.
import { registerHooks } from "node:module";

const standIn = `data:text/javascript,${encodeURIComponent(`
  export * from "${import.meta.resolve("wrangler")}";
  export const maybeStartOrUpdateRemoteProxySession = async ({ bindings }) => {
    const left = Object.entries(bindings).filter(([, { type, remote }]) => !["d1", "r2_bucket"].includes(type) || !remote);
    if (left.length > 0) throw new Error("a binding that is no remote database or bucket");
    const remoteProxyConnectionString = new URL(process.env.REMOTE_DATABASES);
    return { session: { remoteProxyConnectionString, dispose: async () => {} } };
  };
`)}`;

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = specifier === "wrangler" && context.parentURL?.endsWith("/scripts/state/remote-database.ts");
    return isOurs ? { url: standIn, shortCircuit: true } : next(specifier, context);
  },
});
