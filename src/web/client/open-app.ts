// For /tiqrauth/ and /tiqrenroll/, whose notice that no app has taken the link is always in the
// page and stands out once that happens.

void import("./live/not-opened.ts");
