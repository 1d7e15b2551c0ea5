// The buttons call the Control API, and an event replaces what has changed. The page works without the
// script, except for the buttons.
"use strict";

const status = document.getElementById("status");

// announce shows a sentence that screen readers read.
function announce(text, failed = false) {
  status.textContent = text;
  status.classList.toggle("failed", failed);
}

// call sends a request to the Control API and returns whether it succeeded. failed gets an error.
async function call(method, path, body, failed = (problem) => announce(problem.detail, true)) {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? { "X-Cognitotest": "1" } : { "X-Cognitotest": "1", "Content-Type": "application/json" },
      body,
    });
    if (response.ok) return true;
    failed(await response.json());
  } catch {
    announce("The emulator does not respond. Start it again, and reload the page.", true);
  }
  return false;
}

async function press(button) {
  const { method, path, body, confirm: question, done } = button.dataset;
  if (question && !window.confirm(question)) return;
  if (await call(method, path, body)) {
    await update();
    announce(done);
  }
}

async function submit(form) {
  if (form.id === "add-fault") return addFault(form);
  const { path, member, done } = form.dataset;
  const value = form.elements[member].value.trim();
  if (await call("POST", path, JSON.stringify({ [member]: value }))) {
    form.reset();
    await update();
    announce(`${done}${value}.`);
  }
}

// mark shows an error at a field of a form, and moves the focus there.
function mark(field, text) {
  document.getElementById(field.getAttribute("aria-describedby")).textContent = text;
  field.setAttribute("aria-invalid", "true");
  field.focus();
}

function unmark(form) {
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    document.getElementById(field.getAttribute("aria-describedby")).textContent = "";
    field.removeAttribute("aria-invalid");
  }
}

async function addFault(form) {
  const { target, kind, delay, which, count } = form.elements;
  const name = target.value.trim(), number = count.value.trim();
  const body = { kind: kind.value, [name.startsWith("/") ? "endpoint" : "action"]: name };
  if (kind.value === "delay") body.delay = delay.value.trim();
  unmark(form);
  announce("");
  if (which.value === "all") body.all = true;
  else if (/^\d{1,9}$/.test(number)) body.count = Number(number);
  else return mark(count, `"${number}" is not a number of requests. Write a whole number from 1.`);
  const fields = { "#/action": target, "#/endpoint": target, "#/kind": kind, "#/delay": delay, "#/count": count };
  const failed = ({ detail, pointer }) => (pointer in fields ? mark(fields[pointer], detail) : announce(detail, true));
  if (await call("POST", form.dataset.path, JSON.stringify(body), failed)) {
    form.reset();
    await update();
    announce(form.dataset.done);
  }
}

// show shows what a button controls, or hides it again. The page does not contain it until then.
async function show(button) {
  const [value, text] = button.getAttribute("aria-controls").split(" ").map((id) => document.getElementById(id));
  const open = button.getAttribute("aria-expanded") === "true";
  let secret = { value: value.dataset.hidden ?? "", text: "" };
  if (!open) {
    try {
      const response = await fetch(button.dataset.show);
      if (!response.ok) return announce(await response.text(), true);
      secret = await response.json();
    } catch {
      return announce("The emulator does not respond. Start it again, and reload the page.", true);
    }
  }
  value.textContent = secret.value || (value.dataset.hidden ?? "");
  if (text) {
    text.textContent = secret.text;
    text.hidden = secret.text === "";
  }
  button.setAttribute("aria-expanded", String(!open));
  button.firstChild.data = open ? "Show" : "Hide";
}

function hideConfig(at) {
  const [text, copy] = [at.querySelector("pre"), at.querySelector("[data-copy]")];
  text.hidden = copy.hidden = true;
  text.textContent = "";
  return [text, copy];
}

// showConfig shows the configuration of an app, for the library that the user selects.
async function showConfig(button) {
  const at = button.closest(".config");
  const [text, copy] = hideConfig(at);
  try {
    const response = await fetch(`${button.dataset.config}&for=${at.querySelector("select").value}`);
    if (!response.ok) return announce((await response.text()).trim(), true);
    text.textContent = (await response.json()).value;
  } catch {
    return announce("The emulator does not respond. Start it again, and reload the page.", true);
  }
  text.hidden = copy.hidden = false;
  announce("");
}

// copyConfig copies the configuration. A browser has no clipboard for a page at an exposed name: it requires
// HTTPS or this machine. Then the text is selected.
async function copyConfig(button) {
  const text = button.closest(".config").querySelector("pre");
  try {
    await navigator.clipboard.writeText(text.textContent);
    announce("The configuration is copied.");
  } catch {
    window.getSelection().selectAllChildren(text);
    announce("The browser does not let this page copy. The configuration is selected: press Ctrl+C.", true);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.path) press(button);
  if (button?.dataset.show) show(button);
  if (button?.dataset.config) showConfig(button);
  if (button && "copy" in button.dataset) copyConfig(button);
  if (button?.id === "new") {
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
    seen();
  }
});

// Another library hides the configuration, which may have a secret.
document.addEventListener("change", ({ target }) => {
  const at = target.closest(".config");
  if (at) hideConfig(at);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.target);
});

