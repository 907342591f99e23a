import { expect, it } from "vitest";
import { charge, markAnswered, markFailed, markUsed } from "../../../src/core/login/transaction/challenge.ts";
import { remember } from "../../../src/core/login/transaction/judged.ts";
import { refuse } from "../../../src/core/reasons.ts";
import { StoredChallenge } from "../../../src/storage/objects/stored-challenge.ts";
import { challengeWith } from "../../core/login/challenges.ts";

const BYSTANDER = refuse({ code: "challenge-not-open", state: "open", because: "token-not-valid-now" });
const digest = (n: number) => String(n).padStart(32, "0");

it("keeps its length from the opening to the end, whatever was answered meanwhile", () => {
  const texts: string[] = [];
  const put = (_: string, text: string) => texts.push(text);
  const storage = { kv: { put } } as unknown as DurableObjectStorage;
  const store = new StoredChallenge();
  let challenge = challengeWith({ maxTries: 1000 });
  store.store(storage, challenge);
  for (let n = 0; n < 999; n++) {
    challenge = remember(markFailed(charge(challenge) ?? challenge, false), digest(n), BYSTANDER);
    store.store(storage, challenge);
  }
  const answered = remember(markAnswered(challenge, "TiQR01", true, "elsewhere"), digest(1000), { ok: true } as never);
  for (const last of [answered, markUsed(answered, Date.now())]) store.store(storage, last);
  expect(texts).toHaveLength(1002);
  expect([...new Set(texts.map((text) => text.length))]).toHaveLength(1);
  expect(texts.at(-1)).not.toContain("sealed secret");
});

it("takes one byte a letter, whatever letters come and go", () => {
  const texts = new Map<string, string>();
  const kv = { get: (key: string) => texts.get(key), put: (key: string, text: string) => texts.set(key, text) };
  const storage = { kv } as unknown as DurableObjectStorage;
  const challenge = challengeWith({ user: "\u0130\u6587\u{1f600}" });
  new StoredChallenge().store(storage, challenge);
  expect([...texts.values()]).toEqual([expect.stringMatching(/^[ -~]+$/)]);
  expect(new StoredChallenge().load(storage)).toEqual(challenge);
});
