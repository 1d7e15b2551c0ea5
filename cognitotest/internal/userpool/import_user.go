package userpool

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passwordhash"
)

// The columns of a CSV file that are not attributes.
const (
	importUsername = "cognito:username"
	importMFA      = "cognito:mfa_enabled"
	importHash     = "password_hash"
)

// importHeader is the header of a file without custom attributes, in the order of the developer
// guide's sample, without its last two columns.
var importHeader = []string{
	"name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "email",
	"email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address", "updated_at",
}

// ImportHeader returns the header of a CSV file of users for the pool. The place of custom
// attributes is unspecified.
func (p Pool) ImportHeader() []string {
	header := slices.Clone(importHeader)
	for _, a := range p.Schema {
		if strings.HasPrefix(a.Name, "custom:") {
			header = append(header, a.Name)
		}
	}
	return append(header, importMFA, importUsername)
}

// importColumns returns the columns of a file, or a fault of the header. All columns of the header
// must be present, in any order (developer guide, "Formatting the CSV file"). The guide's sample
// with password hashes lacks most of them; the rule decides.
func (p *poolState) importColumns(file ImportFile, algorithm string) (columns []string, fault string) {
	if file.Fault != "" {
		return nil, file.Fault
	}
	known := append(p.pool.ImportHeader(), importHash)
	seen := map[string]bool{}
	for _, name := range file.Columns {
		switch {
		case !slices.Contains(known, name):
			return nil, fmt.Sprintf("The header of the CSV file has the unknown column %q.", name)
		case seen[name]:
			return nil, fmt.Sprintf("The header of the CSV file has the column %q twice.", name)
		}
		seen[name] = true
	}
	for _, name := range known {
		if !seen[name] && (name != importHash || algorithm != "") {
			return nil, fmt.Sprintf("The header of the CSV file lacks the column %q.", name)
		}
	}
	if len(file.Rows) == 0 { // unspecified
		return nil, "The CSV file has no users."
	}
	return file.Columns, ""
}

// importUser returns the account of a row, or what is wrong with the row. Imported users must reset
// the password, unless they have a password hash or can sign in with a code (developer guide,
// "Requiring imported users to reset their passwords").
func (p *poolState) importUser(columns []string, row ImportRow, algorithm string, at time.Time) (u User, fault string) {
	values, fault := importValues(columns, row)
	if fault != "" {
		return User{}, fault
	}
	username, mfa, hash := values[importUsername], values[importMFA], values[importHash]
	for _, name := range []string{importUsername, importMFA, importHash} {
		delete(values, name)
	}
	switch {
	case username == "":
		return User{}, "The User Record has no " + importUsername + "."
	case strings.ContainsAny(username, " \t"):
		return User{}, "The " + importUsername + " contains a space or a tab."
	}
	attributes, fault := p.importAttributes(values)
	if fault != "" {
		return User{}, fault
	}
	u, err := p.account(NewUser{Username: username, Attributes: attributes, ByAdmin: true})
	if err != nil {
		return User{}, messageOf(err)
	}
	if fault := p.importMFA(&u, mfa); fault != "" {
		return User{}, fault
	}
	u.Created, u.Modified, u.Status = at, at, StatusConfirmed
	switch {
	case hash != "":
		if u.ImportedPassword, err = passwordhash.Parse(algorithm, hash); err != nil {
			return User{}, "The password_hash is invalid: " + err.Error() + "."
		}
	case len(p.pool.FirstFactors(u, false)) == 0:
		u.Status = StatusResetRequired
	}
	return u, ""
}

// importValues returns the values of a row that are not blank, by column.
func importValues(columns []string, row ImportRow) (values map[string]string, fault string) {
	switch {
	case row.Fault != "":
		return nil, row.Fault
	case len(row.Values) != len(columns):
		return nil, fmt.Sprintf("The line has %d values, and the header has %d columns.", len(row.Values), len(columns))
	}
	values = map[string]string{}
	for i, name := range columns {
		v := row.Values[i]
		if len(v) > 1 && strings.HasPrefix(v, `"`) && strings.HasSuffix(v, `"`) { // "should not be in quotation marks"
			return nil, fmt.Sprintf("The value of %s is in quotation marks.", name)
		}
		if v != "" {
			values[name] = v
		}
	}
	return values, ""
}

// importAttributes returns the attributes of a row. The text for the auto-verified attributes is
// documented; the other texts are unspecified.
func (p *poolState) importAttributes(values map[string]string) (attributes []Attribute, fault string) {
	verified := false
	for _, address := range []string{"email", "phone_number"} {
		flag := verifiedFlag(address)
		isTrue := strings.EqualFold(values[flag], "true")
		if isTrue && values[address] == "" {
			return nil, fmt.Sprintf("The User Record sets %s to true and has no %s.", flag, address)
		}
		verified = verified || isTrue && slices.Contains(p.pool.AutoVerifiedAttributes, address)
	}
	if !verified {
		return nil, "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true)."
	}
	if text, ok := values["birthdate"]; ok {
		// The attribute has another format, YYYY-MM-DD ("Standard attributes"). That the import
		// converts the date is unspecified.
		date, err := time.Parse("01/02/2006", text)
		if err != nil {
			return nil, "The birthdate is not a date in the format mm/dd/yyyy."
		}
		values["birthdate"] = date.Format(time.DateOnly)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		attributes = append(attributes, Attribute{name, values[name]})
	}
	return attributes, ""
}

// importMFA applies cognito:mfa_enabled. It rejects a value that contradicts the pool (developer
// guide, "Formatting the CSV file"). In a pool with optional MFA the value true turns on codes by
// SMS for a user with a phone number; which factor it turns on is unspecified.
func (p *poolState) importMFA(u *User, value string) (fault string) {
	enabled := strings.EqualFold(value, "true")
	switch {
	case value == "":
		return ""
	case !isBoolean(value):
		return "The value of " + importMFA + " is neither true nor false."
	case enabled && p.pool.MFA.off(), !enabled && p.pool.MFA.Configuration == mfaRequired:
		return "The value of " + importMFA + " contradicts the MFA configuration of the user pool."
	}
	if _, has := u.Attribute("phone_number"); enabled && has && p.pool.MFA.SMS {
		u.SMSFactor = FactorSetting{Enabled: true, Preferred: true}
	}
	return ""
}

// messageOf returns the text of an error of the API.
func messageOf(err error) string {
	if e, ok := errors.AsType[*apierror.Exception](err); ok {
		return e.Message
	}
	return err.Error()
}

// loginTaken reports whether another user has one of the logins of a user.
func (p *poolState) loginTaken(u User) bool {
	return slices.ContainsFunc(p.loginsOf(u), func(login string) bool {
		_, taken := p.userByLogin(login)
		return taken
	})
}

// loginsOf returns the texts with which a user signs in.
func (p *poolState) loginsOf(u User) []string {
	logins := []string{u.Username, u.Sub()}
	for _, name := range slices.Concat(p.pool.UsernameAttributes, p.pool.AliasAttributes) {
		if value, ok := u.Attribute(name); ok && p.signsInAs(u, value) {
			logins = append(logins, value)
		}
	}
	return logins
}
