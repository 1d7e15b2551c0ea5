package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A filter ignores the case of all attributes except for username and status.
func TestKeyOfAFilter(t *testing.T) {
	t.Parallel()
	u := User{Username: "Jo", Enabled: true, Status: "CONFIRMED", Attributes: []Attribute{{"name", "Jo L"}}}
	for attribute, want := range map[string]string{
		"": "Jo", "username": "Jo\x00Jo", "status": "Enabled\x00Jo", "cognito:user_status": "confirmed\x00Jo", "name": "jo l\x00Jo", "email": "\x00Jo",
	} {
		assert.Equal(t, want, UserFilter{Attribute: attribute}.Key(u), attribute)
	}
	u.Enabled = false
	assert.Equal(t, "Disabled\x00Jo", UserFilter{Attribute: "status"}.Key(u))
}
