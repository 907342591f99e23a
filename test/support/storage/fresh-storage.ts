// Runs before each test file. The files share a worker, and each begins with empty storage, the
// real clock and no spies of an earlier file: the leftovers of one file must not decide the results
// of another.

import "../house/quick-hashes.ts";
import { beginAfresh } from "./begin-afresh.ts";

await beginAfresh();
