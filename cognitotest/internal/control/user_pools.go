package control

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// userPool is a user pool with its app clients and its endpoints.
type userPool struct {
	ID              string           `json:"id"`
	Name            string           `json:"name"`
	Region          string           `json:"region"`
	Issuer          string           `json:"issuer"`
	JWKSURI         string           `json:"jwks_uri"`
	SessionTracking *sessionTracking `json:"session_tracking"` // null: the pool does not track sessions
	Domains         []domain         `json:"domains"`
	Clients         []client         `json:"clients"`
}

type sessionTracking struct {
	MaxPerUser int `json:"max_per_user"`
}

// domain is a domain with its endpoints at production URLs. LocalURL is the same for a browser
// without the proxy, and "" for a custom domain.
type domain struct {
	Host                  string `json:"host"`
	Custom                bool   `json:"custom"`
	AuthorizationEndpoint string `json:"authorization_endpoint"`
	TokenEndpoint         string `json:"token_endpoint"`
	RevocationEndpoint    string `json:"revocation_endpoint"`
	UserinfoEndpoint      string `json:"userinfo_endpoint"`
	EndSessionEndpoint    string `json:"end_session_endpoint"`
	LocalURL              string `json:"local_url"`
}

// client is an app client. Its secret is not shown: DescribeUserPoolClient returns it.
type client struct {
	ID                      string   `json:"id"`
	Name                    string   `json:"name"`
	Confidential            bool     `json:"confidential"`
	AccessTokenSeconds      int      `json:"access_token_seconds"`
	IDTokenSeconds          int      `json:"id_token_seconds"`
	RefreshTokenSeconds     int      `json:"refresh_token_seconds"`
	Rotation                bool     `json:"rotation"`
	RetryGracePeriodSeconds int      `json:"retry_grace_period_seconds"`
	Revocation              bool     `json:"revocation"`
	CallbackURLs            []string `json:"callback_urls"`
	AllowedOAuthFlows       []string `json:"allowed_oauth_flows"`
	AllowedOAuthScopes      []string `json:"allowed_oauth_scopes"`
}

type userPoolList struct {
	UserPools []userPool `json:"user_pools"`
}

func (a *API) userPools(r *http.Request) (any, error) {
	list := userPoolList{[]userPool{}}
	for _, p := range a.Store.PoolOverviews() {
		list.UserPools = append(list.UserPools, userPoolOf(p, r.Host))
	}
	return list, nil
}

// userPoolOf returns a pool. host is the host of the plain endpoint.
func userPoolOf(p userpool.PoolOverview, host string) userPool {
	pool := userPool{
		ID: p.ID, Name: p.Name, Region: p.Region(), Issuer: p.Issuer(), JWKSURI: p.Issuer() + "/.well-known/jwks.json",
		Domains: []domain{}, Clients: []client{},
	}
	if p.Sessions.Tracking {
		pool.SessionTracking = &sessionTracking{p.Sessions.MaxPerUser}
	}
	for _, d := range p.Domains {
		pool.Domains = append(pool.Domains, domainOf(d, p.Region(), host))
	}
	for _, c := range p.Clients {
		pool.Clients = append(pool.Clients, clientOf(c))
	}
	slices.SortStableFunc(pool.Clients, func(a, b client) int { return cmp.Compare(a.Name, b.Name) })
	return pool
}

func domainOf(d userpool.Domain, region, plainHost string) domain {
	host := d.Host(region)
	base := "https://" + host
	out := domain{
		Host: host, Custom: d.Custom(), AuthorizationEndpoint: base + "/oauth2/authorize", TokenEndpoint: base + "/oauth2/token",
		RevocationEndpoint: base + "/oauth2/revoke", UserinfoEndpoint: base + "/oauth2/userInfo", EndSessionEndpoint: base + "/logout",
	}
	if !d.Custom() {
		local := strings.TrimSuffix(host, ".amazoncognito.com") + ".localhost"
		if i := strings.LastIndex(plainHost, ":"); i > strings.LastIndex(plainHost, "]") {
			local += plainHost[i:]
		}
		out.LocalURL = "http://" + local
	}
	return out
}

func clientOf(c userpool.Client) client {
	out := client{
		ID: c.ID, Name: c.Name, Confidential: c.Confidential(), AccessTokenSeconds: seconds(c.AccessTokenLifetime()),
		IDTokenSeconds: seconds(c.IDTokenLifetime()), RefreshTokenSeconds: seconds(c.RefreshTokenLifetime()),
		Rotation: c.Rotates(), Revocation: c.EnableTokenRevocation,
		CallbackURLs: append([]string{}, c.CallbackURLs...), AllowedOAuthFlows: append([]string{}, c.AllowedOAuthFlows...),
		AllowedOAuthScopes: append([]string{}, c.AllowedOAuthScopes...),
	}
	if c.Rotates() {
		out.RetryGracePeriodSeconds = seconds(c.Rotation.Grace)
	}
	return out
}

func seconds(d time.Duration) int { return int(d / time.Second) }
