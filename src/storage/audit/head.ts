// What is held of the newest checkpoint of the audit trail outside the database that it is about, and how it is asked. The object
// that holds it: ./head-object.ts.

export interface Head {
  /** Number of the last row that is signed; 0 before there is any. */
  readonly lastNumber: number;
  /** `linkOf` the checkpoint that signs it; empty before there is any. */
  readonly link: string;
  /** How many checkpoints there are up to it. */
  readonly checkpoints: number;
}

export interface HeadKeeper {
  read(): Promise<Head | null>;
  /** False, and nothing is changed, when it does not hold `from` or when `to` is no step forward. */
  advance(from: Head | null, to: Head): Promise<boolean>;
}
