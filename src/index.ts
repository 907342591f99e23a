// A placeholder until the app is there.
import { DurableObject } from "cloudflare:workers";
export class TransactionObject extends DurableObject {}
export default { fetch: () => new Response("ok") } satisfies ExportedHandler;
