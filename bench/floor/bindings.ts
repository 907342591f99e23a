// What each step of the floor is given.

import type { EnrollmentObject, TransactionObject } from "./objects.ts";

export interface Floor {
  readonly env: Omit<Env, "ENROLLMENT"> & { readonly ENROLLMENT: DurableObjectNamespace<EnrollmentObject> };
  readonly logins: DurableObjectNamespace<TransactionObject>;
  /** Does what may follow the reply. */
  readonly afterwards: (work: () => Promise<unknown>) => void;
}
