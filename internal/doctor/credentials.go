package doctor

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
)

// emulatorKey is the access key that serve prints.
const emulatorKey = "AKIACOGNITOTEST"

// credentials finds the credentials that the AWS SDK for Go would use, in its order, as far as they can be seen without a
// network call.
func credentials(ctx context.Context, m Machine) finding {
	key, secret := m.Getenv("AWS_ACCESS_KEY_ID"), m.Getenv("AWS_SECRET_ACCESS_KEY")
	const complete = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or unset both and set AWS_PROFILE."
	switch {
	case (key == "") != (secret == ""):
		missing := "AWS_SECRET_ACCESS_KEY"
		if key == "" {
			missing = "AWS_ACCESS_KEY_ID"
		}
		return finding{Failed, missing + " is missing", complete}
	case key == emulatorKey:
		return ok("the environment variables have the keys of the emulator, not of AWS")
	case key != "":
		if expiry, err := time.Parse(time.RFC3339, m.Getenv("AWS_CREDENTIAL_EXPIRATION")); err == nil && m.Now().After(expiry) {
			return finding{Warning, "the keys in the environment variables expired at " + m.Getenv("AWS_CREDENTIAL_EXPIRATION"), "Sign in again, or unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN."}
		}
		return ok("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	}
	if token := m.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE"); token != "" {
		if _, err := os.Stat(token); err != nil {
			return finding{Failed, "AWS_WEB_IDENTITY_TOKEN_FILE: " + token + " cannot be read", "Name a file with a token, or unset the variable."}
		}
		return ok("the role " + cmp.Or(m.Getenv("AWS_ROLE_ARN"), "of the profile") + ", by AWS_WEB_IDENTITY_TOKEN_FILE")
	}
	return m.profile(ctx)
}

// profile finds the credentials of the profile.
func (m Machine) profile(ctx context.Context) finding {
	name := cmp.Or(m.Getenv("AWS_PROFILE"), m.Getenv("AWS_DEFAULT_PROFILE"), "default")
	configFile := cmp.Or(m.Getenv("AWS_CONFIG_FILE"), filepath.Join(m.Getenv("HOME"), ".aws", "config"))
	credentialsFile := cmp.Or(m.Getenv("AWS_SHARED_CREDENTIALS_FILE"), filepath.Join(m.Getenv("HOME"), ".aws", "credentials"))
	loaded, err := config.LoadSharedConfigProfile(ctx, name, func(o *config.LoadSharedConfigOptions) {
		o.ConfigFiles, o.CredentialsFiles = []string{configFile}, []string{credentialsFile}
	})
	if _, missing := errors.AsType[config.SharedConfigProfileNotExistError](err); missing {
		if name == "default" {
			if m.Getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") != "" || m.Getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI") != "" {
				return ok("the container")
			}
			return finding{Warning, "neither the environment variables nor the files of the AWS CLI have credentials", "Run aws configure, or aws configure sso, and set AWS_PROFILE. On an EC2 instance, its role supplies them. The emulator needs none."}
		}
		return finding{Failed, "the profile " + name + " does not exist", "Set AWS_PROFILE to a profile that aws configure list-profiles prints."}
	}
	if err != nil {
		return finding{Failed, "the files of the AWS CLI cannot be read: " + strings.Join(strings.Fields(err.Error()), " "), "Check " + configFile + " and " + credentialsFile + "."}
	}
	session := loaded.SSOSessionName
	if loaded.SSOSession != nil {
		session = loaded.SSOSession.Name
	}
	shown := "the profile " + name
	switch {
	case session != "" || loaded.SSOStartURL != "":
		return m.sso(name, cmp.Or(session, loaded.SSOStartURL))
	case loaded.Credentials.AccessKeyID == emulatorKey:
		return ok(shown + " has the keys of the emulator, not of AWS")
	case loaded.Credentials.HasKeys():
		return ok(shown + " has keys")
	case loaded.RoleARN != "":
		return ok(shown + " has the role " + loaded.RoleARN)
	case loaded.CredentialProcess != "":
		return ok(shown + " has a credential process")
	}
	return finding{Warning, shown + " has no credentials", "Run aws configure --profile " + name + ", or set AWS_PROFILE to another profile."}
}

// sso checks the cached token of IAM Identity Center. A session with a refresh token renews an expired token.
func (m Machine) sso(profile, key string) finding {
	signIn := "Run aws sso login --profile " + profile + "."
	file, err := ssocreds.StandardCachedTokenFilepath(key)
	if err != nil {
		return finding{Warning, "the cache of IAM Identity Center cannot be found", signIn}
	}
	text, err := os.ReadFile(filepath.Clean(file))
	if err != nil {
		return finding{Warning, "the profile " + profile + " is not signed in to IAM Identity Center", signIn}
	}
	var token struct {
		ExpiresAt    time.Time `json:"expiresAt"`
		RefreshToken string    `json:"refreshToken"`
	}
	if err := json.Unmarshal(text, &token); err != nil {
		return finding{Warning, "the cached sign-in of the profile " + profile + " cannot be read", signIn}
	}
	if m.Now().After(token.ExpiresAt) && token.RefreshToken == "" {
		return finding{Warning, "the sign-in of the profile " + profile + " expired at " + token.ExpiresAt.Format(time.RFC3339), signIn}
	}
	return ok("the profile " + profile + " is signed in to IAM Identity Center")
}
