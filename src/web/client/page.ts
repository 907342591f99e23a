// The script of pages without live parts: it copies texts, and shows what is typed into a hidden field.

import "./live/copy.ts";
import "./live/reveal.ts";
