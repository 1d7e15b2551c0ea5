package cognitoidp

import "strings"

// csvHeader is the first line of a CSV file of users to import, without custom attributes
// (developer guide, "Importing users into user pools from a CSV file").
var csvHeader = []string{
	"name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "email",
	"email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address", "updated_at",
}

// getCSVHeader appends the pool's custom attributes to the standard attributes: unspecified.
func getCSVHeader(c *call, in userPoolRequest) (any, error) {
	pool, err := c.Store.Pool(in.UserPoolID)
	if err != nil {
		return nil, err
	}
	header := append([]string(nil), csvHeader...)
	for _, a := range pool.Schema {
		if strings.HasPrefix(a.Name, "custom:") {
			header = append(header, a.Name)
		}
	}
	header = append(header, "cognito:mfa_enabled", "cognito:username")
	return map[string]any{"UserPoolId": in.UserPoolID, "CSVHeader": header}, nil
}

var csvHeaderActions = []action{
	on("GetCSVHeader", getCSVHeader),
}
