// A network that loses replies: the service has answered, and the phone never hears it.

import type { PhoneOptions } from "./phone.ts";

type Fetch = PhoneOptions["fetch"];

/** Loses the first `count` replies. */
export function losing(fetch: Fetch, count: number): Fetch {
  let left = count;
  return async (url, init) => {
    const reply = await fetch(url, init);
    if (left === 0) return reply;
    left--;
    await reply.body?.cancel();
    throw new Error("the reply was lost");
  };
}

/** Loses the first `count` replies with metadata, and as many to what the phone posts. */
export function losingEach(fetch: Fetch, count: number): Fetch {
  const [ofMetadata, ofPosts] = [losing(fetch, count), losing(fetch, count)];
  return (url, init) => (init?.method === "POST" ? ofPosts : ofMetadata)(url, init);
}
