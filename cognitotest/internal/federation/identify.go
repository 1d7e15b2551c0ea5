package federation

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Identify exchanges the code that a browser returned with, and returns the provider's claims
// about the user. The error is an *Error.
func (c *Client) Identify(ctx context.Context, signIn userpool.ProviderSignIn, i userpool.IdentityProvider, code string) (userpool.Assertion, error) {
	p, err := c.discover(ctx, i, false)
	if err != nil {
		return userpool.Assertion{}, err
	}
	var tokens tokenResponse
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {signIn.RedirectURI}, "client_id": {p.details["client_id"]},
	}
	if secret := p.details["client_secret"]; secret != "" {
		form.Set("client_secret", secret) // "Amazon Cognito doesn't support client_secret_basic" ("Using OIDC identity providers with a user pool")
	}
	method, address := http.MethodPost, p.endpoints.Token
	if p.details["token_request_method"] == http.MethodGet { // Facebook
		method, address, form = http.MethodGet, address+"?"+form.Encode(), nil
	}
	if err := c.call(ctx, p, method, address, form, "", "Timeout occurred in calling IdP token endpoint", "error getting token", &tokens); err != nil {
		return userpool.Assertion{}, err
	}
	claims := map[string]any{}
	if p.returnsIDToken() {
		if claims, err = c.verify(ctx, p, tokens.ID, signIn.Nonce); err != nil {
			return userpool.Assertion{}, err
		}
	}
	info, err := c.userInfo(ctx, p, tokens.Access)
	if err != nil {
		return userpool.Assertion{}, err
	}
	if subject, ok := info["sub"]; ok && p.returnsIDToken() && subject != claims["sub"] { // OpenID Connect Core 5.3.2; the text is unspecified
		return userpool.Assertion{}, failure("Bad userInfo sub %s", text(subject))
	}
	assertion := userpool.Assertion{
		Provider: i, SubjectClaim: subjectClaim(p.Type), Received: map[string]map[string]string{"tokenResponse": texts(tokens.members)},
	}
	if p.returnsIDToken() {
		assertion.Received["idToken"] = texts(claims)
	}
	if len(info) > 0 {
		assertion.Received["userInfo"] = texts(info)
	}
	maps.Copy(info, claims) // "prioritizes information in an ID token over information from userInfo"
	info["access_token"], info["id_token"] = tokens.Access, tokens.ID
	assertion.Claims, assertion.Authentication = texts(info), i.Authentication(authenticationClaims(claims))
	if assertion.Subject = assertion.Claims[assertion.SubjectClaim]; assertion.Subject == "" {
		return userpool.Assertion{}, failure("%s Error - the user has no %s", p.Name, assertion.SubjectClaim)
	}
	return assertion, nil
}

// authenticationClaims returns the claims acr and amr of an ID token. Values of another type count
// as missing.
func authenticationClaims(claims map[string]any) (acr string, amr []string) {
	acr, _ = claims["acr"].(string)
	values, _ := claims["amr"].([]any)
	for _, value := range values {
		if text, ok := value.(string); ok {
			amr = append(amr, text)
		}
	}
	return acr, amr
}

// tokenResponse is the response of a token endpoint. members has all its members.
type tokenResponse struct {
	Access, ID string
	members    map[string]any
}

// UnmarshalJSON implements json.Unmarshaler.
func (t *tokenResponse) UnmarshalJSON(response []byte) error {
	var tokens struct {
		Access string `json:"access_token"`
		ID     string `json:"id_token"`
	}
	if err := json.Unmarshal(response, &tokens); err != nil {
		return err
	}
	t.Access, t.ID = tokens.Access, tokens.ID
	return json.Unmarshal(response, &t.members)
}

// subjectClaim returns the claim that identifies a user at a type of provider (developer
// guide, "Mapping IdP attributes to profiles and tokens").
func subjectClaim(providerType string) string {
	switch providerType {
	case "Facebook":
		return "id"
	case "LoginWithAmazon":
		return "user_id"
	default:
		return "sub"
	}
}

// userInfo requests the attributes of the user with an access token, with the method in the
// details of the provider. It returns no attributes for a provider without such an endpoint.
func (c *Client) userInfo(ctx context.Context, p provider, accessToken string) (map[string]any, error) {
	info := map[string]any{}
	if p.endpoints.UserInfo == "" || p.Type == "SignInWithApple" {
		return info, nil
	}
	address := p.endpoints.UserInfo
	if p.details["attributes_url_add_attributes"] == "true" {
		address += strings.Join(slices.Sorted(maps.Values(p.AttributeMapping)), ",")
	}
	method := http.MethodGet
	if p.details["attributes_request_method"] == http.MethodPost {
		method = http.MethodPost
	}
	err := c.call(ctx, p, method, address, nil, accessToken, "Read timed out", "error getting user info", &info)
	return info, err
}

// texts returns claims as texts.
func texts(claims map[string]any) map[string]string {
	list := map[string]string{}
	for name, value := range claims {
		list[name] = text(value)
	}
	return list
}

// text returns a claim as the text of an attribute. A list becomes one text in brackets, with
// form-encoded values and commas between them ("Mapping IdP attributes to profiles and tokens").
func text(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		var values []string
		for _, one := range v {
			values = append(values, url.QueryEscape(text(one)))
		}
		return "[" + strings.Join(values, ",") + "]"
	case map[string]any:
		object, _ := json.Marshal(v) // cannot fail: v was decoded from JSON
		return string(object)
	default:
		return fmt.Sprint(v)
	}
}
