// Loaded before a client by NODE_OPTIONS. Node.js before 24 does not read HTTPS_PROXY, and an https.Agent that a library
// makes for itself reads it in no version. NODE_EXTRA_CA_CERTS, which Node.js does read, names the CA. A client does not
// know that there is a proxy.
"use strict";
const http = require("node:http");
const https = require("node:https");
const tls = require("node:tls");
const { EnvHttpProxyAgent, setGlobalDispatcher } = require("undici");

setGlobalDispatcher(new EnvHttpProxyAgent()); // of fetch

// Every connection of node:https is made by an agent: here, through a tunnel (RFC 9110 section 9.3.6).
const proxy = new URL(process.env.HTTPS_PROXY);
https.Agent.prototype.createConnection = function createConnection(options, made) {
  const target = `${options.host}:${options.port}`;
  const connect = http.request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: target, headers: { host: target } });
  connect.once("error", made);
  connect.once("connect", (response, socket) => {
    if (response.statusCode !== 200) return made(new Error(`no tunnel to ${target}: ${response.statusMessage}`));
    made(null, tls.connect({ ...options, socket, servername: options.servername || options.host }));
  });
  connect.end();
};
