// The script of pages without live parts: copies, prints and saves texts, shows what is typed into
// hidden fields, and writes times in the zone of the browser; each apart, so that one which a
// browser cannot run stops no other.

void import("./live/keep.ts");
void import("./live/reveal.ts");
void import("./live/times.ts");
if (document.querySelector("[data-live]")) void import("./live/asked.ts");
