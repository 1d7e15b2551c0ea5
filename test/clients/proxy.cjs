// NODE_OPTIONS loads this file before a client. Node.js before 24 does not read HTTPS_PROXY, and in no version does an
// https.Agent that a library creates read it. So this file sends the connections of a client through the proxy, and the client
// needs no configuration. Node.js reads the CA from NODE_EXTRA_CA_CERTS.
"use strict";
const http = require("node:http");
const https = require("node:https");
const tls = require("node:tls");
const { EnvHttpProxyAgent, setGlobalDispatcher } = require("undici");

setGlobalDispatcher(new EnvHttpProxyAgent()); // for fetch

// An agent creates every connection of node:https. Create it through a tunnel (RFC 9110 section 9.3.6).
const proxy = new URL(process.env.HTTPS_PROXY);
https.Agent.prototype.createConnection = function createConnection(options, callback) {
  const target = `${options.host}:${options.port}`;
  const connect = http.request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: target, headers: { host: target } });
  connect.once("error", callback);
  connect.once("connect", (response, socket) => {
    if (response.statusCode !== 200) return callback(new Error(`no tunnel to ${target}: ${response.statusMessage}`));
    callback(null, tls.connect({ ...options, socket, servername: options.servername || options.host }));
  });
  connect.end();
};
