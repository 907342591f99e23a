// Which app a phone's request comes from, as far as its User-Agent tells. The header is free text from anyone and the trail would
// keep it, so it becomes one of three words.

const PHONE_KINDS = ["android", "ios", "other"] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

/** Neither app names itself, so this recognises the HTTP library that each is built on (OkHttp, CFNetwork). */
export function phoneKindOf(userAgent: string): PhoneKind {
  if (/\b(okhttp|android|dalvik)\b/i.test(userAgent)) return "android";
  if (/\b(cfnetwork|iphone|ipad|ios)\b/i.test(userAgent)) return "ios";
  return "other";
}
