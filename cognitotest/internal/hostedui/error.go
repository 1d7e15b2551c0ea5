package hostedui

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showError serves the error page, for errors that must not be sent to the app. Its status is 400,
// as observed in browser consoles on live pools.
func (p *Pages) showError(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	p.renderError(w, r, d, "An error was encountered with the requested page.", r.URL.Query().Get("error"))
}

func (p *Pages) renderError(w http.ResponseWriter, r *http.Request, d userpool.Domain, title, detail string) {
	render(w, r, http.StatusBadRequest, "error.html", p.forDomain(w, r, d, view{Title: title, Detail: detail}))
}
