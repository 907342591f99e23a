// Open logins as JSON, for the calls in ../wire.ts.

/** An open login, as an administrator sees it. */
export type ChallengeJson = {
  readonly transaction_id: string;
  readonly serial: string;
  readonly timestamp: string;
  readonly expiration: string;
  readonly otp_received: boolean;
};
