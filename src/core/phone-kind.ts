// Which app a phone's request comes from, as far as its User-Agent tells. One of three words, and never the header itself: that is
// free text from anybody, and the trail would keep it.

const PHONE_KINDS = ["android", "ios", "other"] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

/** Neither app names itself: what is seen is the HTTP library that each is built on (OkHttp, CFNetwork). */
export function phoneKindOf(userAgent: string): PhoneKind {
  if (/\b(okhttp|android|dalvik)\b/i.test(userAgent)) return "android";
  if (/\b(cfnetwork|iphone|ipad|ios)\b/i.test(userAgent)) return "ios";
  return "other";
}
