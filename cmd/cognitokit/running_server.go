package main

import (
	"context"
	"net/http"
	"time"
)

// runningServer is an emulator that runs in another process, such as `cognitokit serve`.
type runningServer struct {
	URL           string `json:"url"`
	ProxyURL      string `json:"proxy_url"`
	CACertificate string `json:"ca_certificate"` // in PEM
}

// connectTimeout suffices for a server on the same machine, also a busy one.
const connectTimeout = 5 * time.Second

// find reads the addresses and the CA of the emulator.
func (c *controlClient) find(ctx context.Context) (*runningServer, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	var server runningServer
	if err := c.call(ctx, http.MethodGet, "connection", nil, &server); err != nil {
		return nil, err
	}
	return &server, nil
}
