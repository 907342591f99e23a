// The box that selects all rows of a list. It is in no form: each row has a box of its own.

const all = document.querySelector<HTMLInputElement>("[data-selects]");
const rows = [...document.querySelectorAll<HTMLInputElement>(`input[type="checkbox"][form="${all?.dataset.selects}"]`)];

/** A browser that goes back to the page remembers the rows, too. */
function follow(): void {
  if (!all) return;
  const ticked = rows.filter(({ checked }) => checked).length;
  all.checked = ticked === rows.length;
  all.indeterminate = !all.checked && ticked !== 0;
}

all?.addEventListener("change", () => {
  for (const row of rows) row.checked = all.checked;
});
for (const row of rows) row.addEventListener("change", follow);
addEventListener("pageshow", follow);