// removeUntil removes the nodes without an id from at to a later sibling, and returns the node after them.
function removeUntil(sibling, at) {
  while (at && at !== sibling && !at.id) {
    const following = at.nextSibling;
    at.remove();
    at = following;
  }
  return at;
}

// morph makes a node equal to another one. It keeps the nodes that stay, and so the focus, the scroll
// position and what the user typed. It matches children by id, others by their position.
function morph(from, to) {
  if (from.isEqualNode(to)) return;
  if (from.nodeType !== Node.ELEMENT_NODE) {
    from.data = to.data;
    return;
  }
  if ("keep" in from.dataset || from.getAttribute("aria-expanded") === "true") return; // the user asked for it
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  const wanted = new Set([...to.children].map((child) => child.id));
  for (const child of [...from.children]) if (child.id && !wanted.has(child.id)) child.remove();
  const byId = new Map([...from.children].filter((child) => child.id).map((child) => [child.id, child]));
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    if (byId.has(next.id)) at = removeUntil(byId.get(next.id), at); // a node that moves loses the focus
    const same = next.id ? byId.get(next.id) : at && !at.id && at.nodeName === next.nodeName ? at : undefined;
    if (same === undefined) {
      from.insertBefore(document.importNode(next, true), at);
    } else {
      if (same === at) at = at.nextSibling;
      else from.insertBefore(same, at);
      morph(same, next);
    }
  }
  while (at) {
    const following = at.nextSibling;
    at.remove();
    at = following;
  }
}

const main = document.getElementById("main");
const news = document.getElementById("new"); // a button; null on a page without entries
const unseen = new Set(); // ids of the entries that arrived above what the user reads

// reading returns the entry that the user reads, or undefined while the begin of the list is in view: the
// entry with the focus or with selected text, or the first one in view after scrolling.
function reading() {
  const entryOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-entry]");
  const selection = window.getSelection();
  const chosen = entryOf(document.activeElement) ?? (selection.isCollapsed ? undefined : entryOf(selection.anchorNode));
  if (chosen) return chosen;
  if (window.scrollY === 0 && !document.activeElement.matches(".scroll")) return undefined;
  return [...main.querySelectorAll("[data-entry]")].find((entry) => entry.getBoundingClientRect().bottom > 0);
}

// seen hides the button.
function seen() {
  unseen.clear();
  news.hidden = true;
}

// replace replaces the content of the page. What the user reads keeps its place in the window, and a button
// says how many entries arrived above it.
function replace(fresh) {
  const before = new Set([...main.querySelectorAll("[data-entry]")].map((entry) => entry.id));
  const entry = reading();
  const top = entry?.getBoundingClientRect().top;
  for (const id of ["clock", "ahead", "main"]) morph(document.getElementById(id), fresh.getElementById(id));
  if (entry?.isConnected) window.scrollBy(0, entry.getBoundingClientRect().top - top);
  if (!news) return;
  const entries = [...main.querySelectorAll("[data-entry]")].map((e) => e.id);
  if (entry?.isConnected) for (const id of entries) if (!before.has(id)) unseen.add(id);
  for (const id of unseen) if (!entries.includes(id)) unseen.delete(id);
  if (unseen.size === 0 || reading() === undefined) return seen();
  news.textContent = `${unseen.size} new ${news.dataset.noun}${unseen.size === 1 ? "" : "s"}`;
  news.hidden = false;
}

document.addEventListener("scroll", () => { if (news && window.scrollY === 0) seen(); });

let updating = Promise.resolve();

// update reads the page again and replaces what has changed. If the focused element is gone, the nearest
// one around it that stays gets the focus.
function update() {
  updating = updating.then(async () => {
    let fresh;
    try {
      const response = await fetch(location.href);
      if (!response.ok) return;
      fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      return; // the stream of events reports that the emulator does not respond
    }
    const focused = document.activeElement;
    const around = [];
    for (let e = focused.parentElement; e; e = e.parentElement) if (e.hasAttribute("tabindex")) around.push(e);
    replace(fresh);
    setClock();
    if (!focused.isConnected) around.find((e) => e.isConnected)?.focus({ preventScroll: true });
  });
  return updating;
}

// The clock runs between two updates.
const clock = document.getElementById("clock");
let difference = 0; // to the clock of this browser, in milliseconds

function setClock() {
  difference = Date.parse(clock.dateTime) - Date.now();
}

function tick() {
  const text = new Date(Date.now() + difference).toISOString().slice(0, 19).replace("T", " ");
  if (clock.textContent !== text) clock.textContent = text;
}

const live = document.getElementById("live");
let stream;

// listen opens the stream of events while the page is visible.
function listen() {
  stream?.close();
  if (document.hidden) return;
  stream = new EventSource("/_cognitotest/events");
  stream.addEventListener("open", () => { live.textContent = "live"; });
  stream.addEventListener("error", () => { live.textContent = "not connected"; });
  let waiting;
  stream.addEventListener("changed", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, 50);
  });
}

setClock();
setInterval(tick, 250);
setInterval(() => { if (!document.hidden) update(); }, 15000); // what depends on the time, such as an expiry
document.addEventListener("visibilitychange", listen);
listen();
