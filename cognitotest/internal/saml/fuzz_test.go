package saml_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/pooltest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/saml"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/samltest"
)

// FuzzSAMLResponse verifies any response. A response that is accepted has exactly the statements that the
// provider signed, wherever the text moves, repeats or hides the signed element.
func FuzzSAMLResponse(f *testing.F) {
	now := time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)
	idp := samltest.New(f)
	metadata, err := saml.Read(idp.Metadata())
	require.NoError(f, err)
	sp := &saml.ServiceProvider{PoolID: "us-east-1_a", Origin: pooltest.Domain, Provider: metadata, Now: now}
	r := idp.NewResponse(saml.EntityID(sp.PoolID), pooltest.Domain+saml.ResponsePath, "_request", "jo", now)
	r.ID, r.AssertionID = "_r", "_a"
	signed := idp.Sign(r.Assertion(), r.AssertionID)
	r.NameID = "evil"
	evil := samltest.Unsigned(r.Assertion())
	r.NameID = "jo"
	head, tail, _ := strings.Cut(samltest.Unsigned(r.Around("{assertion}")), "{assertion}")
	values := strings.NewReplacer("{head}", head, "{signed}", signed, "{evil}", evil, "{tail}", tail, "{signature}", idp.Signature(samltest.Unsigned(r.Assertion()), "_a"))
	for _, text := range []string{
		"{head}{signed}{tail}", "{head}{evil}{tail}", "{head}{evil}{signed}{tail}", "{head}{signed}{evil}{tail}", "{head}{signed}<!-- x -->{tail}",
		"{head}<x>{signed}</x>{evil}{tail}", "{head}<saml:Advice xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{signed}</saml:Advice>{tail}", "{signed}", "", "<a>", "{head}{tail}",
		"<!DOCTYPE a [<!ENTITY b \"c\">]>{head}{signed}{tail}", "<?xml version=\"1.0\"?>{head}{signed}{tail}", "{head}{signature}{signed}{tail}", "{head}{signed}{tail}{head}{evil}{tail}", "\xff", "<a xmlns=\"x\"/>",
		"{head}" + strings.Replace(signed, ">jo<", "><![CDATA[evil]]>jo<", 1) + "{tail}", "{head}" + strings.Replace(signed, ">jo<", "><?x?>jo<", 1) + "{tail}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		isValid := text == "{head}{signed}{tail}"
		text = values.Replace(text)
		if len(text) > 70_000 {
			return // the limit of the service applies first
		}
		uses := 0
		assertion, err := sp.Verify(base64.StdEncoding.EncodeToString([]byte(text)), "_request", func(string, time.Time) bool { uses++; return true })
		if err != nil {
			require.False(t, isValid, err)
			var invalid *saml.InvalidResponse
			require.ErrorAs(t, err, &invalid)
			require.NotEmpty(t, strings.TrimSpace(invalid.Reason))
			return
		}
		require.Equal(t, "jo", assertion.User.NameID, text)
		require.Equal(t, map[string][]string{"mail": {"jo@example.com"}}, assertion.Attributes, text)
		require.Equal(t, 1, uses, "the id of the assertion is recorded")
	})
}

// FuzzSAMLMetadata configures any metadata document. An accepted document names the provider and an address
// for sign-in requests, to which a request can be written.
func FuzzSAMLMetadata(f *testing.F) {
	idp := samltest.New(f)
	whole := idp.Metadata()
	for _, text := range []string{
		"{metadata}", "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">{metadata}</md:EntitiesDescriptor>", "", "<a>", "<!DOCTYPE a>{metadata}", "{metadata}{metadata}",
		strings.Replace(whole, idp.EntityID, "", 1), strings.Replace(whole, samltest.SSO, "", 1), strings.Replace(whole, samltest.SSO, "%zz", 1), strings.Replace(whole, idp.Certificate, "AAAA", 1),
		strings.Replace(whole, "<md:EntityDescriptor", `<md:EntityDescriptor validUntil="2020-01-01T00:00:00Z"`, 1), strings.Replace(whole, `use="signing"`, `use="encryption"`, 1),
	} {
		f.Add(text)
	}
	now := time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		metadata, err := saml.Configure(strings.ReplaceAll(text, "{metadata}", whole), now)
		if err != nil {
			require.NotContains(t, err.Error(), "\n")
			return
		}
		require.NotEmpty(t, metadata.EntityID())
		require.NotEmpty(t, metadata.SSOLocation())
		require.False(t, metadata.Expired(now))
		sp := &saml.ServiceProvider{PoolID: "us-east-1_a", Origin: pooltest.Domain, Provider: metadata, Now: now}
		if location, err := sp.AuthnRequest("_1", "state"); err == nil {
			require.Contains(t, location, "SAMLRequest=")
		}
	})
}
