/**
 * Why a database cannot be used. Each carries one line for the person who starts Baton: what, where, and the cure.
 * Such an error ends a start (exit code 2); none holds a password, since only host, port and name are quoted.
 */
export abstract class DatabaseStartError extends Error {}

/** Nothing answers at the address, or what answers does not let us in. */
export class DatabaseUnreachable extends DatabaseStartError {
  override readonly name = "DatabaseUnreachable";
}

/** The database answers but cannot hold Baton's data: too old, read-only, not in UTC, not PostgreSQL. */
export class DatabaseUnsuitable extends DatabaseStartError {
  override readonly name = "DatabaseUnsuitable";
}

/** Another process has the embedded database open. */
export class DatabaseLocked extends DatabaseStartError {
  override readonly name = "DatabaseLocked";
  readonly folder: string;

  constructor(folder: string, options?: ErrorOptions) {
    super(
      `The database in ${folder} is in use by another process. ` +
        "Stop the Baton that runs there, or set BATON_DATA_DIR to another folder or DATABASE_URL to PostgreSQL.",
      options,
    );
    this.folder = folder;
  }
}

/** The migrations on disk and those in the database do not fit together. */
export class MigrationRefused extends DatabaseStartError {
  override readonly name = "MigrationRefused";
}

/** A query went to the outer client inside `$transaction`, where it would wait for its own transaction. */
export class OutsideTransaction extends Error {
  override readonly name = "OutsideTransaction";

  constructor() {
    super(
      "Inside $transaction use the client it hands over: the outer one would wait for its own transaction.",
    );
  }
}
