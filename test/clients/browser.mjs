// A browser that stores cookies, follows redirects and submits the forms of the hosted pages.

// unescape decodes the value of an HTML attribute.
const unescape = (value) => value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).replaceAll("&amp;", "&");

export class Browser {
  #cookies = new Map(); // origin and name => value; the pages set each cookie for the whole host

  async #fetch(url, options = {}) {
    const cookie = [...this.#cookies]
      .filter(([key]) => key.startsWith(url.origin + " "))
      .map(([key, value]) => `${key.slice(url.origin.length + 1)}=${value}`)
      .join("; ");
    const response = await fetch(url, { ...options, redirect: "manual", headers: { ...options.headers, ...(cookie && { cookie }) } });
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(";").map((part) => part.trim());
      const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      const expired = attributes.some((a) => /^max-age=(0|-.*)$/i.test(a));
      if (expired) this.#cookies.delete(`${url.origin} ${name}`);
      else this.#cookies.set(`${url.origin} ${name}`, value);
    }
    return response;
  }

  // open follows redirects on the host of the URL, and returns the page, or the first redirect target on another host.
  async open(target, options) {
    let url = new URL(target);
    const { origin } = url;
    for (let hops = 0; hops < 10; hops++) {
      const response = await this.#fetch(url, options);
      options = {}; // 302 and 303 turn a POST into a GET
      const location = response.headers.get("location");
      if (!location) return { url, status: response.status, text: await response.text() };
      url = new URL(location, url);
      if (url.origin !== origin) return { callback: url };
    }
    throw new Error("the pages redirected more than 10 times");
  }

  // submit submits the form of a page that open or submit has returned: its hidden fields and values.
  async submit(page, values) {
    const action = /<form action="([^"]*)"/.exec(page.text)?.[1];
    if (!action) throw new Error(`${page.url.pathname} returned ${page.status} and has no form`);
    const hidden = [...page.text.matchAll(/<input type="hidden"[^>]* name="([^"]*)"(?: value="([^"]*)")?/g)];
    const fields = Object.fromEntries(hidden.map(([, name, value]) => [name, unescape(value ?? "")]));
    return this.open(new URL(unescape(action), page.url), { method: "POST", body: new URLSearchParams({ ...fields, ...values }) });
  }

  // signIn opens the URL of an authorization request and submits the form of the classic page, unless the browser has a session. It returns
  // the URL of the callback.
  async signIn(target, { username, password }) {
    const page = await this.open(target);
    if (page.callback) return page.callback;
    const action = /<form action="([^"]*)"/.exec(page.text)?.[1];
    const csrf = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1];
    if (!action || !csrf) throw new Error(`${page.url.pathname} returned ${page.status} and has no sign-in form`);
    const answer = await this.open(new URL(unescape(action), page.url), {
      method: "POST",
      body: new URLSearchParams({ _csrf: csrf, username, password, cognitoAsfData: "" }),
    });
    if (!answer.callback) throw new Error(`the response to the sign-in form is ${answer.status} and no callback`);
    return answer.callback;
  }
}
