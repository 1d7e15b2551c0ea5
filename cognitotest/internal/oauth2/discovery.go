package oauth2

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// RegisterDiscovery mounts the documents of OpenID Connect Discovery 1.0, which
// live on the cognito-idp host, not on the pool's domain.
func (e *Endpoints) RegisterDiscovery(mux *http.ServeMux) {
	mux.HandleFunc("GET /{pool}/.well-known/openid-configuration", e.openidConfiguration)
	mux.HandleFunc("GET /{pool}/.well-known/jwks.json", e.jwks)
}

func (e *Endpoints) openidConfiguration(w http.ResponseWriter, r *http.Request) {
	pool, ok := e.discoveredPool(w, r)
	if !ok {
		return
	}
	// A pool without a domain advertises endpoints under the issuer, which do not work (observed).
	base, end := pool.Issuer(), pool.Issuer()
	if prefix, custom := e.Store.PoolDomains(pool.ID); custom.Name != "" {
		end = "https://" + custom.Host(pool.Region())
		base = end + "/oauth2"
	} else if prefix.Name != "" {
		end = "https://" + prefix.Host(pool.Region())
		base = end + "/oauth2"
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"authorization_endpoint":                base + "/authorize",
		"end_session_endpoint":                  end + "/logout",
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"issuer":                                pool.Issuer(),
		"jwks_uri":                              pool.Issuer() + "/.well-known/jwks.json",
		"response_types_supported":              []string{"code", "token"},
		"revocation_endpoint":                   base + "/revoke",
		"scopes_supported":                      []string{"openid", "email", "phone", "profile"},
		"subject_types_supported":               []string{"public"},
		"token_endpoint":                        base + "/token",
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
		"userinfo_endpoint":                     base + "/userInfo",
	})
}

func (e *Endpoints) jwks(w http.ResponseWriter, r *http.Request) {
	if pool, ok := e.discoveredPool(w, r); ok {
		writeJSON(w, http.StatusOK, e.Issuer.JWKS(pool.ID))
	}
}

func (e *Endpoints) discoveredPool(w http.ResponseWriter, r *http.Request) (userpool.Pool, bool) {
	pool, err := e.Store.Pool(r.PathValue("pool"))
	if err != nil {
		writeJSON(w, http.StatusNotFound, map[string]string{"message": "User pool " + r.PathValue("pool") + " does not exist."})
		return userpool.Pool{}, false
	}
	return pool, true
}
