// What the service does despite a warning: to its operator about settings, to an application about
// its request. Programs go by the code. The sentence is for people, and may change at any time.

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
  "unseen-names",
  "full-databases",
  "place-unknown",
  "upstream",
  // of an application: src/http/tokens/routes.ts, src/http/request/unknown-parameters.ts
  "phone-ended",
  "unknown-parameter",
] as const;

export interface Warning {
  readonly code: (typeof WARNING_CODES)[number];
  readonly message: string;
}
