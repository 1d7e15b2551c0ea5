package oauth2

import (
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// RegisterDiscovery mounts the documents of OpenID Connect Discovery 1.0 on the hosts of the
// issuers, not on the pool's domain. regionOf returns the region of a request's host name; ""
// serves the pools of all regions. The documents have CORS headers, because OpenID Connect
// libraries in a browser fetch them from the page of their app.
func (e *Endpoints) RegisterDiscovery(mux Mux, regionOf func(*http.Request) string) {
	on := func(path string, handle func(http.ResponseWriter, *http.Request, userpool.Pool)) {
		document := withCORS(func(w http.ResponseWriter, r *http.Request, id string) {
			authorization.StrictTransport(w, r)
			pool, err := e.Store.Pool(id)
			if region := regionOf(r); err != nil || (region != "" && region != pool.Region()) {
				writeJSON(w, http.StatusNotFound, map[string]string{"message": "User pool " + id + " does not exist."})
				return
			}
			if onUpdatedHost(r) && pool.IssuerType != userpool.UpdatedIssuer { // awslabs/aws-jwt-verify#279; the body is unspecified
				writeJSON(w, http.StatusForbidden, map[string]string{"message": "User pool " + id + " does not have the updated issuer."})
				return
			}
			handle(w, r, pool)
		})
		for _, method := range []string{http.MethodGet, http.MethodOptions} {
			mux.HandleFunc(method+" "+path, func(w http.ResponseWriter, r *http.Request) { document(w, r, r.PathValue("pool")) })
		}
	}
	on("/{pool}/.well-known/openid-configuration", e.openidConfiguration)
	on("/{pool}/.well-known/jwks.json", e.jwks)
}

// issuerOf returns the issuer of the document that a request is for. Each type of issuer has a host
// of its own, with the same keys (developer guide, "Identity provider and relying party endpoints").
// The original host answers for a pool of either type, and each document names its own host
// (unspecified). On the plain endpoint, which is neither host, the document names the issuer of the
// tokens.
func issuerOf(r *http.Request, pool userpool.Pool) string {
	switch {
	case onUpdatedHost(r):
		return pool.IssuerOf(userpool.UpdatedIssuer)
	case strings.HasPrefix(strings.ToLower(r.Host), "cognito-idp."):
		return pool.IssuerOf(userpool.OriginalIssuer)
	}
	return pool.Issuer()
}

func onUpdatedHost(r *http.Request) bool {
	return strings.HasPrefix(strings.ToLower(r.Host), "issuer-cognito-idp.")
}

func (e *Endpoints) openidConfiguration(w http.ResponseWriter, r *http.Request, pool userpool.Pool) {
	issuer := issuerOf(r, pool)
	// A pool without a domain advertises endpoints under the issuer, which do not work (observed).
	base, end := issuer, issuer
	if prefix, custom := e.Store.PoolDomains(pool.ID); custom.Name != "" {
		end = "https://" + custom.Host(pool.Region())
		base = end + "/oauth2"
	} else if prefix.Name != "" {
		end = "https://" + prefix.Host(pool.Region())
		base = end + "/oauth2"
	}
	document := map[string]any{
		"authorization_endpoint":                base + "/authorize",
		"end_session_endpoint":                  end + "/logout",
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"issuer":                                issuer,
		"jwks_uri":                              issuer + "/.well-known/jwks.json",
		"response_types_supported":              []string{"code", "token"},
		"revocation_endpoint":                   base + "/revoke",
		"scopes_supported":                      []string{"openid", "email", "phone", "profile"},
		"subject_types_supported":               []string{"public"},
		"token_endpoint":                        base + "/token",
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
		"userinfo_endpoint":                     base + "/userInfo",
	}
	// Developer guide, "Dynamic client registration".
	if pool.RegistersClients() && base != issuer {
		document["registration_endpoint"] = base + "/register"
	}
	writeJSON(w, http.StatusOK, document)
}

func (e *Endpoints) jwks(w http.ResponseWriter, _ *http.Request, pool userpool.Pool) {
	writeJSON(w, http.StatusOK, e.Issuer.JWKS(pool.ID))
}
