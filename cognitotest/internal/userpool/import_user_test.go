package userpool

import (
	"io"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// finishImport runs a job with a file to its end.
func finishImport(t *testing.T, s *Store, pool Pool, algorithm string, file ImportFile) ImportJob {
	t.Helper()
	j := startImport(t, s, pool, algorithm, file)
	s.Clock.Advance(2 * time.Second)
	j, err := s.ImportJob(pool.ID, j.ID)
	require.NoError(t, err)
	return j
}

func TestImportHeader(t *testing.T) {
	t.Parallel()
	_, pool := newImportStore(t)
	assert.Equal(t, []string{
		"name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "email",
		"email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address", "updated_at",
		"custom:team", "cognito:mfa_enabled", "cognito:username",
	}, pool.ImportHeader())
}

// A file whose header is wrong fails as a whole.
func TestHeaderOfAnImportFile(t *testing.T) {
	t.Parallel()
	s, pool := newImportStore(t)
	header := pool.ImportHeader()
	without := func(name string) []string {
		return slices.DeleteFunc(slices.Clone(header), func(column string) bool { return column == name })
	}
	const hash = "$2b$04$N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq"
	for _, tt := range []struct {
		name      string
		columns   []string
		algorithm string
		fault     string
		rows      int
		want      string
	}{
		{"unreadable", header, "", "The file is not in UTF-8.", 1, "The file is not in UTF-8."},
		{"unknown column", append(without("name"), "nme"), "", "", 1, `The header of the CSV file has the unknown column "nme".`},
		{"column twice", append(slices.Clone(header), "email"), "", "", 1, `The header of the CSV file has the column "email" twice.`},
		{"without a column", without("locale"), "", "", 1, `The header of the CSV file lacks the column "locale".`},
		{"without a custom attribute", without("custom:team"), "", "", 1, `The header of the CSV file lacks the column "custom:team".`},
		{"without the username", without("cognito:username"), "", "", 1, `The header of the CSV file lacks the column "cognito:username".`},
		{"without the hashes of an algorithm", header, "BCRYPT", "", 1, `The header of the CSV file lacks the column "password_hash".`},
		{"with hashes without an algorithm", append(slices.Clone(header), "password_hash"), "", "", 0, "The CSV file has no users."},
		{"no rows", header, "", "", 0, "The CSV file has no users."},
	} {
		file := ImportFile{Columns: tt.columns, Fault: tt.fault}
		for range tt.rows {
			file.Rows = append(file.Rows, importRow(pool, map[string]string{"cognito:username": "jo", "email": "jo@example.com", "email_verified": "true"}))
		}
		j := finishImport(t, s, pool, tt.algorithm, file)
		assert.Equal(t, "Failed", j.Status, tt.name)
		assert.Equal(t, tt.want, j.Message, tt.name)
		assert.Equal(t, j.Started.Add(2*time.Second), j.Completed, tt.name)
		assert.Empty(t, j.Log, tt.name)
		assert.Zero(t, s.byPool.Of(pool.ID).importFiles.Len(), tt.name)
	}
	assert.Zero(t, s.CountUsers(pool.ID))
	slices.Reverse(header)
	row := make([]string, len(header))
	row[0], row[slices.Index(header, "email")], row[slices.Index(header, "email_verified")] = "jo", "jo@example.com", "TRUE"
	j := finishImport(t, s, pool, "BCRYPT", ImportFile{Columns: append(header, "password_hash"), Rows: []ImportRow{{Values: slices.Concat(row, []string{hash})}}})
	assert.Equal(t, "Succeeded", j.Status, "in another order")
	u, err := s.CheckPassword(Client{PoolID: pool.ID}, "jo", "Str0ng!Pass")
	require.NoError(t, err)
	assert.Equal(t, "CONFIRMED", u.Status)
}

func TestRowsOfAnImportFile(t *testing.T) {
	t.Parallel()
	const flag = "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true)."
	s, pool := newImportStore(t)
	valid := map[string]string{"cognito:username": "jo", "email": "jo@example.com", "email_verified": "true"}
	for _, tt := range []struct {
		name string
		row  ImportRow
		want string
	}{
		{"unreadable line", ImportRow{Fault: "The line has a quotation mark that is not closed."}, "The line has a quotation mark that is not closed."},
		{"too few values", ImportRow{Values: []string{"jo"}}, "The line has 1 values, and the header has 22 columns."},
		{"too many values", ImportRow{Values: append(importRow(pool, valid).Values, "")}, "The line has 23 values, and the header has 22 columns."},
		{"quotation marks", importRow(pool, with(valid, "name", `"Jo"`)), "The value of name is in quotation marks."},
		{"empty quotation marks", importRow(pool, with(valid, "nickname", `""`)), "The value of nickname is in quotation marks."},
		{"no username", importRow(pool, with(valid, "cognito:username", "")), "The User Record has no cognito:username."},
		{"space in the username", importRow(pool, with(valid, "cognito:username", "jo doe")), "The cognito:username contains a space or a tab."},
		{"tab in the username", importRow(pool, with(valid, "cognito:username", "jo\tdoe")), "The cognito:username contains a space or a tab."},
		{"no address", importRow(pool, with(valid, "email", "")), "The User Record sets email_verified to true and has no email."},
		{"no phone number", importRow(pool, with(valid, "phone_number_verified", "TRUE")), "The User Record sets phone_number_verified to true and has no phone_number."},
		{"no flag", importRow(pool, with(valid, "email_verified", "")), flag},
		{"flag is false", importRow(pool, with(valid, "email_verified", "false")), flag},
		{"flag of another address", importRow(pool, map[string]string{"cognito:username": "jo", "phone_number": "+15550100", "phone_number_verified": "true"}), flag},
		{"birthdate", importRow(pool, with(valid, "birthdate", "1990-02-28")), "The birthdate is not a date in the format mm/dd/yyyy."},
		{"day that does not exist", importRow(pool, with(valid, "birthdate", "02/30/1990")), "The birthdate is not a date in the format mm/dd/yyyy."},
		{"MFA", importRow(pool, with(valid, "cognito:mfa_enabled", "yes")), "The value of cognito:mfa_enabled is neither true nor false."},
		{"MFA in a pool without MFA", importRow(pool, with(valid, "cognito:mfa_enabled", "true")), "The value of cognito:mfa_enabled contradicts the MFA configuration of the user pool."},
		{"value of an attribute", importRow(pool, with(valid, "custom:team", "orders")), "Attributes did not conform to the schema: custom:team: String must be no longer than 5 characters\n"},
		{"form of an address", importRow(pool, with(valid, "email", "jo")), "Invalid email address format."},
	} {
		j := finishImport(t, s, pool, "", ImportFile{Columns: pool.ImportHeader(), Rows: []ImportRow{tt.row}})
		assert.Equal(t, []string{"[FAILED] Line Number 2 - " + tt.want}, j.Log, tt.name)
		assert.Equal(t, []any{"Failed", 0, 0, 1, "Too many users have failed or been skipped during the import."}, []any{j.Status, j.Imported, j.Skipped, j.Failed, j.Message}, tt.name)
	}
	assert.Zero(t, s.CountUsers(pool.ID))
}

func TestImportedUser(t *testing.T) {
	t.Parallel()
	s, pool := newImportStore(t)
	rows := []ImportRow{importRow(pool, map[string]string{
		"cognito:username": "jo", "email": "jo@example.com", "email_verified": "TRUE", "phone_number": "+15550100", "phone_number_verified": "false",
		"birthdate": "02/28/1990", "custom:team": "shop", "name": `"`, "cognito:mfa_enabled": "false",
	})}
	j := finishImport(t, s, pool, "", ImportFile{Columns: pool.ImportHeader(), Rows: rows})
	require.Equal(t, "Succeeded", j.Status, j.Log)
	u, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, User{
		PoolID: pool.ID, Username: "jo", Enabled: true, Status: "RESET_REQUIRED", Created: stillTime.Add(2 * time.Second), Modified: stillTime.Add(2 * time.Second),
		Attributes: []Attribute{
			{"sub", u.Sub()}, {"birthdate", "1990-02-28"}, {"custom:team", "shop"}, {"email", "jo@example.com"}, {"email_verified", "true"}, {"name", `"`},
			{"phone_number", "+15550100"}, {"phone_number_verified", "false"},
		},
	}, u)
	_, err = s.CheckPassword(Client{PoolID: pool.ID}, "jo", "any")
	assert.EqualError(t, err, "PasswordResetRequiredException: Password reset required for the user")
}

