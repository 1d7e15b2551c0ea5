package hostedui_test

import (
	"net/url"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

var requirementPattern = regexp.MustCompile(`<li class="checkPassword-([a-z-]+)"(?: data-pattern="[^"]+")?><span class="check-([a-z-]+)" role="img" hidden></span> <span class="checkPasswordText-([a-z-]+)">([^<]+)</span></li>`)

func (p page) requirements(t *testing.T) []string {
	t.Helper()
	var texts []string
	for _, item := range requirementPattern.FindAllStringSubmatch(p.body, -1) {
		assert.Equal(t, item[1], item[2])
		assert.Equal(t, item[1], item[3])
		texts = append(texts, item[4])
	}
	return texts
}

// Each page for a new password lists what the policy of the pool requires. Texts and classes are from captures.
func TestPasswordRequirements(t *testing.T) {
	t.Parallel()
	const (
		lower   = "Password must contain a lower case letter"
		upper   = "Password must contain an upper case letter"
		symbol  = "Password must contain a special character or a space"
		number  = "Password must contain a number"
		length8 = "Password must contain at least 8 characters"
		spaces  = "Password must not contain a leading or trailing space"
		matches = "Passwords must match"
	)
	for _, tt := range []struct {
		name   string
		policy userpool.PasswordPolicy
		want   []string
	}{
		{"default policy", userpool.DefaultPasswordPolicy, []string{lower, upper, symbol, number, length8, spaces}},
		{"length only", userpool.PasswordPolicy{MinimumLength: 20}, []string{"Password must contain at least 20 characters", spaces}},
		{"some", userpool.PasswordPolicy{MinimumLength: 8, RequireNumbers: true, RequireUppercase: true}, []string{upper, number, length8, spaces}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedFixture} {
				s := create(t)
				s.setVerifiedEmail()
				s.addUser("new")
				s.change(func(p *userpool.Pool) { p.PasswordPolicy = tt.policy })
				b := s.newBrowser()
				assert.Equal(t, tt.want, b.get(s.path("/signup")).requirements(t), name)
				twice := slices.Concat(tt.want, []string{matches})
				assert.Equal(t, twice, b.submit(b.get(s.path("/forgotPassword")), url.Values{"username": {"jo"}}).requirements(t), name)
				temporary := b.signIn
				if s.domain.ManagedLogin() {
					temporary = func(_ userpool.Client, username, password string) page { return b.signInManaged(username, password) }
				}
				assert.Equal(t, twice, temporary(s.client, "new", password).requirements(t), name)
				assert.Empty(t, b.get(s.path("/login")).requirements(t), name)
			}
		})
	}
}

// A password with a space at its end is rejected on each page, as the list of requirements says.
func TestPasswordWithASpaceAtItsEndIsRejected(t *testing.T) {
	t.Parallel()
	const want = `1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$`
	for _, password := range []string{" N3w-password", "N3w-password ", "\tN3w-password"} {
		s := newFixture(t)
		s.addUser("new")
		b := s.newBrowser()
		p := b.submit(b.get(s.path("/signup")), url.Values{"username": {"ada"}, "password": {password}})
		assert.Equal(t, want, p.alert(), "%q", password)
		_, err := s.store.User(s.domain.PoolID, "ada")
		assert.Error(t, err)
		p = b.submit(b.signIn(s.client, "new", "Passw0rd!"), url.Values{"new_password": {password}, "confirm_password": {password}})
		assert.Equal(t, want, p.alert(), "%q", password)
	}
	s := newFixture(t)
	s.addUser("new")
	b := s.newBrowser()
	p := b.submit(b.signIn(s.client, "new", password), url.Values{"new_password": {"N3w pass word"}, "confirm_password": {"N3w pass word"}})
	requireSignedIn(t, p)
}

// The requirements are in the language of managed login, with the number of the policy.
func TestPasswordRequirementsAreTranslated(t *testing.T) {
	t.Parallel()
	s := newManagedFixture(t)
	for _, tt := range []struct{ language, want string }{
		{"de", "Das Passwort muss mindestens 8 Zeichen enthalten"}, {"ja", "パスワードは 8 文字以上にする必要があります"}, {"en", "Password must contain at least 8 characters"},
	} {
		assert.Contains(t, s.newBrowser().get(s.path("/signup")+"&lang="+tt.language).requirements(t), tt.want)
	}
}
