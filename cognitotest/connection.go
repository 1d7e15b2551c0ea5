package cognitotest

import (
	"encoding/json"
	"net/http"
)

// connectionPath is the path on the plain endpoint of what other programs of the machine need to
// reach the server: the commands of cognitokit read it.
const connectionPath = "/_cognitotest/connection"

// connection is the JSON at connectionPath. It contains no credentials.
type connection struct {
	URL           string
	ProxyURL      string
	CAFile        string
	CACertificate string // in PEM
	Region        string
}

func (s *Server) connection() connection {
	return connection{
		URL: s.URL, ProxyURL: s.ProxyURL, CAFile: s.CAFile, CACertificate: string(s.authority.pem), Region: s.config.Region,
	}
}

func (rt *router) showConnection(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(rt.connection()) // an error means that the client has disconnected
}