// A user with a hash or with a code as the first factor has no password to reset.
func TestStatusOfAnImportedUser(t *testing.T) {
	t.Parallel()
	const hash = "$2b$04$N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq"
	for _, tt := range []struct {
		name    string
		factors []string
		hash    string
		status  string
		log     string
	}{
		{"no hash", nil, "", "RESET_REQUIRED", "[SUCCEEDED] Line Number 2 - The import succeeded."},
		{"code by email", []string{"PASSWORD", "EMAIL_OTP"}, "", "CONFIRMED", "[SUCCEEDED] Line Number 2 - The import succeeded."},
		{"hash", nil, hash, "CONFIRMED", "[SUCCEEDED] Line Number 2 - The import succeeded."},
		{"invalid hash", nil, "$2b$04$short", "", "[FAILED] Line Number 2 - The password_hash is invalid: it does not have the format of BCRYPT."},
	} {
		s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"email"}, AllowedFirstAuthFactors: tt.factors}})
		row := importRow(pool, map[string]string{"cognito:username": "jo", "email": "jo@example.com", "email_verified": "true"})
		row.Values = append(row.Values, tt.hash)
		j := finishImport(t, s, pool, "BCRYPT", ImportFile{Columns: append(pool.ImportHeader(), "password_hash"), Rows: []ImportRow{row}})
		assert.Equal(t, []string{tt.log}, j.Log, tt.name)
		u, _ := s.User(pool.ID, "jo") // none after a failure
		assert.Equal(t, tt.status, u.Status, tt.name)
		assert.Equal(t, tt.hash == hash, u.ImportedPassword.Set(), tt.name)
	}
}

