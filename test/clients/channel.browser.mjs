// The channel between a script in a browser and its test: HTTP requests to the server of the page, at the app's own origin.
const post = async (path, body) => {
  const response = await fetch(path, { method: "POST", body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};

export const inBrowser = true;

export const say = (line) => post("/test/say", line);

export const environment = await (await fetch("/test/environment")).json();

export const ask = async (question, of) => (await post("/test/ask", JSON.stringify({ question, of: String(of) }))).json();

// exit stops the script: a page does not end by itself.
export const exit = () => new Promise(() => {});

// An uncaught error also ends the script.
for (const event of ["error", "unhandledrejection"]) {
  globalThis.addEventListener(event, (e) => say(`not ok the page: ${JSON.stringify(String(e.reason?.stack ?? e.error?.stack ?? e.message))}`));
}
