package hostedui

import (
	"bytes"
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
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
	key        []byte // authenticates when a form was shown
}

// New returns pages with their store's key for them.
func New(p Pages) *Pages {
	p.key = p.Store.Secret("csrf", func() []byte {
		random := make([]byte, 32)
		_, _ = rand.Read(random) // never fails
		return random
	})
	return &p
}

// Mux is what pages are mounted on, an [http.ServeMux].
type Mux interface {
	HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request))
}

// Register mounts the pages of a pool's domain. domainOf tells the domain from
// the request's host name.
func (p *Pages) Register(mux Mux, domainOf func(*http.Request) userpool.Domain) {
	known := methods{}
	on := func(pattern string, handle func(http.ResponseWriter, *http.Request, userpool.Domain)) {
		known.add(pattern)
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { handle(w, r, domainOf(r)) })
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
	on("GET /error", p.showError)
	on("GET "+federation.ResponsePath, p.idpResponse)
	mux.HandleFunc("/", known.refuse)
}

//go:embed templates/*.html
var templateFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// render writes a page as a whole, or a fault if its template fails.
func render(w http.ResponseWriter, r *http.Request, status int, name string, content view) {
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
	// No capture has the two that follow. The address of a page holds the request's state
	// and nonce, which no other site needs to see.
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "same-origin")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // the browser went away: nothing is left to tell it
}
