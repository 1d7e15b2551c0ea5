package live

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// TokenClaims is the check token-claims.
var TokenClaims = check.Check{
	Name: "token-claims",
	Doc:  "The claims of the access and ID tokens name the pool, the client, their use and their lifetime as an app verifies them.",
	Of:   check.OfClient,
	Live: true,
	Run: func(ctx context.Context, t *check.Target) ([]report.Finding, error) {
		pool, err := t.Pool(ctx)
		if err != nil {
			return nil, err
		}
		first, refreshed, err := session.Of(t).Responses(ctx)
		if err != nil {
			return nil, err
		}
		client, err := t.AppClient(ctx)
		if err != nil {
			return nil, err
		}
		// A request without a scope requests all scopes of the client (developer guide,
		// "The authorization endpoint").
		findings := ClaimFindings(t, pool, first, client, client.AllowedOAuthScopes, "response to a code")
		if refreshed != nil {
			findings = append(findings, ClaimFindings(t, pool, refreshed, client, client.AllowedOAuthScopes, "response to a refresh token")...)
		}
		return findings, nil
	},
}

// ClaimFindings compares the claims of the tokens of one response (developer guide,
// "Understanding the access token", "Understanding the identity (ID) token"). The access token
// must have exactly the given scopes. of names the response.
func ClaimFindings(t *check.Target, pool *types.UserPoolType, got *session.Tokens, client *types.UserPoolClientType, scopes []string, of string) []report.Finding {
	accessLife, idLife, _ := t.Lifetimes(client)
	issuer := check.Issuer(t.Environment, pool)
	var findings []report.Finding
	if got.Access != "" {
		findings = append(findings, claimFindings(issuer, "access token", of, got.Access, accessLife, func(c session.Claims) []claim {
			return []claim{{"token_use", c.Use, "access"}, {"client_id", c.ClientID, t.Client.ID}, {"scope", check.JoinSorted(c.Scopes()), check.JoinSorted(scopes)}}
		})...)
	}
	if got.ID != "" {
		findings = append(findings, claimFindings(issuer, "ID token", of, got.ID, idLife, func(c session.Claims) []claim {
			wanted := []claim{{"token_use", c.Use, "id"}, {"aud", c.Audience, t.Client.ID}}
			if got.Callback != nil { // OpenID Connect Core section 3.1.2.1
				wanted = append(wanted, claim{"nonce", c.Nonce, got.Callback.Nonce})
			}
			if c.AccessTokenHash != "" { // observed, not documented
				wanted = append(wanted, claim{"at_hash", c.AccessTokenHash, accessTokenHash(got.Access)})
			}
			return wanted
		})...)
	}
	return findings
}

// accessTokenHash returns the at_hash of an ID token that is signed with RS256: the left
// half of the hash of the access token (OpenID Connect Core section 3.1.3.6).
func accessTokenHash(accessToken string) string {
	sum := sha256.Sum256([]byte(accessToken))
	return base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
}

// claim is the value of a claim in a token, and the required value.
type claim struct{ name, got, want string }

func claimFindings(issuer, token, of, text string, life time.Duration, own func(session.Claims) []claim) []report.Finding {
	c, err := session.ReadClaims(text)
	if err != nil {
		return check.Finding(check.FixNotCognito, "The %s of the %s cannot be read: %s.", token, of, err)
	}
	wanted := append([]claim{{"iss", c.Issuer, issuer}}, own(c)...)
	wanted = append(wanted, claim{"exp - iat", fmt.Sprint(int64(c.ExpiresAt - c.IssuedAt)), fmt.Sprint(int64(life.Seconds()))})
	var findings []report.Finding
	for _, w := range wanted {
		if w.got != w.want {
			findings = append(findings, check.Finding("Apply the configuration again; a pre token generation trigger must not change this claim.",
				"The claim %s of the %s of the %s is %s and must be %s.", w.name, token, of, check.Quote(w.got), check.Quote(w.want))...)
		}
	}
	return findings
}
