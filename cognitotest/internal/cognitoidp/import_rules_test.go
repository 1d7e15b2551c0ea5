package cognitoidp_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// TestImportedValues: one line of a file, and the attributes of its user. The rules are in the developer guide,
// "Formatting the CSV file".
func TestImportedValues(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, pool, file string
		want             map[string]string
	}{
		{
			"columns in another order", verifyingPool,
			"email_verified,email,cognito:mfa_enabled,updated_at,address,phone_number_verified,phone_number,locale,zoneinfo,birthdate,gender,website,picture,profile," +
				"preferred_username,nickname,middle_name,family_name,given_name,name,cognito:username\ntrue,jo@example.com,,,,,,,,,,,,,,,,,,,jo",
			map[string]string{"": "RESET_REQUIRED", "email": "jo@example.com", "email_verified": "true"},
		},
		{
			"commas after a backslash", verifyingPool,
			csvHead + "\n" + `jo,a\,b\,c,\,,x\y,a\\b,,,,,,jo@example.com,true,,,,,,,1 Any Street\, Town,,`,
			map[string]string{"": "RESET_REQUIRED", "name": "a,b,c", "given_name": ",", "family_name": `x\y`, "middle_name": `a\\b`, "email": "jo@example.com", "email_verified": "true", "address": "1 Any Street, Town"},
		},
		{
			"white space around values, and CRLF", verifyingPool,
			strings.ReplaceAll(csvHead, ",", " , ") + "\r\n jo ,\tJo Doe ,,,,,,,,, jo@example.com ,true ,,,,,,,,, \r\n\r\n\n",
			map[string]string{"": "RESET_REQUIRED", "name": "Jo Doe", "email": "jo@example.com", "email_verified": "true"},
		},
		{
			"Unicode, and quotation marks within a value", verifyingPool,
			csvHead + "\njo,Zoë “Zo” 李,\"Jo\" Doe,\",,,,,,,jo@example.com,true,,,,,,,,,",
			map[string]string{"": "RESET_REQUIRED", "name": "Zoë “Zo” 李", "given_name": `"Jo" Doe`, "family_name": `"`, "email": "jo@example.com", "email_verified": "true"},
		},
		{
			"the column password_hash in a job without an algorithm", verifyingPool,
			csvHead + ",password_hash" + csvLine("jo", "jo@example.com", "true") + ",",
			map[string]string{"": "RESET_REQUIRED", "email": "jo@example.com", "email_verified": "true"},
		},
		{
			"one of two auto-verified attributes", `{"PoolName":"p","AutoVerifiedAttributes":["email","phone_number"],` + smsSender + `}`,
			csvHead + "\njo,,,,,,,,,,jo@example.com,FALSE,,,,,+12345550100,TRUE,,,",
			map[string]string{"": "RESET_REQUIRED", "email": "jo@example.com", "email_verified": "false", "phone_number": "+12345550100", "phone_number_verified": "true"},
		},
		{
			"true in a pool that requires MFA", `{"PoolName":"p","AutoVerifiedAttributes":["email"],"MfaConfiguration":"ON",` + smsSender + `}`,
			csvHead + "\njo,,,,,,,,,,jo@example.com,true,,,,,,,,,TRUE",
			map[string]string{"": "RESET_REQUIRED", "email": "jo@example.com", "email_verified": "true"},
		},
		{
			"a login attribute", `{"PoolName":"p","AutoVerifiedAttributes":["email"],"UsernameAttributes":["email"]}`,
			csvHead + csvLine("jo", "", "") + csvLine("jo@example.com", "jo@example.com", "true") + csvLine("ann@example.com", "ann@example.com", "true"),
			map[string]string{"": "RESET_REQUIRED", "email": "jo@example.com", "email_verified": "true"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := withImports(t, cognitotest.Config{}, tt.pool, passwordClient)
			job := s.importFile(t, "", tt.file)
			assert.Equal(t, "Succeeded", job["Status"], "%v", s.importLog())
			login := "jo"
			if strings.Contains(tt.pool, "UsernameAttributes") {
				login = "jo@example.com"
			}
			assert.Equal(t, tt.want, s.attributes(t, login))
		})
	}
}

