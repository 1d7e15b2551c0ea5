package hostedui

import (
	"bytes"
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/saml"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Pages serves the hosted pages for the pools of one store.
type Pages struct {
	Store      *userpool.Store
	Issuer     *token.Issuer
	Federation *federation.Client
	Accounts   *account.Service
	SignIns    *signin.Service
	Passkeys   *passkey.Service
	key        []byte // of the authentication codes in openedField
}

// New returns a copy of p with the key for its forms, which it reads from the store or creates.
func New(p Pages) *Pages {
	p.key = p.Store.Secret("csrf", func() []byte {
		random := make([]byte, 32)
		_, _ = rand.Read(random) // never fails
		return random
	})
	return &p
}

// Mux is the interface of [http.ServeMux] that this package uses.
type Mux interface {
	HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request))
}

// Register mounts the pages of a pool's domain. domainOf returns the domain of a request.
func (p *Pages) Register(mux Mux, domainOf func(*http.Request) userpool.Domain) {
	paths := methods{}
	on := func(pattern string, handle func(http.ResponseWriter, *http.Request, userpool.Domain)) {
		paths.add(pattern)
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			handle(w, r.WithContext(activity.NewContext(r)), domainOf(r))
		})
	}
	on("GET /login", p.showLogin)
	on("POST /login", p.postLogin)
	on("POST /verifyPassword", p.verifyPassword)
	on("GET /logout", p.logout)
	on("GET /signup", p.showSignUp)
	on("POST /signup", p.postSignUp)
	on("GET /confirm", p.confirmPage)
	on("POST /confirm", p.postConfirm)
	on("GET /confirmUser", p.confirmUser)
	on("POST /resendcode", p.postResend)
	on("GET /forgotPassword", p.showForgotPassword)
	on("POST /forgotPassword", p.postForgotPassword)
	on("POST /confirmforgotPassword", p.postConfirmForgotPassword)
	on("GET "+passkeyPath, p.showAddPasskey)
	on("POST "+passkeyPath, p.postAddPasskey)
	on("GET /error", p.showError)
	on("GET "+federation.ResponsePath, p.idpResponse)
	on("GET "+saml.ResponsePath, p.wrongBinding)
	on("POST "+saml.ResponsePath, p.samlResponse)
	on("GET "+saml.LogoutPath, p.wrongBinding)
	on("POST "+saml.LogoutPath, p.samlLogout)
	mux.HandleFunc("/", paths.reject)
}

//go:embed templates/*.html
var templateFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// render executes a template and writes the page. If the template fails, it writes an internal error
// instead of a part of the page.
func render(w http.ResponseWriter, r *http.Request, status int, name string, content view) {
	content.Script = scripts[name]
	var page bytes.Buffer
	if err := templates.ExecuteTemplate(&page, name, content); err != nil {
		http.Error(w, "cognitotest: "+err.Error(), http.StatusInternalServerError)
		return
	}
	authorization.Headers(w, r)
	h := w.Header()
	h.Set("Content-Type", "text/html;charset=UTF-8")
	h.Set("Content-Language", content.contentLanguage())
	h.Set("Expires", "0")
	// Captures do not have the next two headers. The URL of a page contains state and nonce of the request,
	// which the browser must not send to other sites.
	h.Set("Content-Security-Policy", contentSecurityPolicy(content.Script))
	h.Set("Referrer-Policy", "same-origin")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // the only error is a client that has disconnected
}
