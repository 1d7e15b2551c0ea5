// Package cognitotest is an emulator of Amazon Cognito user pools that runs in the process
// of a test, like the servers of net/http/httptest.
//
// A [Server] emulates the real host names of the service: cognito-idp, sts and kms of
// every region, and the domains of its pools. It serves them over TLS, with its own CA, behind a
// CONNECT proxy on a loopback address. [Server.Client] configures a Go client for the proxy,
// and [Server.Env] a child process. The proxy rejects and records requests to other hosts
// ([Server.RefusedHosts]), so no request leaves the machine. Each server has its own clock
// ([Server.Advance]).
//
// Set the client of the AWS SDK for Go after its configuration is loaded:
//
//	loaded, err := config.LoadDefaultConfig(ctx)
//	...
//	loaded.HTTPClient = server.Client()
//
// Do not use config.WithHTTPClient(server.Client()). If AWS_CA_BUNDLE is set, as [Server.Env]
// and cognitokit serve set it, LoadDefaultConfig then fails with
// "unable to add custom RootCAs HTTPClient": the SDK adds the certificates of that file only
// to a client that it built itself, and server.Client() does not need them.
//
// If public sources do not describe a behavior of the service, the emulator chooses the
// strict one. docs/fidelity lists each fact with its source, and each unspecified behavior.
// [Server.InjectFault] makes requests fail, and [Server.Requests] returns the last requests.
// Lambda triggers are Go functions ([Config.Lambda]), messages are in [Server.Outbox], and
// [Config.ProviderClient] sends the requests to identity providers.
//
// A test in another language uses the Control API under /_cognitotest/ of the plain endpoint, which
// docs/control.md describes.
package cognitotest
