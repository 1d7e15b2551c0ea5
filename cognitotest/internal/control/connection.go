package control

import "net/http"

// Connection is what a program needs to reach the emulator. It has no credentials.
type Connection struct {
	URL           string `json:"url"`
	ProxyURL      string `json:"proxy_url"`
	CAFile        string `json:"ca_file"`
	CACertificate string `json:"ca_certificate"` // in PEM
	Region        string `json:"region"`
}

func (a *API) connection(*http.Request) (any, error) { return a.Connection(), nil }

// certificate returns the CA certificate, for clients that cannot read the file, such as a container.
func (a *API) certificate(*http.Request) (any, error) {
	return document{"application/x-pem-file", []byte(a.Connection().CACertificate)}, nil
}
