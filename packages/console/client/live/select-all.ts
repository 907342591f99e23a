// The box that selects all rows of a list. It is in no form: each row has a box of its own.

const all = document.querySelector<HTMLInputElement>("[data-selects]");
/** A search that goes on adds rows. */
function rowsNow() {
  return [...document.querySelectorAll<HTMLInputElement>(`input[type="checkbox"][form="${all?.dataset.selects}"]`)];
}

/** A browser that goes back to the page remembers the rows, too. */
function follow(): void {
  if (!all) return;
  const rows = rowsNow();
  const ticked = rows.filter(({ checked }) => checked).length;
  all.checked = ticked === rows.length;
  all.indeterminate = !all.checked && ticked !== 0;
}

all?.addEventListener("change", () => {
  for (const row of rowsNow()) row.checked = all.checked;
});
document.addEventListener("change", ({ target }) => {
  if (target !== all) follow();
});
addEventListener("pageshow", follow);
