// Where the service is known to break an invariant. Each is as narrow as it can be; when one is mended, it is to be removed here.

export const KNOWN_FAULTS = {
  /**
   * These messages repeat what was sent with its control characters (as JSON escapes): a client that logs or prints them
   * writes the attacker's lines and terminal sequences. For example `POST /validate/check user=a%1b[31m%0ab`.
   */
  echoed:
    /^(ERR904: User <|ERR905: (Invalid tokentype provided|Parameter|Not a text)|ERR1103: |No token found for serials: )/,
} as const;
