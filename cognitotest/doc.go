// Package cognitotest is a stand-in for Amazon Cognito user pools that runs in the
// process of a test, in the manner of net/http/httptest.
//
// A [Server] stands for the service's real host names: cognito-idp and sts of every
// region, and the domains of the pools that were created in it. It serves them over
// TLS, with a CA of its own, behind a CONNECT proxy on loopback; [Server.Client] and
// [Server.Env] lead a Go client or a child process there. A host that it does not
// stand for is refused and recorded ([Server.RefusedHosts]), so nothing leaves the
// machine. Each server has its own clock ([Server.Advance]).
//
// Set the client of the AWS SDK for Go after its configuration is loaded:
//
//	loaded, err := config.LoadDefaultConfig(ctx)
//	...
//	loaded.HTTPClient = server.Client()
//
// With config.WithHTTPClient(server.Client()) the load fails where AWS_CA_BUNDLE is set, as
// [Server.Env] and cognitokit serve set it: "unable to add custom RootCAs HTTPClient". The
// SDK adds the certificates of that file only to a client that it built itself, and
// server.Client() needs none of them.
//
// Where public sources do not describe the service, the emulator does the strict thing;
// docs/fidelity lists each fact with its source, and what is unspecified. Lambda
// triggers are Go functions ([Config.Lambda]), messages are in [Server.Outbox], and
// [Config.ProviderClient] sends the requests to identity providers.
package cognitotest
