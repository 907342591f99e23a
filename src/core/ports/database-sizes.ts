// The port for how full the databases are.

export interface DatabaseSize {
  /** The name of its binding. */
  readonly database: string;
  readonly bytes: number;
}

/** As of the last call of each database. It asks none, so a database that was not called yet is missing. */
export type DatabaseSizes = () => readonly DatabaseSize[];
