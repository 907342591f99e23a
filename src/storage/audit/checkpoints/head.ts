// The head of the audit trail: a record of its newest checkpoint, kept outside the database by
// ./head-object.ts, and the interface that reads and advances it.

export interface Head {
  /** The number of the last signed row; 0 before there is any. */
  readonly lastNumber: number;
  /** `chainLink` of the checkpoint that signs that row; empty before there is any. */
  readonly link: string;
  /** The number of checkpoints up to that row. */
  readonly checkpoints: number;
}

export interface HeadKeeper {
  read(): Promise<Head | null>;
  /** False, and no change, if the object does not hold `from`, or `to` is not a step forward. */
  advance(from: Head | null, to: Head): Promise<boolean>;
}
