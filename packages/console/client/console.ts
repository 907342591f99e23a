// The script of the console's pages without live parts: besides what those of other pages do, it
// leads to the search, tells the server the zone of the browser, selects all rows of a list, and
// goes on with a search; each apart, so that one which a browser cannot run stops no other.

import { beginKeep, beginReveal, beginTimes } from "../../../src/web/client/live/for-console.ts";

void import("./live/find.ts");
void beginKeep();
void beginReveal();
void import("./live/search-on.ts");
void import("./live/select-all.ts");
void beginTimes();
void import("./live/zone.ts");
