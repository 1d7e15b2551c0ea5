package hostedui_test

import (
	"bytes"
	"encoding/base64"
	"html"
	pixels "image"
	"image/draw"
	"image/png"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

var qrCodePattern = regexp.MustCompile(`<img src="data:image/png;base64,([^"]*)"`)

// scan reads the QR code of a page, as an authenticator app does.
func (p page) scan(t *testing.T) string {
	t.Helper()
	match := qrCodePattern.FindStringSubmatch(p.body)
	require.NotNil(t, match, "the page has no QR code")
	file, err := base64.StdEncoding.DecodeString(html.UnescapeString(match[1]))
	require.NoError(t, err)
	code, err := png.Decode(bytes.NewReader(file))
	require.NoError(t, err)
	// The page enlarges the image. The reader, too, requires some pixels for each module.
	const scale = 4
	enlarged := pixels.NewGray(pixels.Rect(0, 0, code.Bounds().Dx()*scale, code.Bounds().Dy()*scale))
	for x := range enlarged.Bounds().Dx() {
		for y := range enlarged.Bounds().Dy() {
			draw.Draw(enlarged, pixels.Rect(x, y, x+1, y+1), code, pixels.Pt(x/scale, y/scale), draw.Src)
		}
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(enlarged)
	require.NoError(t, err)
	text, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true}) // without a background
	require.NoError(t, err)
	return text.GetText()
}

// The QR code of the page has the key that the page shows, and an app that scans it gets the codes that
// complete the sign-in.
func TestQRCodeOfASoftwareToken(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, pool      string
		attributes      []string
		username, email string
		issuer, account string
	}{
		{"username", "orders", nil, "jo", "", "orders", "jo"},
		{"characters with a meaning in a URI", "Orders, team A+B=C @.-_", nil, "a:b/c?d=e&f#g%41é", "", "Orders, team A+B=C @.-_", "a:b/c?d=e&f#g%41é"},
		{"a pool whose users sign in by email", "mail", []string{"email"}, "ada@example.com", "ada@example.com", "mail", "ada@example.com"},
		{"long names", longText(128), nil, longText(128), "", longText(128), longText(128)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			pool, err := s.store.CreatePool("us-east-1", userpool.Pool{
				Name: tt.pool, UsernameAttributes: tt.attributes, PoolSettings: userpool.PoolSettings{PasswordPolicy: userpool.DefaultPasswordPolicy},
			})
			require.NoError(t, err)
			s.domain.PoolID = pool.ID
			s.client = s.addClient("ENABLED")
			s.addUser(tt.username)
			_, err = s.store.SetPassword(pool.ID, tt.username, password, true)
			require.NoError(t, err)
			s.change(func(p *userpool.Pool) { p.MFA = userpool.MFA{Configuration: "ON", SoftwareToken: new(true)} })

			b := s.newBrowser()
			p := b.signIn(s.client, tt.username, password)
			scanned := p.scan(t)
			uri, err := url.Parse(scanned)
			require.NoError(t, err, scanned)
			assert.Equal(t, "/"+tt.issuer+":"+tt.account, uri.Path)
			assert.Equal(t, url.Values{"secret": {secretPattern.FindStringSubmatch(p.body)[1]}, "issuer": {tt.issuer}}, uri.Query())
			assert.NotContains(t, scanned, "+", "some apps show it")
			key, err := otp.NewKeyFromURL(scanned)
			require.NoError(t, err)
			assert.Equal(t, "totp", key.Type())
			assert.Equal(t, tt.issuer, key.Issuer())
			code, err := totp.GenerateCode(key.Secret(), s.store.Clock.Now())
			require.NoError(t, err)
			requireSignedIn(t, b.submit(p, url.Values{"code": {code}}))

			// The next sign-in asks for a code and does not show the key again.
			s.store.Clock.Advance(time.Minute)
			p = s.newBrowser().signIn(s.client, tt.username, password)
			assert.NotContains(t, p.body, "data:image/png")
			assert.NotContains(t, p.body, key.Secret())
		})
	}
}

func longText(length int) string { return string(bytes.Repeat([]byte("x"), length)) }
