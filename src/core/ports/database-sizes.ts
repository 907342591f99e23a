// How full the databases are.

export interface DatabaseSize {
  /** The name of its binding. */
  readonly database: string;
  readonly bytes: number;
}

/** As of each database's last call. It calls none, so one not yet called is missing. */
export type DatabaseSizes = () => readonly DatabaseSize[];
