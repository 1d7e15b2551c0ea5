package console

import (
	"net/http"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/appconfig"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// appConfig sends the configuration with which an app of a library uses a client. It contains the client
// secret only if the parameter secret asks for it.
func (c *Console) appConfig(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	format, err := appconfig.Find(query.Get("for"))
	if err != nil {
		http.Error(w, sentence(err), http.StatusBadRequest)
		return
	}
	app, found := c.app(query.Get("user_pool_id"), query.Get("client_id"))
	if !found {
		http.Error(w, "The app client does not exist any more. Reload the page.", http.StatusNotFound)
		return
	}
	app.Endpoint, app.ShowSecret = "http://"+r.Host, query.Get("secret") == "1"
	var text strings.Builder
	if err := format.Write(&text, app); err != nil {
		http.Error(w, sentence(err), http.StatusConflict)
		return
	}
	sendSecret(w, secret{Value: text.String()})
}

// app returns the settings of an app from a client of the store.
func (c *Console) app(poolID, clientID string) (appconfig.App, bool) {
	for _, pool := range c.Store.PoolOverviews() {
		i := slices.IndexFunc(pool.Clients, func(each userpool.Client) bool { return pool.ID == poolID && each.ID == clientID })
		if i < 0 {
			continue
		}
		from := pool.Clients[i]
		app := appconfig.App{Region: pool.Region(), UserPoolID: pool.ID, Issuer: pool.Issuer(), Client: appconfig.Client{
			Name: from.Name, ID: from.ID, Secret: from.Secret(), CallbackURLs: from.CallbackURLs, LogoutURLs: from.LogoutURLs,
			Scopes: from.AllowedOAuthScopes, Flows: from.AllowedOAuthFlows,
		}}
		app.Client.Prefer(from.DefaultRedirectURI)
		for _, d := range pool.Domains {
			if !d.Custom() {
				app.Domain = d.Host(app.Region)
			}
		}
		return app, true
	}
	return appconfig.App{}, false
}

// sentence returns an error as a sentence.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}
