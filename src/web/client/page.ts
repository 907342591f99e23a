// The script of pages without live parts: copies texts, shows what is typed into hidden fields,
// writes times in the zone of the browser, tells the console that zone, selects all rows of a list,
// and goes on with a search.

import "./live/copy.ts";
import "./live/find.ts";
import "./live/keep.ts";
import "./live/reveal.ts";
import "./live/search-on.ts";
import "./live/select-all.ts";
import "./live/times.ts";
import "./live/zone.ts";
