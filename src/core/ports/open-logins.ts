// The index of open logins, which tells administrators; each transaction's own object is what counts.

export interface OpenChallenge {
  readonly attemptId: string;
  readonly serial: string;
  readonly question: string;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  readonly answered: boolean;
}

/** A row of the index: one token that may answer one login. */
export interface IndexedLogin extends Omit<OpenChallenge, "answered"> {
  readonly sessionKey: string;
}
