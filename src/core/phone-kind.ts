// Which app a phone's request comes from, by its User-Agent. That is free text from anyone and the
// trail would keep it, so it becomes one of three words.

const PHONE_KINDS = ["android", "ios", "other"] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

/**
 * Both apps name their system: `tiqr/4.0.0 (tiqr 4.0.0/12; Android 14/34; …) okhttp/4.9.3` and
 * `tiqr/3.0.1 (tiqr 3.0.1/27; iOS 17.4/…; …)`. Older ones have the name of the library that each is
 * built on (OkHttp, CFNetwork).
 */
export function phoneKindOf(userAgent: string): PhoneKind {
  if (/\b(okhttp|android|dalvik)\b/i.test(userAgent)) return "android";
  if (/\b(cfnetwork|iphone|ipad|ios)\b/i.test(userAgent)) return "ios";
  return "other";
}