// TestImportedLineFails: a line that fails, after a line that succeeds.
func TestImportedLineFails(t *testing.T) {
	t.Parallel()
	const (
		mfaPool      = `{"PoolName":"p","AutoVerifiedAttributes":["email"],"MfaConfiguration":"ON",` + smsSender + `}`
		optionalPool = `{"PoolName":"p","AutoVerifiedAttributes":["email"],"MfaConfiguration":"OPTIONAL",` + smsSender + `}`
		nameRequired = `{"PoolName":"p","AutoVerifiedAttributes":["email"],"Schema":[{"Name":"name","Required":true}]}`
		phonePool    = `{"PoolName":"p","AutoVerifiedAttributes":["phone_number"],` + smsSender + `}`
		notVerified  = "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true)."
		schema       = "Attributes did not conform to the schema: "
	)
	for _, tt := range []struct{ name, pool, line, want string }{
		{"no username", verifyingPool, ",,,,,,,,,,jo@example.com,true,,,,,,,,,", "The User Record has no cognito:username."},
		{"a space in the username", verifyingPool, "jo doe,,,,,,,,,,jo@example.com,true,,,,,,,,,", "The cognito:username contains a space or a tab."},
		{"a tab in the username", verifyingPool, "jo\tdoe,,,,,,,,,,jo@example.com,true,,,,,,,,,", "The cognito:username contains a space or a tab."},
		{"a value too few", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,,,,,,,", "The line has 20 values, and the header has 21 columns."},
		{"a comma without a backslash", verifyingPool, "jo,a,b,,,,,,,,,jo@example.com,true,,,,,,,,,", "The line has 22 values, and the header has 21 columns."},
		{"a blank line", verifyingPool, "\nann,,,,,,,,,,ann@example.com,true,,,,,,,,,", "The line has 1 values, and the header has 21 columns."},
		{"quotation marks", verifyingPool, `jo,"Jo Doe",,,,,,,,,jo@example.com,true,,,,,,,,,`, "The value of name is in quotation marks."},
		{"a long line", verifyingPool, "jo," + strings.Repeat("ä", 16001-len("jo,,,,,,,,,,,jo@example.com,true,,,,,,,,,")) + ",,,,,,,,,,jo@example.com,true,,,,,,,,,", "The line has more than 16,000 characters."},
		{"no verified attribute", verifyingPool, "jo,,,,,,,,,,jo@example.com,,,,,,,,,,", notVerified},
		{"the flag is not a boolean", verifyingPool, "jo,,,,,,,,,,jo@example.com,yes,,,,,,,,,", notVerified},
		{"another verified attribute", phonePool, "jo,,,,,,,,,,jo@example.com,true,,,,,,,,,", notVerified},
		{"a verified email without an email", verifyingPool, "jo,,,,,,,,,,,true,,,,,,,,,", "The User Record sets email_verified to true and has no email."},
		{"a verified phone number without a number", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,,,,,true,,,", "The User Record sets phone_number_verified to true and has no phone_number."},
		{"an invalid flag of the other address", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,,,,+12345550100,maybe,,,", schema + "phone_number_verified: Attribute must be a boolean."},
		{"an invalid email", verifyingPool, "jo,,,,,,,,,,example.com,true,,,,,,,,,", "Invalid email address format."},
		{"an invalid phone number", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,,,,12345550100,,,,", "Invalid phone number format."},
		{"a birthdate in the format of the attribute", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,1985-02-01,,,,,,,", "The birthdate is not a date in the format mm/dd/yyyy."},
		{"a birthdate without leading zeros", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,2/1/1985,,,,,,,", "The birthdate is not a date in the format mm/dd/yyyy."},
		{"a birthdate with the day first", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,31/12/1985,,,,,,,", "The birthdate is not a date in the format mm/dd/yyyy."},
		{"updated_at is a date", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,,,,,,,2016-08-17,", schema + "updated_at: Attribute must be a number."},
		{"no required attribute", nameRequired, "jo,,,,,,,,,,jo@example.com,true,,,,,,,,,", schema + "name: The attribute is required"},
		{"a value that is too long", verifyingPool, "jo," + strings.Repeat("a", 2049) + ",,,,,,,,,jo@example.com,true,,,,,,,,,", schema + "name: String must be no longer than 2048 characters"},
		{"MFA in a pool without MFA", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,,,,,,,,TRUE", "The value of cognito:mfa_enabled contradicts the MFA configuration of the user pool."},
		{"no MFA in a pool that requires it", mfaPool, "jo,,,,,,,,,,jo@example.com,true,,,,,,,,,FALSE", "The value of cognito:mfa_enabled contradicts the MFA configuration of the user pool."},
		{"MFA is not a boolean", optionalPool, "jo,,,,,,,,,,jo@example.com,true,,,,,,,,,1", "The value of cognito:mfa_enabled is neither true nor false."},
		{"a username in the form of an alias", `{"PoolName":"p","AutoVerifiedAttributes":["email"],"AliasAttributes":["email"]}`, "jo@example.com,,,,,,,,,,jo@example.com,true,,,,,,,,,", "Username cannot be of email format, since user pool is configured for email alias."},
		{"a hash in a job without an algorithm", verifyingPool, "jo,,,,,,,,,,jo@example.com,true,,,,,,,,,,$2b$04$N8MkFY4hSpS6cO897ES7SOTLL4ykglDqt.5v4X/BWkQ84AU4RETbq", "The password_hash is invalid: the job has no PasswordHashingAlgorithm."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := withImports(t, cognitotest.Config{}, tt.pool, passwordClient)
			head, good := csvHead, "first,Jo,,,,,,,,,first@example.com,true,,,,,+12345550177,true,,,"
			if strings.Contains(tt.line, "$2b$") {
				head, good = csvHead+",password_hash", good+","
			}
			s.importFile(t, "", head+"\n"+good+"\n"+tt.line)
			log := s.importLog()
			assert.Equal(t, "[SUCCEEDED] Line Number 2 - The import succeeded.", log[0])
			assert.Equal(t, "[FAILED] Line Number 3 - "+tt.want, strings.TrimSuffix(log[1], "\n"))
			assert.Equal(t, 1.0, s.job(t)["FailedUsers"])
			s.fails(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"jo"}`, "UserNotFoundException", "User does not exist.")
		})
	}
}

// TestImportMFA: in a pool with optional MFA the value TRUE turns the second factor on.
func TestImportMFA(t *testing.T) {
	t.Parallel()
	s := withImports(t, cognitotest.Config{}, `{"PoolName":"p","AutoVerifiedAttributes":["phone_number"],"MfaConfiguration":"OPTIONAL",`+smsSender+`}`, passwordClient)
	s.importFile(t, "", csvHead+"\nwith,,,,,,,,,,,,,,,,+12345550100,TRUE,,,TRUE\nwithout,,,,,,,,,,,,,,,,+12345550101,TRUE,,,FALSE\nblank,,,,,,,,,,,,,,,,+12345550102,TRUE,,,")
	for username, want := range map[string]any{"with": []any{"SMS_MFA"}, "without": nil, "blank": nil} {
		assert.Equal(t, want, s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"`+username+`"}`)["UserMFASettingList"], username)
	}
}

// TestImportSkipsExistingUsers: a username, or an alias, that the pool or an earlier line has.
func TestImportSkipsExistingUsers(t *testing.T) {
	t.Parallel()
	const skipped = " - The user already exists."
	s := withImports(t, cognitotest.Config{}, `{"PoolName":"p","AutoVerifiedAttributes":["email"],"AliasAttributes":["email"],"UsernameConfiguration":{"CaseSensitive":false}}`, passwordClient)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"ada","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"ada@example.com"},{"Name":"email_verified","Value":"true"}]}`)
	job := s.importFile(t, "", csvHead+csvLine("ADA", "other@example.com", "true")+csvLine("jo", "jo@example.com", "true")+
		csvLine("second", "Ada@example.com", "true")+csvLine("Jo", "jo2@example.com", "true")+csvLine("ann", "ann@example.com", "true")+csvLine("eve", "eve@example.com", "true"))
	assert.Equal(t, result{"Succeeded", 3, 3, 0, completed}, resultOf(job))
	assert.Equal(t, []string{"[SKIPPED] Line Number 2" + skipped, "[SUCCEEDED] Line Number 3 - The import succeeded.", "[SKIPPED] Line Number 4" + skipped, "[SKIPPED] Line Number 5" + skipped}, s.importLog()[:4])
	assert.Equal(t, "FORCE_CHANGE_PASSWORD", s.attributes(t, "ada")[""])

	// The same file again imports no user.
	again := s.importFile(t, "", csvHead+csvLine("jo", "jo@example.com", "true")+csvLine("ann", "ann@example.com", "true"))
	assert.Equal(t, result{"Failed", 0, 2, 0, tooMany}, resultOf(again))
}

// TestImportFailsAsAWhole: a file that cannot be read, or that has a wrong header, imports no user.
func TestImportFailsAsAWhole(t *testing.T) {
	t.Parallel()
	jo := csvLine("jo", "jo@example.com", "true")
	for _, tt := range []struct{ name, algorithm, file, want string }{
		{"empty", "", "", `The header of the CSV file has the unknown column "".`},
		{"header only", "", csvHead + "\r\n", "The CSV file has no users."},
		{"byte order mark", "", "\uFEFF" + csvHead + jo, "The CSV file begins with a byte order mark."},
		{"Latin-1", "", csvHead + jo + "\nann,\xe4,,,,,,,,,ann@example.com,true,,,,,,,,,", "The CSV file is not in UTF-8."},
		{"UTF-16", "", "\xff\xfec\x00", "The CSV file is not in UTF-8."},
		{"a column is missing", "", strings.Replace(csvHead, ",website", "", 1) + "\njo,,,,,,,,,jo@example.com,true,,,,,,,,,", `The header of the CSV file lacks the column "website".`},
		{"the username is missing", "", strings.Replace(csvHead, "cognito:username,", "", 1) + "\n,,,,,,,,,jo@example.com,true,,,,,,,,,", `The header of the CSV file lacks the column "cognito:username".`},
		{"a column twice", "", csvHead + ",name" + jo + ",", `The header of the CSV file has the column "name" twice.`},
		{"an unknown column", "", csvHead + ",sub" + jo + ",", `The header of the CSV file has the unknown column "sub".`},
		{"an unknown custom attribute", "", csvHead + ",custom:tenant" + jo + ",", `The header of the CSV file has the unknown column "custom:tenant".`},
		{"a column in another case", "", strings.Replace(csvHead, "website", "Website", 1) + jo, `The header of the CSV file has the unknown column "Website".`},
		{"semicolons", "", strings.ReplaceAll(csvHead, ",", ";") + jo, `The header of the CSV file has the unknown column "` + strings.ReplaceAll(csvHead, ",", ";") + `".`},
		{"no column of hashes in a job with an algorithm", "BCRYPT", csvHead + jo, `The header of the CSV file lacks the column "password_hash".`},
		{"too many users", "", csvHead + strings.Repeat("\n,", 500_001), "The CSV file has more than 500,000 users."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
			job := s.importFile(t, tt.algorithm, tt.file)
			assert.Equal(t, result{"Failed", 0, 0, 0, tt.want}, resultOf(job))
			assert.Empty(t, s.importLog())
			assert.Equal(t, `{"Users":[]}`, s.call(t, "ListUsers", `{"UserPoolId":"{pool}"}`).body)
		})
	}
}

// TestImportOfMostUsersFails compares the number at which a job fails with the results in the guide and in
// aws-solutions/cognito-user-profiles-export-reference-architecture#9.
func TestImportOfMostUsersFails(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name         string
		good, bad    int
		status, text string
	}{
		{"example of the AWS CLI", 0, 1, "Failed", tooMany},
		{"example of the guide", 0, 5, "Failed", tooMany},
		{"report", 14, 32, "Failed", tooMany},
		{"one more", 2, 3, "Failed", tooMany},
		{"half", 3, 3, "Succeeded", completed},
		{"example of the AWS CLI that succeeds", 6, 0, "Succeeded", completed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := withImports(t, cognitotest.Config{}, verifyingPool, passwordClient)
			file := csvHead
			for i := range tt.good + tt.bad {
				name := string(rune('A' + i))
				verified := "true"
				if i >= tt.good {
					verified = "false"
				}
				file += csvLine(name, name+"@example.com", verified)
			}
			assert.Equal(t, result{tt.status, float64(tt.good), 0, float64(tt.bad), tt.text}, resultOf(s.importFile(t, "", file)))
		})
	}
}
