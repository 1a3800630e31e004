// Keyboard, dialogs, toasts. Every control below is a link or a form that works without this file.

const find = (selector, within = document) => within.querySelector(selector);
const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];

const isWriting = (target) => target.closest("input, textarea, select, [contenteditable='true']") !== null;

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return false;
  if (id === "shortcuts") tellShortcuts();
  findAll("details[data-menu][open]").forEach((menu) => (menu.open = false));
  dialog.showModal();
  find("input[type=search]", dialog)?.select();
  return true;
}

// Lists: j and k move a current item, the link inside it takes the focus, so that Enter opens it as always.

const items = () => findAll("[data-list] [data-item]").filter((item) => item.offsetParent !== null);

const currentItem = () => document.activeElement?.closest("[data-item]") ?? find("[data-item][data-current]");

function moveBy(step) {
  const all = items();
  if (!all.length) return false;
  const at = all.indexOf(currentItem());
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
  findAll("[data-item][data-current]").forEach((item) => item.removeAttribute("data-current"));
  next.setAttribute("data-current", "");
  const target = next.matches("a, button") ? next : find("a, button", next);
  target?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  if (at >= 0 && next !== all[at] && next.closest("[data-list=open]")) target?.click(); // the list opens beside what is read
  return true;
}

// A key acts on the current item or on the page, never on an item that nobody chose.

function pressShortcut(key) {
  const wanted = `[data-shortcut="${key}"]`;
  const ofItem = currentItem() && find(wanted, currentItem());
  const control = ofItem ?? findAll(wanted).find((candidate) => !candidate.closest("[data-item]"));
  control?.click();
  if (control?.matches("summary") && control.parentElement.open) find("input:not([type=hidden]), select, textarea, button", control.parentElement)?.focus();
  return Boolean(control);
}

// Keys of a single letter can be switched off (WCAG 2.1.4): they get in the way of dictation.

const SINGLE_KEYS = "entregent.single-keys";
const singleKeys = () => localStorage.getItem(SINGLE_KEYS) !== "off";

// The help names only the keys that do something on this page.

function tellShortcuts() {
  for (const row of findAll("#shortcuts [data-key]")) row.hidden = !find(`[data-shortcut="${row.dataset.key}"]`);
  const choice = find("#single-keys");
  if (choice) choice.checked = singleKeys();
}

find("#single-keys")?.addEventListener("change", (event) =>
  localStorage.setItem(SINGLE_KEYS, event.target.checked ? "on" : "off"),
);

const KEYS = {
  "/": () => openDialog("palette"),
  "?": () => openDialog("shortcuts"),
  j: () => moveBy(1),
  k: () => moveBy(-1),
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    if (openDialog("palette")) event.preventDefault();
    return;
  }
  if (event.key === "Escape") return closeSomething(event);
  if (event.target.closest("#palette")) return walkPalette(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event.target)) return;
  if (find("dialog[open]")) return;
  if (!singleKeys()) return;
  const done = KEYS[event.key]?.() ?? (/^[a-z]$/.test(event.key) && pressShortcut(event.key));
  if (done) event.preventDefault();
});

function walkPalette(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [find("#palette-q"), ...findAll("#palette-results a")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (next) {
    next.focus();
    event.preventDefault();
  }
}

function closeSomething(event) {
  if (find("dialog[open]")) return; // the browser closes it
  const menu = find("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    find("summary", menu).focus();
  }
}

document.addEventListener("click", (event) => {
  const plainClick = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
  for (const menu of findAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  const opener = event.target.closest("[data-opens]");
  if (opener && plainClick && openDialog(opener.dataset.opens)) event.preventDefault();
  const closer = event.target.closest("[data-closes]");
  if (closer) document.getElementById(closer.dataset.closes)?.close();
  const copier = event.target.closest("[data-copies]");
  if (copier) navigator.clipboard?.writeText(find(copier.dataset.copies)?.value ?? "");
  if (event.target instanceof HTMLDialogElement) event.target.close(); // the backdrop
  if (event.target.closest("[data-dismiss]") && plainClick) {
    event.target.closest("[data-toast]")?.remove();
    event.preventDefault();
  }
});

// Why a draft is not kept is said as well. Where somebody is writing in what is about to be replaced, it stays until they left it.
document.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
  if (target.id !== "margin") return;
  if ([409, 422].includes(detail.xhr.status)) Object.assign(detail, { shouldSwap: true, isError: false });
  if (target.contains(document.activeElement)) detail.shouldSwap = false;
});

// Good news leaves by itself; warnings and errors stay until dismissed.

const GOOD_NEWS_STAYS = 10_000; // milliseconds: time to read two sentences twice

function dismissLater(toast) {
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, GOOD_NEWS_STAYS) : toast.remove());
  setTimeout(leave, GOOD_NEWS_STAYS);
}

findAll('[data-toast="success"], [data-toast="info"]').forEach(dismissLater);
document.addEventListener("htmx:oobAfterSwap", () =>
  findAll('[data-toast="success"], [data-toast="info"]').forEach(dismissLater),
);

find("[data-focus]")?.focus();

// A row of tabs that is longer than the page is wide: the open one is in sight.
findAll(".tabs [aria-current]").forEach((tab) => tab.scrollIntoView({ block: "nearest", inline: "nearest" }));
