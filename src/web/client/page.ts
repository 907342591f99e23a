// The script of pages without live parts: copies texts, shows what is typed into hidden fields,
// writes times in the zone of the browser, tells the console that zone, selects all rows of a list,
// and goes on with a search; each apart, so that one which a browser cannot run stops no other.

void import("./live/copy.ts");
void import("./live/find.ts");
void import("./live/keep.ts");
void import("./live/reveal.ts");
void import("./live/search-on.ts");
void import("./live/select-all.ts");
void import("./live/times.ts");
void import("./live/zone.ts");
