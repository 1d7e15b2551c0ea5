package session

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/login/chromium"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TestManagedLoginWithoutABrowser checks the reason without Chromium.
func TestManagedLoginWithoutABrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	r := signInAtThreeClients(t, 2, func(ctx context.Context, client *login.Client, managed bool) (Browser, error) {
		browser, err := OpenBrowser(ctx, client, managed)
		if err == nil {
			_ = browser.Close()
			t.Skip("this system has a browser outside PATH")
		}
		return browser, err
	})
	for _, c := range r.Environments[0].Clients {
		assert.Equal(t, report.Unchecked, c.Results[0].Outcome)
		assert.Equal(t, chromium.ErrNoBrowser.Error(), c.Results[0].Reason)
	}
}
