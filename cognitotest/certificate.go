package cognitotest

import "net/http"

// certificatePath is the path of the CA certificate on the plain endpoint, for clients that
// cannot read [Server.CAFile], such as a container. No path of the service has this prefix.
const certificatePath = "/_cognitotest/ca.pem"

func (rt *router) showCertificate(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/x-pem-file")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(rt.certificate) // an error means that the client has disconnected
}
