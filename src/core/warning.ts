// What the service warns of and does all the same: its operator of settings, an application of what its request has led to. As with
// a reason, programs go by the code. The sentence is for people, and may be worded anew at any time.

export const WARNING_CODES = [
  // of the operator: src/config, src/http/system
  "unknown-setting",
  "no-mail",
  "setting-without-effect",
  "suite-wrong-in-php",
  "tokens-not-asked",
  "other-addresses",
  "limited-networks",
  "ambiguous-realms",
  "full-databases",
  // of an application: src/http/tokens/init-warnings.ts, src/http/request/unknown-parameters.ts
  "phone-ended",
  "unknown-parameter",
] as const;

export interface Warning {
  readonly code: (typeof WARNING_CODES)[number];
  readonly message: string;
}
