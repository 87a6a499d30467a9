/* A key that leads to a field, as Streamlit's own shortcuts press a button: T goes to the field inside `st.container(key="touche-t")`,
   Escape leaves it once its list is closed. Nothing is listened to while one types, nor where a page has no such container. */
"use strict";
(() => {
  const TYPED = "input, textarea, select, [contenteditable=true], [role=grid], [role=dialog], [role=listbox]";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !event.target.closest) return;
    const own = event.target.closest("[class*='st-key-touche-']");
    if (event.key === "Escape" && own && event.target.getAttribute("aria-expanded") !== "true") event.target.blur();
    if (!/^[a-z]$/i.test(event.key) || event.target.closest(TYPED)) return;
    const field = document.querySelector(`.st-key-touche-${event.key.toLowerCase()} input`);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "nearest" });
  });
})();
