package userpool

// The types of a pool's issuer (API_IssuerConfigurationType).
const (
	OriginalIssuer = "ORIGINAL"
	UpdatedIssuer  = "UPDATED"
)

// Issuer returns the `iss` of the pool's tokens.
func (p Pool) Issuer() string { return p.IssuerOf(p.IssuerType) }

// IssuerOf returns the issuer that the pool has under a type. Its discovery documents are below it,
// whatever the pool's type is.
func (p Pool) IssuerOf(issuerType string) string {
	host := "https://cognito-idp."
	if issuerType == UpdatedIssuer {
		host = "https://issuer-cognito-idp."
	}
	return host + p.Region() + ".amazonaws.com/" + p.ID
}

// Issued reports whether a token of the pool can have an `iss`. A token keeps its issuer when the
// pool gets another type (unspecified), so both forms are valid.
func (p Pool) Issued(iss string) bool {
	return iss == p.IssuerOf(OriginalIssuer) || iss == p.IssuerOf(UpdatedIssuer)
}
