// "/" leads to the search of the header, unless somebody is typing.

document.addEventListener("keydown", (press) => {
  const isTyping = press.target instanceof Element && press.target.closest("input, textarea, select") !== null;
  const field = document.querySelector<HTMLInputElement>(".find input");
  if (press.key !== "/" || press.ctrlKey || press.metaKey || press.altKey || isTyping || !field) return;
  press.preventDefault();
  field.select();
});