func TestMFAOfAnImportedUser(t *testing.T) {
	t.Parallel()
	const contradicts = "[FAILED] Line Number 2 - The value of cognito:mfa_enabled contradicts the MFA configuration of the user pool."
	const succeeded = "[SUCCEEDED] Line Number 2 - The import succeeded."
	for _, tt := range []struct {
		configuration, value, phone string
		log                         string
		factor                      FactorSetting
	}{
		{"OFF", "", "+15550100", succeeded, FactorSetting{}},
		{"OFF", "false", "+15550100", succeeded, FactorSetting{}},
		{"OFF", "true", "+15550100", contradicts, FactorSetting{}},
		{"OPTIONAL", "", "+15550100", succeeded, FactorSetting{}},
		{"OPTIONAL", "false", "+15550100", succeeded, FactorSetting{}},
		{"OPTIONAL", "True", "+15550100", succeeded, FactorSetting{Enabled: true, Preferred: true}},
		{"OPTIONAL", "true", "", succeeded, FactorSetting{}},
		{"ON", "", "+15550100", succeeded, FactorSetting{}},
		{"ON", "false", "+15550100", contradicts, FactorSetting{}},
		{"ON", "true", "+15550100", succeeded, FactorSetting{Enabled: true, Preferred: true}},
	} {
		s, pool := newDefaultStore(t, Pool{PoolSettings: PoolSettings{
			AutoVerifiedAttributes: []string{"email"}, MFA: MFA{Configuration: tt.configuration}, SMS: &SMSSender{CallerARN: "arn:aws:iam::123456789012:role/sms"},
		}})
		row := importRow(pool, map[string]string{
			"cognito:username": "jo", "email": "jo@example.com", "email_verified": "true", "phone_number": tt.phone, "cognito:mfa_enabled": tt.value,
		})
		j := finishImport(t, s, pool, "", ImportFile{Columns: pool.ImportHeader(), Rows: []ImportRow{row}})
		assert.Equal(t, []string{tt.log}, j.Log, "%+v", tt)
		u, _ := s.User(pool.ID, "jo") // none after a failure
		assert.Equal(t, tt.factor, u.SMSFactor, "%+v", tt)
	}
}

// A job skips a user if another user, of the pool or of the file, has one of the logins.
func TestImportSkipsExistingUsers(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{AliasAttributes: []string{"email"}, PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"email", "phone_number"}, SMS: &SMSSender{CallerARN: "arn:aws:iam::123456789012:role/sms"}}})
	_, err := s.CreateUser(pool.ID, "old", []Attribute{{"email", "old@example.com"}, {"email_verified", "true"}}, "")
	require.NoError(t, err)
	row := func(username, email, verified string) ImportRow {
		return importRow(pool, map[string]string{"cognito:username": username, "email": email, "email_verified": verified, "phone_number": "+15550100", "phone_number_verified": "true"})
	}
	file := ImportFile{Columns: pool.ImportHeader(), Rows: []ImportRow{
		row("old", "a@example.com", "true"), row("b", "old@example.com", "true"), row("c", "c@example.com", "true"), row("c", "d@example.com", "true"),
		row("e", "old@example.com", "false"), row("f", "f@example.com", "true"),
	}}
	j := finishImport(t, s, pool, "", file)
	assert.Equal(t, []string{
		"[SKIPPED] Line Number 2 - The user already exists.", "[SKIPPED] Line Number 3 - The user already exists.",
		"[SUCCEEDED] Line Number 4 - The import succeeded.", "[SKIPPED] Line Number 5 - The user already exists.",
		"[SUCCEEDED] Line Number 6 - The import succeeded.", "[SUCCEEDED] Line Number 7 - The import succeeded.",
	}, j.Log)
	assert.Equal(t, []any{"Succeeded", 3, 3, 0, "Import Job Completed Successfully."}, []any{j.Status, j.Imported, j.Skipped, j.Failed, j.Message}, "as many as were imported")

	file.Rows = []ImportRow{row("g", "g@example.com", "true"), row("g", "h@example.com", "true"), {Fault: "unreadable"}}
	j = finishImport(t, s, pool, "", file)
	assert.Equal(t, []any{"Failed", 1, 1, 1, "Too many users have failed or been skipped during the import."}, []any{j.Status, j.Imported, j.Skipped, j.Failed, j.Message})
	_, err = s.User(pool.ID, "g")
	assert.NoError(t, err, "a job that fails keeps its users")
}

func TestMessageOfAnError(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "Invalid phone number format.", messageOf(apierror.InvalidParameter("Invalid phone number format.")))
	assert.Equal(t, "EOF", messageOf(io.EOF))
}
